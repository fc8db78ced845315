from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from search.backends.database import TABLE, DatabaseBackend
from search.match import Clause, Forms


class PostgreSQLBackend(DatabaseBackend):
    """Text search vectors without positions, one of the title and one of everything, each with a GIN index."""

    def lookup(self, clauses: Sequence[Clause]) -> tuple[str, list[Any]]:
        conditions, parameters = [], []
        for column in ("title", "anywhere"):
            wanted = [_clause(clause) for clause in clauses if clause.in_title == (column == "title")]
            if wanted:
                conditions.append(f"{column} @@ %s::tsquery")
                parameters.append(" | ".join(f"({each})" for each in wanted))
        found = " OR ".join(conditions)
        return f"search_indexeddocument.page_id IN (SELECT document_id FROM {TABLE} WHERE {found})", parameters  # noqa: S608

    def write(self, rows: list[tuple[int, list[str], list[str]]]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (document_id, title, anywhere)"  # noqa: S608
                " VALUES (%s, array_to_tsvector(%s), array_to_tsvector(%s))"
                " ON CONFLICT (document_id) DO UPDATE SET title = excluded.title, anywhere = excluded.anywhere",
                [list(row) for row in rows],
            )


def _clause(clause: Clause) -> str:
    return " & ".join(map(_forms, clause.words))


def _forms(forms: Forms) -> str:
    return "(" + " | ".join("(" + " & ".join(map(_token, tokens)) + ")" for tokens in forms) + ")"


def _token(token: str) -> str:
    """A single Chinese character begins the bigrams that it is in. Tokens hold letters and digits only."""
    return f"'{token}'" + (":*" if len(token) == 1 else "")
