"""The files that contents attach; articles do so in the list below the text, as blocks in it, and as links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from search.enums import Extraction
from search.models import ExtractedText
from sites.pages.models.article_page import ArticlePage

_LINK = re.compile(r"<a\b(?=[^>]*\blinktype=\"document\")[^>]*\bid=\"(\d+)\"")


@dataclass(frozen=True)
class Part:
    """An attachment and its text, empty where there is none or none yet."""

    file_id: int
    title: str
    text: str


def files_of(articles: Iterable[ArticlePage]) -> dict[int, tuple[Part, ...]]:
    """By article. Attachments are to be prefetched."""
    return parts_of({article.pk: _names(article) for article in articles})


def parts_of(named: dict[int, dict[int, str]]) -> dict[int, tuple[Part, ...]]:
    """By content: its files, each with the name that the content gives it. What visitors may not open is left out."""
    wanted = {key for found in named.values() for key in found}
    files = _open_files(wanted) if wanted else {}
    return {
        content: tuple(
            Part(key, title or files[key].title, _text_of(files[key])) for key, title in found.items() if key in files
        )
        for content, found in named.items()
    }


def _names(article: ArticlePage) -> dict[int, str]:
    """Each file with the name that the article gives it, in the order of their places on the page."""
    found: dict[int, str] = {}
    listed = ((each.document_id, each.title) for each in article.attachments.all())
    for key, title in (*_mentions(article.body.raw_data), *listed):
        found[key] = found.get(key) or title
    return found


def _mentions(value: Any) -> Iterator[tuple[int, str]]:
    """In raw data of a stream: `attachment` blocks, and links in rich text wherever it stands."""
    if isinstance(value, str):
        yield from ((int(key), "") for key in _LINK.findall(value))
    elif hasattr(value, "get"):
        if value.get("type") == "attachment" and (key := value["value"].get("document")):
            yield key, value["value"].get("title") or ""
        for part in value.values():
            yield from _mentions(part)
    elif hasattr(value, "__iter__"):
        for part in value:
            yield from _mentions(part)


def _open_files(keys: set[int]) -> dict[int, Any]:
    files = get_document_model().objects.filter(pk__in=keys).select_related("extracted_text")
    restricted = list(CollectionViewRestriction.objects.select_related("collection"))
    for restriction in restricted:
        files = files.exclude(collection__in=Collection.objects.descendant_of(restriction.collection, inclusive=True))
    return files.in_bulk()


def _text_of(file: Any) -> str:
    found: ExtractedText | None = getattr(file, "extracted_text", None)
    return found.text if found is not None and found.state == Extraction.DONE else ""
