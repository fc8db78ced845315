"""Where documents come from: pages, and every model that an app has registered as public."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from wagtail.models import Page

from search.content_key import ContentKey, by_type, keys_of
from search.documents import Document
from search.object_documents import documents_of_objects
from search.page_documents import documents_of_pages, public_pages
from sites.pages.public_content import registered


@dataclass(frozen=True)
class Source:
    """`public`: what has a document. `documents`: of those of these objects that are public."""

    model: type[Model]
    public: Callable[[], QuerySet[Any]]
    documents: Callable[[Iterable[int]], Iterator[Document]]

    @property
    def content_type(self) -> int:
        return ContentType.objects.get_for_model(self.model).pk

    def public_keys(self) -> Iterator[ContentKey]:
        return keys_of(self.model, self.public().values_list("pk", flat=True))


def sources() -> list[Source]:
    """Pages first."""
    pages = Source(Page, public_pages, documents_of_pages)
    return [pages, *(Source(each.model, each.public, partial(documents_of_objects, each)) for each in registered())]


def sources_by_type() -> dict[int, Source]:
    return {source.content_type: source for source in sources()}


def public_keys() -> Iterator[ContentKey]:
    """Of everything that has a document."""
    return (key for source in sources() for key in source.public_keys())


def public_count() -> int:
    return sum(source.public().count() for source in sources())


def documents_of(keys: Iterable[ContentKey]) -> Iterator[Document]:
    """The documents of those of these that are public, in no order; none of what no app knows any longer."""
    known = sources_by_type()
    for content_type, wanted in by_type(keys).items():
        if content_type in known:
            yield from known[content_type].documents(wanted)
