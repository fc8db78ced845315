"""What of a document the database looks up: the tokens of its words, and of what it is filtered by. Pure."""

from __future__ import annotations

from search.folding import fold
from search.models import IndexedDocument
from search.query import Filters
from search.tokens import bigrams, numbers

MOST_TOKENS = 120_000  # of one document; PostgreSQL holds a megabyte of them
# Words and numbers never begin so.
FILTER = "__"
CHOSEN = ("unit", "category", "kind", "genre", "year", "state")


def tokens_of(document: IndexedDocument) -> tuple[list[str], list[str]]:
    """Each token once: those of the title, and those of everything."""
    filters = _filters_of(document)
    title = bigrams(document.folded_title) + numbers(document.title)
    rest = numbers(f"{document.document_number} {document.index_number}")
    if document.number_key:
        rest.append(document.number_key)
    rest += [token for texts in looked_up(document).values() for text in texts for token in bigrams(text)]
    return list(dict.fromkeys([*filters, *title])), list(dict.fromkeys([*filters, *title, *rest]))[:MOST_TOKENS]


def looked_up(document: IndexedDocument) -> dict[str, list[str]]:
    """The folded texts of a document by field, one for each part of it: what every index looks words up in."""
    parts = list(document.texts.all())
    own = [part for part in parts if part.file_id is None]
    files = [part for part in parts if part.file_id is not None]
    return {
        "title": [document.folded_title],
        "document_number": [fold(document.document_number)],
        "summary": [fold(document.summary)],
        "headings": [part.headings for part in own],
        "body": [part.folded for part in own],
        "other_words": [fold(part.other_words) for part in own],
        "attachments": [f"{fold(part.title)}\n{part.folded}" for part in files],
    }


def _filters_of(document: IndexedDocument) -> list[str]:
    chosen = {
        "unit": document.unit_id, "category": document.category_id, "kind": document.kind, "genre": document.genre,
        "year": document.year, "state": document.state, "language": document.language,
        "has_attachment": document.has_attachment,
    }  # fmt: skip
    return [_token(name, value) for name, value in chosen.items() if value not in (None, "")]


def wanted(filters: Filters) -> list[list[str]]:
    """Of each group a document has one; a group without any leaves nothing to be found. Days are not among them."""
    groups = [[_token("language", filters.language)]]
    if filters.units is not None:
        groups.append([_token("unit", each) for each in sorted(filters.units)])
    for name in CHOSEN:
        if chosen := getattr(filters, name):
            groups.append([_token(name, each) for each in chosen])
    if filters.has_attachment is not None:
        groups.append([_token("has_attachment", filters.has_attachment)])
    return groups


def _token(name: str, value: object) -> str:
    return FILTER + f"{name}_{value}".lower().replace("-", "_")
