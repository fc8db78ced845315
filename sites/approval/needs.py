"""The table of what needs whom: every model of which the public sees a text, a picture, a link or a file (Art. 26).

Content that goes through the gate is in it by itself. Apps register the rest in their `ready()`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.models import DraftStateMixin, Page, get_page_models

from sites.approval.digest import NOT_CONTENT
from sites.approval.enums import Need
from sites.approval.models.content import ApprovableContent


def _save(row: models.Model, labels: list[str], person: AbstractBaseUser) -> None:
    row.save()


@dataclass(frozen=True)
class PublicModel:
    """One row of the table.

    `fields`: what the public sees of it. `where`: where, in Chinese. `by_leader`: the second person leads the centre.
    `is_listed`: on the ledger; else another record has its changes. `save`: stores a row that was checked, given the
    labels of what changed and who proposed it. `ours`: leaves out rows that the system itself makes. `brought`: columns
    younger than the list of rows on the ledger, with what the update that brought them wrote into a row.
    """

    model: type[models.Model]
    need: Need
    fields: tuple[str, ...]
    where: str
    by_leader: bool = False
    is_listed: bool = True
    save: Callable[[Any, list[str], AbstractBaseUser], Any] = _save
    ours: Callable[[models.QuerySet[Any]], models.QuerySet[Any]] = lambda rows: rows
    brought: Callable[[Any], dict[str, Any]] = lambda row: {}

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def labels(self) -> list[str]:
        found = (self.model._meta.get_field(name) for name in self.fields)
        return [str(getattr(field, "verbose_name", field.name)) for field in found]


_registered: dict[type[models.Model], PublicModel] = {}


def register(*rows: PublicModel) -> None:
    _registered.update({row.model: row for row in rows})


def approvable_models() -> list[type[models.Model]]:
    """The types of all content that becomes public through the gate, pages first."""
    others = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [model for model in [*get_page_models(), *others] if issubclass(model, ApprovableContent)]


def public_models() -> list[PublicModel]:
    """The whole table: content that goes through the gate first, then by need and name."""
    gated = [
        PublicModel(
            model, Need.OFFICES, tuple(written_fields(model)), "页面" if issubclass(model, Page) else "公开内容"
        )
        for model in approvable_models()
    ]
    order = list(Need)
    return gated + sorted(_registered.values(), key=lambda row: (order.index(row.need), row.model._meta.label))


def need_of(model: type[models.Model]) -> PublicModel | None:
    """The row of a model that does not go through the gate."""
    return _registered.get(model)


def reviewed_models() -> Iterator[PublicModel]:
    """Those of which each change is on record: by a second person, or reviewed afterwards."""
    return (row for row in _registered.values() if row.is_listed and row.need in (Need.SECOND, Need.RECORDED))


def written_fields(model: type[models.Model]) -> Iterator[str]:
    """The fields that people write and that are approved, relations aside."""
    unversioned = set(getattr(model, "unversioned_fields", ()))
    for field in model._meta.get_fields():
        if field.auto_created or field.is_relation or not field.editable:
            continue
        if field.name not in NOT_CONTENT | unversioned:
            yield field.name


def values_of(row: models.Model) -> dict[str, Any]:
    """What people fill in of a row, by column, as JSON."""
    fields = [field for field in row._meta.concrete_fields if field.editable and not field.primary_key]
    values = {field.attname: _plain(field, row) for field in fields}
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _plain(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return str(value) if isinstance(field, models.FileField) else value


def set_values(row: models.Model, values: Mapping[str, Any]) -> None:
    """The other way round.

    Raises:
        ValidationError: a value is none of its column.
    """
    for field in row._meta.concrete_fields:
        if field.attname in values:
            to_python = field.target_field.to_python if field.is_relation else field.to_python
            setattr(row, field.attname, to_python(values[field.attname]))


def digests_of(public: PublicModel, row: models.Model) -> set[str]:
    """Those by which the ledger may know a row as it stands: where an update brought columns, that of before too."""
    values, brought = values_of(row), public.brought(row)
    found = {digest_of_values(values)}
    if brought and all(values[name] == value for name, value in brought.items()):
        found.add(digest_of_values({name: value for name, value in values.items() if name not in brought}))
    return found


def digest_of_values(values: Mapping[str, Any]) -> str:
    """SHA-256 (hex)."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def labels_of(model: type[models.Model], names: Iterable[str]) -> list[str]:
    """Of columns, as people know them."""
    by_column = {field.attname: str(field.verbose_name) for field in model._meta.concrete_fields}
    return [by_column.get(name, name) for name in names]
