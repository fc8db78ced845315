"""Every text field of every model refuses what `hub.text_rules` refuses, in forms and whatever else writes a row.

Forms take the validators from the model's field. A save checks what it writes, and so do `update()` and
`bulk_create()`, so that a script or an import is refused as well. A row that was there before keeps what it holds, so
that it can still be taken down.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, wraps
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Value
from django.db.models.signals import pre_save
from modelcluster.models import get_all_child_relations
from taggit.forms import TagField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import BaseLogEntry, Revision

from hub import text_streams
from hub.private_fields.fields import EncryptedTextField
from hub.private_fields.values import PrivateText
from hub.text_rules import (
    Validate,
    validate_line,
    validate_paragraphs,
    validate_rich_text,
    without_edges,
    without_hidden,
)

# Who fails to sign in may send what they like, and it is kept as it came.
_APART = {"axes"}


def connect() -> None:
    for model in apps.get_models():
        for field, validate in text_fields(model):
            if validate not in field.validators:
                # Beside the cached property: as an argument of the field they would be a migration of each model.
                field.__dict__["validators"] = [*field.validators, validate]
    # Keywords are rows of their own, made after the form is valid.
    TagField.default_validators = [*TagField.default_validators, validate_line]
    pre_save.connect(refuse_hidden_characters, dispatch_uid="hub_text_fields")
    models.QuerySet.update = _checked_update(models.QuerySet.update)
    models.QuerySet.bulk_create = _checked_bulk_create(models.QuerySet.bulk_create)
    forms.CharField.to_python = _stripped(forms.CharField.to_python)


@cache  # every save asks
def text_fields(model: type[models.Model]) -> tuple[tuple[models.Field, Validate], ...]:
    """The fields that hold text that people write, each with what checks it.

    Not those of models that only repeat what stands elsewhere (`repeats_text`), nor of Wagtail's log.
    """
    if getattr(model, "repeats_text", False) or issubclass(model, BaseLogEntry | Revision):
        return ()
    if model._meta.app_label in _APART:
        return ()
    found = ((field, _rule(field)) for field in model._meta.concrete_fields)
    return tuple((field, validate) for field, validate in found if validate)


@cache  # a validator is compared by identity
def _rule(field: models.Field) -> Validate | None:
    if isinstance(field, StreamField):
        return text_streams.validator(field)
    if isinstance(field, RichTextField):
        return validate_rich_text
    if isinstance(field, EncryptedTextField):
        return validate_line if field.is_line else validate_paragraphs
    if isinstance(field, models.TextField):
        return validate_paragraphs
    return validate_line if isinstance(field, models.CharField) else None


def refuse_hidden_characters(
    sender: type[models.Model], instance: Any, raw: bool, using: str, update_fields: Iterable[str] | None, **signal: Any
) -> None:
    """
    Raises:
        ValidationError: on the fields at fault.
    """
    if raw or _is_of_a_migration(sender):
        return
    if isinstance(instance, Revision):
        refuse_revision(instance)
        return
    written = _written(sender, instance, update_fields)
    try:
        _refuse(sender, written)
    except ValidationError as refused:
        if sender._meta.pk.attname in refused.error_dict:  # no row has such a key
            raise
        before = sender._base_manager.using(using).filter(pk=instance.pk).values(*refused.error_dict).first()
        fields = {field.attname: field for field, _validate in text_fields(sender)}
        if before is None or any(
            fields[name].get_prep_value(before[name]) != fields[name].get_prep_value(written[name])
            for name in refused.error_dict
        ):
            raise


def _is_of_a_migration(model: type[models.Model]) -> bool:
    """A model as a migration knows it."""
    return model.__module__ == "__fake__"


def _written(model: type[models.Model], instance: Any, names: Iterable[str] | None = None) -> dict[str, Any]:
    held = instance.__dict__
    return {
        field.attname: _new_text(held[field.attname])
        for field, _validate in text_fields(model)
        if field.attname in held and (names is None or field.name in names)
    }


def _new_text(value: Any) -> Any:
    """An encrypted text is looked at when it is new; one of before is not decrypted for it."""
    return value.text if isinstance(value, PrivateText) and value.is_new else value


def refuse_revision(revision: Revision) -> None:
    """Of what a revision holds, with its child rows.

    Raises:
        ValidationError
    """
    model = revision.content_type.model_class()
    if model is None:
        return
    content = json.loads(revision.content) if isinstance(revision.content, str) else revision.content
    _refuse(model, content)
    for relation in get_all_child_relations(model):
        for row in content.get(relation.get_accessor_name()) or ():
            _refuse(relation.related_model, row)


def _refuse(model: type[models.Model], values: Mapping[str, Any]) -> None:
    errors = {}
    for field, validate in text_fields(model):
        if field.attname not in values:
            continue
        try:
            validate(values[field.attname])
        except ValidationError as problem:
            errors[field.attname] = [f"{field.verbose_name}：{message}" for message in problem.messages]
    if errors:
        raise ValidationError(errors)


def rows_with_hidden(model: type[models.Model]) -> Iterator[tuple[Any, list[str]]]:
    """(key, messages) of rows of before. Fields of the model's own table only: parents are models too."""
    own = [field for field, _validate in text_fields(model) if field in model._meta.local_concrete_fields]
    if not own:
        return
    for values in model._base_manager.values("pk", *(field.attname for field in own)).iterator(chunk_size=500):
        key = values.pop("pk")
        try:
            _refuse(model, values)
        except ValidationError as problem:
            yield key, problem.messages


def clean_row(row: models.Model) -> list[str]:
    """Takes what is hidden out of the row's texts, in memory; returns the names of fields that it changed."""
    changed = []
    for field, validate in text_fields(type(row)):
        old = row.__dict__.get(field.attname)
        if isinstance(field, StreamField):
            new = text_streams.cleaned(field, old)
            is_changed = new != text_streams.stored(field, old)
        else:
            new = without_hidden(old, validate) if isinstance(old, str) else old
            is_changed = new != old
        if is_changed:
            setattr(row, field.attname, new)
            changed.append(field.name)
    return changed


def _checked_update(update: Callable[..., int]) -> Callable[..., int]:
    @wraps(update)
    def checked(self: models.QuerySet, **kwargs: Any) -> int:
        if not _is_of_a_migration(self.model):
            for name, value in kwargs.items():
                for text in _texts(value):
                    _refuse(self.model, {name: text})
        return update(self, **kwargs)

    return checked


def _texts(value: Any) -> Iterator[Any]:
    """What an update writes: the value, or the values inside an expression, as `bulk_update()` makes them."""
    if not hasattr(value, "resolve_expression"):
        yield value
    elif hasattr(value, "flatten"):
        yield from (each.value for each in value.flatten() if isinstance(each, Value))


def _checked_bulk_create(bulk_create: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
    @wraps(bulk_create)
    def checked(self: models.QuerySet, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        rows = list(objs)
        if not _is_of_a_migration(self.model):
            for row in rows:
                if isinstance(row, Revision):
                    refuse_revision(row)
                else:
                    _refuse(self.model, _written(self.model, row))
        return bulk_create(self, rows, *args, **kwargs)

    return checked


def _stripped(to_python: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(to_python)
    def stripped(self: forms.CharField, value: Any) -> Any:
        return to_python(self, without_edges(value) if self.strip and isinstance(value, str) else value)

    return stripped
