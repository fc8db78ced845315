from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from search.backends.base import MOST_COUNTED
from search.backends.database import TABLE, DatabaseBackend, Sql, alternatives
from search.backends.tokens import wanted
from search.match import Clause, Forms
from search.models import IndexedDocument
from search.query import Filters


class SQLiteBackend(DatabaseBackend):
    """FTS5. The row's number is the document's key."""

    key_column = "rowid"

    def lookup(self, clauses: Sequence[Clause], filters: Filters, *, is_whole: bool) -> Sql:
        narrowed = "".join(f" AND {_any(tokens)}" for tokens in wanted(filters))
        words = " OR ".join(f"({_clause(each, narrowed)})" for each in clauses)
        if filters.without:
            words = f"({words}) NOT (anywhere : {_forms(filters.without)})"
        # Keys grow with time: of more than are counted these are about the newest, and FTS5 gives them in this order.
        bound = "" if is_whole else f" ORDER BY rowid DESC LIMIT {MOST_COUNTED + 1}"
        return f"id IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s{bound})", [words]  # noqa: S608

    def write(self, rows: list[tuple[IndexedDocument, list[str], list[str]]]) -> None:
        self.drop([document.pk for document, _title, _all in rows])
        values: list[list[Any]] = [
            [document.pk, " ".join(title), " ".join(everything)] for document, title, everything in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {TABLE} (rowid, title, anywhere) VALUES (%s, %s, %s)", values)  # noqa: S608


def _clause(clause: Clause, narrowed: str) -> str:
    column = "title" if clause.in_title else "anywhere"
    found = " OR ".join("(" + " AND ".join(map(_forms, words)) + ")" for words in alternatives(clause))
    return f"{column} : (({found}){narrowed})"


def _forms(forms: Forms) -> str:
    return "(" + " OR ".join("(" + " AND ".join(map(_token, tokens)) + ")" for tokens in forms) + ")"


def _any(tokens: list[str]) -> str:
    return "(" + " OR ".join(map(_token, tokens)) + ")"


def _token(token: str) -> str:
    """A single Chinese character begins the bigrams that it is in."""
    return f'"{token}"' + ("*" if len(token) == 1 else "")
