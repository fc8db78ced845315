"""System checks: the keys, and on which models an encrypted field may stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets import viewsets
from wagtail.models import PreviewableMixin, RevisionMixin
from wagtail.search.index import RelatedFields

from hub.private_fields.blind_index import blind_indexes
from hub.private_fields.fields import encrypted_fields
from hub.private_fields.key_ring import SHORTEST_KEY
from hub.private_fields.models import PrivateDataModel

_LISTED = ("list_display", "list_filter", "list_export", "search_fields", "ordering")


def malformed_keys() -> list[CheckMessage]:
    """Errors hub.E005."""
    others = {settings.SECRET_KEY, settings.LEDGER_KEY, *settings.LEDGER_FORMER_KEYS}
    current, former = settings.PRIVATE_DATA_KEY, settings.PRIVATE_DATA_FORMER_KEYS
    named = [("PRIVATE_DATA_KEY", current)] if current else []
    problems = []
    for name, value in [*named, *(("PRIVATE_DATA_FORMER_KEYS", value) for value in former)]:
        if len(value) < SHORTEST_KEY or value != value.strip():
            problems.append(f"{name} has fewer than {SHORTEST_KEY} characters, or white space around it.")
        if value in others:
            problems.append(f"{name} is also SECRET_KEY or a key of the ledger.")
    if current and current in former:
        problems.append("PRIVATE_DATA_KEY is also among PRIVATE_DATA_FORMER_KEYS.")
    hint = "Set a long random text of its own (docs/private-data.md)."
    return [Error(problem, hint=hint, id="hub.E005") for problem in problems]


def missing_key() -> list[CheckMessage]:
    """Error hub.E006: nothing personal can be stored or read; the site itself runs."""
    if settings.PRIVATE_DATA_KEY:
        return []
    hint = "Set the key that encrypted what is there; for a new installation any long random text."
    return [Error("PRIVATE_DATA_KEY is not set: no personal data can be stored or read.", hint=hint, id="hub.E006")]


def misused_fields(candidates: Iterable[type[models.Model]]) -> list[CheckMessage]:
    """Errors hub.E007: a model that would show, order or copy what is encrypted."""
    return [
        Error(f"{model._meta.label}: {problem}", hint="See docs/private-data.md.", obj=model, id="hub.E007")
        for model in candidates
        for problem in _problems(model)
    ]


def _problems(model: type[models.Model]) -> Iterator[str]:
    if encrypted_fields(model) or blind_indexes(model):
        yield from _problems_of_model(model)
        yield from _problems_of_fields(model)
        yield from _problems_of_names(model)
    for relation in getattr(model, "search_fields", ()):
        if isinstance(relation, RelatedFields):
            related = relation.get_field(model).related_model
            names = {field.name for field in encrypted_fields(related)} if related else set()
            if found := names & {each.field_name for each in relation.fields}:
                yield f"search_fields names {', '.join(sorted(found))} of {related._meta.label}, which is encrypted."


def _problems_of_model(model: type[models.Model]) -> Iterator[str]:
    if not issubclass(model, PrivateDataModel):
        yield "has encrypted fields and is no PrivateDataModel."
    if issubclass(model, RevisionMixin):
        yield "has revisions, which would hold its texts."
    if issubclass(model, PreviewableMixin):
        yield "has previews, which would hold its texts."
    if any(isinstance(field, ParentalKey) for field in model._meta.fields):
        yield "is part of another model, whose revisions would hold its texts."


def _problems_of_fields(model: type[models.Model]) -> Iterator[str]:
    for field in encrypted_fields(model):
        if field.unique or field.db_index or field.primary_key:
            yield f"{field.name} has an index: each token is new."
        if field.choices or field.has_db_default():
            yield f"{field.name} has choices or a default of the database, which everybody can read."
    for index in blind_indexes(model):
        if index.unique:
            yield f"{index.name} is unique: a text has another index under another key."
        if index.source not in {field.name for field in encrypted_fields(model)}:
            yield f"{index.name} follows {index.source}, which is no encrypted field of it."


def _problems_of_names(model: type[models.Model]) -> Iterator[str]:
    names = {field.name for field in encrypted_fields(model)}
    for place, used in _uses(model):
        for name in sorted(names & {each.lstrip("-").partition("__")[0] for each in used}):
            yield f"{place} names {name}, which is encrypted."


def _uses(model: type[models.Model]) -> Iterator[tuple[str, list[str]]]:
    meta = model._meta
    yield "Meta.ordering", _named(meta.ordering)
    yield "Meta.get_latest_by", _named(meta.get_latest_by)
    for together in meta.unique_together:
        yield "Meta.unique_together", list(together)
    for index in meta.indexes:
        yield f"index {index.name}", [*index.fields, *index.include, *_named(index.expressions), *_filtered(index)]
    for constraint in meta.constraints:
        fields = [*getattr(constraint, "fields", ()), *_named(getattr(constraint, "expressions", ()))]
        yield f"constraint {constraint.name}", [*fields, *_filtered(constraint)]
    yield "search_fields", [each.field_name for each in getattr(model, "search_fields", ())]
    for viewset in viewsets.viewsets:
        if getattr(viewset, "model", None) is model:
            for attribute in _LISTED:
                yield f"{type(viewset).__name__}.{attribute}", _named(getattr(viewset, attribute, None))


def _named(value: Any) -> list[str]:
    """Names of fields in what options and expressions may be: a name, a sequence or a mapping of them, F, OrderBy."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, models.F):
        return [value.name]
    if isinstance(value, Column):
        return _named(value.accessor)
    if hasattr(value, "get_source_expressions"):
        return _named(value.get_source_expressions())
    try:
        return [name for each in value or () for name in _named(each)]
    except TypeError:
        return []


def _filtered(row: Any) -> list[str]:
    """Names of fields in the condition of an index or a constraint."""
    return list(_of_condition(getattr(row, "condition", None)))


def _of_condition(condition: Any) -> Iterator[str]:
    for child in getattr(condition, "children", ()):
        if isinstance(child, tuple):
            yield child[0]
        else:
            yield from _of_condition(child)


@register
def check_keys(**options: object) -> list[CheckMessage]:
    return malformed_keys()


@register(deploy=True)
def check_key(**options: object) -> list[CheckMessage]:
    return missing_key()


@register
def check_private_fields(**options: object) -> list[CheckMessage]:
    import_module(settings.ROOT_URLCONF)  # viewsets are registered with their addresses
    return misused_fields(apps.get_models())
