"""What Wagtail's table of the index holds of an object: tokens of its title, and tokens of all that it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Manager, Model
from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField
from modelsearch.utils import get_content_type_pk
from wagtail.search.models import IndexEntry

from search.admin_search.lookup import indexed

# Stands in `title_norm`, which Wagtail fills with something above zero: it tells what another chain has indexed.
VERSION = -1.0
_KEY = ("content_type", "object_id")


def texts_of(subject: Any, fields: Iterable[BaseField]) -> Iterator[tuple[str, str]]:
    """(field, text) of all that is searched."""
    for field in fields:
        if isinstance(field, (SearchField, AutocompleteField)):
            yield field.field_name, _plain(field.get_value(subject))
        elif isinstance(field, RelatedFields):
            for each in _related(field.get_value(subject)):
                yield from ((field.field_name, text) for _name, text in texts_of(each, field.fields))


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "\n".join(map(_plain, value))
    return "\n".join(map(_plain, value.values())) if isinstance(value, dict) else str(value)


def _related(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    if isinstance(value, Manager):
        return value.all()
    return (value() if callable(value) else value,)


class ChainIndex:
    """Replaces how Wagtail's index of either database stores objects; `as_column` is the database's form of tokens."""

    def as_column(self, tokens: list[str]) -> Any:
        raise NotImplementedError

    def add_items(self, model: type[Model], objects: Iterable[Model]) -> None:
        fields = model.get_search_fields()
        if not fields:
            return
        content_type = get_content_type_pk(model)
        rows = [self._row(content_type, each, fields) for each in objects]
        names = [field.name for field in IndexEntry._meta.concrete_fields if field.name not in ("id", *_KEY)]
        IndexEntry.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=_KEY, update_fields=names, batch_size=100
        )

    def _row(self, content_type: int, subject: Model, fields: Iterable[BaseField]) -> IndexEntry:
        texts = list(dict.fromkeys(texts_of(subject, fields)))
        title = indexed("\n".join(text for name, text in texts if name == "title"))
        everything = indexed("\n".join(text for _name, text in texts))
        return IndexEntry(
            content_type_id=content_type, object_id=str(subject.pk), title=self.as_column(title),
            autocomplete=self.as_column(everything), body=self.as_column([]), title_norm=VERSION,
        )  # fmt: skip

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Wagtail reads the whole table for it at every save; nothing here asks for it."""
