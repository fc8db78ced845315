from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from search.backends.base import Found
from search.backends.database import COLUMNS, SETS, TABLE, DatabaseBackend, Sql, alternatives
from search.backends.tokens import wanted
from search.match import Clause, Forms, Match
from search.models import IndexedDocument
from search.query import Filters, Question

# What is counted and sorted by stands beside the vectors, which PostgreSQL keeps elsewhere: rows that match lie close.
COUNTED = ("unit_id", "category_id", "kind", "year", "state", "has_attachment", "published_at")


# The last resort: nothing that can be typed takes nearly as long while the server is well.
LONGEST = "4s"

logger = logging.getLogger(__name__)


class PostgreSQLBackend(DatabaseBackend):
    """Text search vectors without positions, one of the title and one of everything, each with a GIN index."""

    rows = TABLE

    def find(self, question: Question, match: Match, offset: int, limit: int, *, facets: bool = True) -> Found:
        try:
            with _bounded():
                return super().find(question, match, offset, limit, facets=facets)
        except OperationalError as error:
            if not isinstance(error.__cause__, QueryCanceled):
                raise
            logger.warning("A search took more than %s: %s", LONGEST, question.folded)
            return Found(0, (), {}, is_capped=True)

    def lookup(self, clauses: Sequence[Clause], filters: Filters, *, is_whole: bool) -> Sql:
        # Each clause by itself: a lookup of several at once cannot skip what only one of them needs. So is each title
        # with a mistake: its wrong tokens are nowhere, and most of what is left of it ends there.
        narrowed = "".join(f" & {_any(tokens)}" for tokens in wanted(filters))
        unwanted = _forms(filters.without) if filters.without else ""
        conditions, values = [], []
        for clause in clauses:
            for words in _lookups(clause):
                conditions.append(f"{'title' if clause.in_title else 'anywhere'} @@ %s::tsquery")
                values.append(f"({words}){narrowed}")
                if unwanted and clause.in_title:
                    conditions[-1] += " AND NOT anywhere @@ %s::tsquery"
                    values.append(unwanted)
                elif unwanted:
                    values[-1] += f" & !{unwanted}"
        return f"({' OR '.join(conditions)})", values

    def counting(self) -> str:
        """In one pass over the rows."""
        sets = ", ".join(f"({', '.join(COLUMNS[name] for name in group)})" for group in SETS)
        which = " ".join(f"WHEN grouping({COLUMNS[group[0]]}) = 0 THEN {at}" for at, group in enumerate(SETS))
        values = ", ".join(COLUMNS.values())
        return (
            f"SELECT CASE {which} END, {values}, count(*), (SELECT count(*) FROM candidate)"  # noqa: S608
            f" FROM found GROUP BY GROUPING SETS ({sets})"
        )

    def write(self, rows: list[tuple[IndexedDocument, list[str], list[str]]]) -> None:
        names = ("id", *COUNTED, "title", "anywhere")
        values = ["%s"] * (len(names) - 2) + ["array_to_tsvector(string_to_array(%s, ' '))"] * 2
        # One text goes to the server much faster than an array of as many tokens.
        changes = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} ({', '.join(names)}) VALUES ({', '.join(values)})"  # noqa: S608
                f" ON CONFLICT (id) DO UPDATE SET {changes}",
                [[each.pk, *_counted(each), " ".join(title), " ".join(everything)] for each, title, everything in rows],
            )


@contextmanager
def _bounded() -> Iterator[None]:
    """The planner does not know what it costs to take a vector out of where it is kept, and would read all of them one
    after another for frequent words."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true),"
            " set_config('statement_timeout', %s, true)",
            [LONGEST],
        )
        yield


def _counted(document: IndexedDocument) -> list[Any]:
    return [getattr(document, name) for name in COUNTED]


def _lookups(clause: Clause) -> list[str]:
    found = [" & ".join(map(_forms, words)) for words in alternatives(clause)]
    return found if clause.in_title else [" | ".join(found)]


def _forms(forms: Forms) -> str:
    return "(" + " | ".join("(" + " & ".join(map(_token, tokens)) + ")" for tokens in forms) + ")"


def _any(tokens: list[str]) -> str:
    return "(" + " | ".join(map(_token, tokens)) + ")"


def _token(token: str) -> str:
    """A single Chinese character begins the bigrams that it is in. Tokens hold letters and digits only."""
    return f"'{token}'" + (":*" if len(token) == 1 else "")
