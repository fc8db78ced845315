"""What the public finds that is no page: letters, guides, whatever an app keeps in tables of its own.

An app registers one `PublicContent` for each such model. Search, sitemaps, feeds, home sections and the catalogue ask
here, and know an object by the content type of its model and its key (docs/extending.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal

# What the public finds of objects may have changed, in the transaction that changes it. Sender: the model; keys.
content_changed = Signal()

_NAME = re.compile("[a-z]{1,20}")
_PATH = re.compile("([a-z0-9-]+/)*")
_registered: dict[type[Model], PublicContent] = {}


@dataclass(frozen=True, kw_only=True)
class PublicItem:
    """An object as the public finds it. Its address is `path` below the root of the host that shows its unit's site."""

    key: int
    unit_id: int
    path: str  # "letters/7/"
    title: str  # at most 255 characters
    published_at: datetime
    changed_at: datetime
    summary: str = ""  # at most 300 characters
    text: str = ""  # plain
    source: str = ""
    keywords: tuple[str, ...] = ()
    files: tuple[tuple[int, str], ...] = ()  # keys of documents, with the names that it gives them or ""
    written_on: date | None = None
    # Where the catalogue lists it: the code of a category. The code of the `LegalTerm` within which it was due.
    category: str = ""
    term_code: str = ""


class PublicContent:
    """A model whose objects the public finds. Subclasses say what is public, and what the public sees of it."""

    model: ClassVar[type[Model]]
    name: ClassVar[str]  # stored and in addresses: at most 20 letters a–z
    label: ClassVar[str]  # a noun for many of them, in Chinese
    path: ClassVar[str] = ""  # of the page that lists them, below the root of every host; "" without one
    unit_field: ClassVar[str] = "unit"  # lookup of an object's unit
    changed_field: ClassVar[str] = "changed_at"  # lookup of when it changed last, as `PublicItem.changed_at`

    def public(self) -> QuerySet[Any]:
        """What everybody may see, the newest first."""
        raise NotImplementedError

    def items(self, objects: Iterable[Any]) -> Iterator[PublicItem]:
        """These objects, which `public` gave, in their order. The queries do not grow with their number."""
        raise NotImplementedError

    def public_of(self, units: Iterable[int]) -> QuerySet[Any]:
        return self.public().filter(**{f"{self.unit_field}__in": list(units)})


def register(content: PublicContent) -> None:
    """Once a model, when the app is ready.

    Raises:
        ImproperlyConfigured: the model, the name or the path is registered already, they are malformed, or the model
            lacks a field that it is asked for.
    """
    _refuse_malformed(content)
    for other in _registered.values():
        for what in ("model", "name", "path"):
            value = getattr(content, what)
            if value and value == getattr(other, what):
                raise ImproperlyConfigured(
                    f"{type(content).__name__}: {type(other).__name__} 已登记了 {what} {value}。"
                )
    _refuse_unknown_fields(content)
    _registered[content.model] = content
    for signal in (post_save, post_delete):
        signal.connect(_follow, sender=content.model, dispatch_uid=f"public_content_{content.name}")


def _refuse_malformed(content: PublicContent) -> None:
    who = type(content).__name__
    if not _NAME.fullmatch(content.name):
        raise ImproperlyConfigured(f"{who}.name 须为 1 到 20 个小写字母，现在是“{content.name}”。")
    if not _PATH.fullmatch(content.path):
        raise ImproperlyConfigured(f"{who}.path 须以 / 结尾、不以 / 开头，现在是“{content.path}”。")


def _refuse_unknown_fields(content: PublicContent) -> None:
    for lookup in (content.unit_field, content.changed_field):
        try:
            content.model._meta.get_field(lookup.partition("__")[0])
        except FieldDoesNotExist as reason:
            raise ImproperlyConfigured(
                f"{type(content).__name__}：{content.model._meta.label} 没有字段 {lookup}。"
            ) from reason


def _follow(instance: Model, **signal: Any) -> None:
    tell_changed(type(instance), [instance.pk])


def tell_changed(model: type[Model], keys: Iterable[int]) -> None:
    """For what no save tells of: a bulk update, or a change of rows that objects are shown with."""
    content_changed.send(model, keys=list(keys))


def registered() -> tuple[PublicContent, ...]:
    """In the order in which the apps are installed."""
    return tuple(_registered.values())


def content_of(model: type[Model]) -> PublicContent | None:
    return _registered.get(model)


def content_named(name: str) -> PublicContent | None:
    return next((content for content in _registered.values() if content.name == name), None)


def content_at(path: str) -> PublicContent | None:
    """What the page at `path` ("letters/") lists."""
    return next((content for content in _registered.values() if content.path and content.path == path), None)
