from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from search.backends.database import TABLE, DatabaseBackend
from search.match import Clause, Forms


class SQLiteBackend(DatabaseBackend):
    """FTS5. The row's number is the page's key."""

    key_column = "rowid"

    def lookup(self, clauses: Sequence[Clause]) -> tuple[str, list[Any]]:
        wanted = " OR ".join(f"({_clause(clause)})" for clause in clauses)
        return f"search_indexeddocument.page_id IN (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s)", [wanted]  # noqa: S608

    def write(self, rows: list[tuple[int, list[str], list[str]]]) -> None:
        self.drop([key for key, _title, _all in rows])
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, title, anywhere) VALUES (%s, %s, %s)",  # noqa: S608
                [[key, " ".join(title), " ".join(everything)] for key, title, everything in rows],
            )


def _clause(clause: Clause) -> str:
    column = "title" if clause.in_title else "anywhere"
    return f"{column} : (" + " AND ".join(map(_forms, clause.words)) + ")"


def _forms(forms: Forms) -> str:
    return "(" + " OR ".join("(" + " AND ".join(map(_token, tokens)) + ")" for tokens in forms) + ")"


def _token(token: str) -> str:
    """A single Chinese character begins the bigrams that it is in."""
    return f'"{token}"' + ("*" if len(token) == 1 else "")
