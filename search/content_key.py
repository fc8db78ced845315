"""How the index knows what a document is about: the content type of a model, and the key of an object of it.

Pages of all types have the content type of `Page`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from wagtail.models import Page


class ContentKey(NamedTuple):
    content_type: int
    object: int

    def __str__(self) -> str:
        return f"{ContentType.objects.get_for_id(self.content_type).name} {self.object}"


def keys_of(model: type[Model], objects: Iterable[int]) -> Iterator[ContentKey]:
    content_type = ContentType.objects.get_for_model(model).pk
    return (ContentKey(content_type, key) for key in objects)


def page_keys(pages: Iterable[int]) -> Iterator[ContentKey]:
    return keys_of(Page, pages)


def by_type(keys: Iterable[ContentKey]) -> dict[int, set[int]]:
    """Keys of objects by the content type of their model."""
    found: dict[int, set[int]] = defaultdict(set)
    for content_type, key in keys:
        found[content_type].add(key)
    return found


def about(keys: Iterable[ContentKey]) -> Q:
    """A condition for rows with `content_type` and `object_id`; none fulfils it where there are no keys."""
    found = Q(pk__in=())
    for content_type, objects in by_type(keys).items():
        found |= Q(content_type=content_type, object_id__in=objects)
    return found
