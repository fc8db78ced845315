"""A row of the index in the database as the node stores it. Pure but for the rows."""

from __future__ import annotations

from typing import Any

from search.folding import fold
from search.models import IndexedDocument
from search.tokens import all_words, bigrams, numbers, token


def source_of(document: IndexedDocument, site: int | None) -> dict[str, Any]:
    """`document` with its texts; `site` is the key of its unit's home."""
    parts = list(document.texts.all())
    own = [part for part in parts if part.file_id is None]
    files = [part for part in parts if part.file_id is not None]
    return {
        "page_id": document.pk,
        "title": _joined(bigrams(document.folded_title)),
        "title_words": _joined(all_words(document.folded_title)),
        "headings": _joined(bigrams(" ".join(part.headings for part in own))),
        "body": [_joined(bigrams(part.folded)) for part in own],
        "words": [_joined(all_words(part.folded)) for part in own],
        "document_number": _joined(bigrams(fold(document.document_number))),
        "summary": _joined(bigrams(fold(document.summary))),
        "other_words": [_joined(bigrams(fold(part.other_words))) for part in own],
        "attachments": [_joined(bigrams(f"{fold(part.title)}\n{part.folded}")) for part in files],
        "numbers": own_numbers(document),
        "title_numbers": numbers(document.title),
        "unit": document.unit_id,
        "site": site,
        "category": document.category_id,
        "kind": document.kind,
        "genre": document.genre,
        "state": document.state,
        "language": document.language,
        "year": document.year,
        "written_on": document.written_on,
        "ceases_on": document.ceases_on,
        "published_at": document.published_at,
        "has_attachment": document.has_attachment,
        "popularity": document.popularity,
        "digest": document.digest,
    }


def own_numbers(document: IndexedDocument) -> list[str]:
    found = [document.number_key, token(document.index_number.lower()), *numbers(document.document_number)]
    return list(dict.fromkeys(filter(None, found)))


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens)
