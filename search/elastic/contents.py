"""A row of the index in the database as the node stores it. Pure but for the rows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from search.backends.tokens import looked_up
from search.models import IndexedDocument
from search.tokens import all_words, bigrams, numbers, token


def source_of(document: IndexedDocument, site: int | None) -> dict[str, Any]:
    """`document` with its texts; `site` is the key of its unit's home."""
    texts = looked_up(document)
    tokens = {name: [bigrams(text) for text in parts] for name, parts in texts.items()}
    every = dict.fromkeys(chain.from_iterable(chain.from_iterable(tokens.values())))
    return {
        "document": document.pk,
        **{name: list(map(_joined, lists)) for name, lists in tokens.items()},
        "anywhere": _joined(every),
        "title_words": _joined(all_words(document.folded_title)),
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


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(tokens)
