"""Search on the database alone. What SQLite and PostgreSQL have in common; they differ in how tokens are looked up.

What a document is filtered by is a token of it as well, so that the lookup itself passes over what is not wanted:
frequent words on the site of one unit cost no more than what that unit has. And nothing is counted to its end: where
more than `MOST_COUNTED` documents match, that many are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from search.backends.base import FACETS, MOST_COUNTED, Facets, Found
from search.backends.tokens import tokens_of, wanted
from search.enums import Sort
from search.match import Clause, Forms, Match, strict
from search.models import IndexedDocument
from search.query import Filters, Question
from search.tokens import bigrams, phrase_tokens

TABLE, DOCUMENTS, TEXTS = "search_fulltext", "search_indexeddocument", "search_indexedtext"
BATCH = 200
# A phrase is compared with the texts themselves: with those of the newest documents that come into question.
MOST_COMPARED = 1_000
# A single character begins many bigrams, and costs as much as they all do.
MOST_SINGLE = 3
# What has a mistake is left out in so many parts: more are more exact, fewer cost less where nothing is wrong.
MOST_PARTS = 10
NEWEST = "published_at DESC NULLS LAST, id DESC"
COLUMNS = {name: {"unit": "unit_id", "category": "category_id"}.get(name, name) for name in FACETS}
# Counted together is what has few combinations: each set costs as much as another.
SETS = (("kind", "state", "has_attachment"), ("unit",), ("category",), ("year",))
KEY = len(SETS)  # marks the rows that name documents

Sql = tuple[str, list[Any]]


@dataclass(frozen=True)
class _Counted:
    """`newest`: keys of the newest, None where there is more than was looked at."""

    total: int
    facets: Facets
    is_capped: bool
    newest: list[int] | None


class DatabaseBackend:
    """`find` reads ids only; `Question.sort` decides what comes first, relevance roughly (see `search.ranking`)."""

    name = "database"
    head = 130
    rows = DOCUMENTS  # the table of what is counted and sorted by
    key_column = "id"  # of the table of tokens

    def find(self, question: Question, match: Match, offset: int, limit: int, *, facets: bool = True) -> Found:
        clauses = _clauses(match)
        if not clauses or not all(wanted(question.filters)):
            return Found(0, ())
        most = offset + limit
        counted = self._counted(question.filters, clauses, facets, most)
        keys = self._ordered(question, clauses, counted, most) if counted.total and limit else []
        return Found(counted.total, tuple(keys[offset:]), counted.facets, counted.is_capped)

    def totals(self, questions: Iterable[Question]) -> Iterator[int]:
        for question in questions:
            yield self.find(question, strict(question), 0, 0, facets=False).total

    def _counted(self, filters: Filters, clauses: list[Clause], facets: bool, most: int) -> _Counted:
        columns = ", ".join(["id", "published_at", *(COLUMNS.values() if facets else ())])
        tables, parameters = self._found(filters, clauses, columns, f"LIMIT {MOST_COUNTED + 1}")
        counting = self.counting() if facets else "SELECT 0, count(*), (SELECT count(*) FROM candidate) FROM found"
        empty = "NULL, " * len(COLUMNS) if facets else ""
        newest = f"SELECT id FROM found ORDER BY {NEWEST} LIMIT {most}"  # noqa: S608
        naming = f"SELECT {KEY}, {empty}id, 0 FROM ({newest}) AS newest"  # noqa: S608
        # In one lookup: what was counted is there to be sorted.
        rows = _fetched(f"WITH {tables} {counting} UNION ALL {naming}", parameters)
        # All rows of the first set make all that was found.
        total = sum(row[-2] for row in rows if row[0] == 0)
        looked_at = max((row[-1] for row in rows), default=0)
        phrases = _phrases(clauses)
        is_capped = looked_at > (MOST_COMPARED if phrases else MOST_COUNTED)
        keys = [row[-2] for row in rows if row[0] == KEY]
        counts = _facets([row for row in rows if row[0] != KEY]) if facets else {}
        return _Counted(min(total, MOST_COUNTED), counts, is_capped, keys if phrases or not is_capped else None)

    def counting(self) -> str:
        """SQL that counts the rows of `found` by each of `SETS`: which set, the values of all facets, how many rows,
        how many rows `candidate` has."""
        names = list(COLUMNS)
        parts = [
            f"SELECT {at}, {', '.join(COLUMNS[name] if name in group else 'NULL' for name in names)}, count(*),"  # noqa: S608
            f" (SELECT count(*) FROM candidate) FROM found GROUP BY {', '.join(COLUMNS[name] for name in group)}"
            for at, group in enumerate(SETS)
        ]
        return " UNION ALL ".join(parts)

    def _ordered(self, question: Question, clauses: list[Clause], counted: _Counted, most: int) -> list[int]:
        """Those with the words in their titles first, if relevance is asked for; the newer before the older."""
        keys: dict[int, None] = {}
        if question.sort == Sort.RELEVANCE:
            titles = [Clause(clauses[0].words, True, clauses[0].phrases), *(each for each in clauses if each.in_title)]
            keys = dict.fromkeys(self._newest(question.filters, list(dict.fromkeys(titles)), most))
            if len(keys) == most:  # and perhaps more: what has the query as it stands must not be missing
                whole = Clause(((tuple(bigrams(question.folded)),),), True, clauses[0].phrases)
                keys = dict.fromkeys(self._newest(question.filters, [whole], most)) | keys
        if len(keys) < min(most, counted.total):
            newest = self._newest(question.filters, clauses, most) if counted.newest is None else counted.newest
            keys |= dict.fromkeys(newest)
        return list(keys)[:most]

    def _newest(self, filters: Filters, clauses: list[Clause], most: int) -> list[int]:
        order = f"ORDER BY {NEWEST} LIMIT {most}"
        tables, parameters = self._found(filters, clauses, "id, published_at", order)
        return [key for (key,) in _fetched(f"WITH {tables} SELECT id FROM found {order}", parameters)]  # noqa: S608

    def _found(self, filters: Filters, clauses: list[Clause], columns: str, order: str) -> Sql:
        """Two tables for WITH: `candidate` by tokens, `found` those of them that hold the phrases."""
        days, limits = _days(filters)
        condition, parameters = self.lookup(clauses, filters, is_whole=bool(days))
        phrases = _phrases(clauses)
        if phrases:
            order = f"ORDER BY {NEWEST} LIMIT {MOST_COMPARED + 1}"
        held = [_holds(phrase, in_title=clauses[0].in_title) for phrase in phrases]
        holding = " AND ".join(each for each, _parameters in held) or "1 = 1"
        sql = (
            f"candidate AS (SELECT {columns} FROM {self.rows} WHERE {condition}{days} {order}),"  # noqa: S608
            f" found AS {'' if phrases else 'NOT MATERIALIZED '}(SELECT * FROM candidate WHERE {holding})"
        )
        return sql, [*parameters, *limits, *(value for _sql, values in held for value in values)]

    def lookup(self, clauses: Sequence[Clause], filters: Filters, *, is_whole: bool) -> Sql:
        """A condition on `rows`: one of the clauses is found, and what the filters ask but for days.

        Unless `is_whole`, it may pass over all but some ten thousand.
        """
        raise NotImplementedError

    def write(self, rows: list[tuple[IndexedDocument, list[str], list[str]]]) -> None:
        """Stores (document, tokens of the title, tokens of all) in the place of what there was."""
        raise NotImplementedError

    def drop(self, keys: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE {self.key_column} = %s", [[key] for key in keys])  # noqa: S608

    def put(self, keys: Iterable[int]) -> None:
        some = list(keys)
        for start in range(0, len(some), BATCH):
            batch = some[start : start + BATCH]
            rows = [(document, *tokens_of(document)) for document in _with_texts(batch)]
            self.drop(set(batch) - {document.pk for document, _title, _all in rows})
            self.write(rows)

    def keys(self) -> Sequence[int]:
        return [key for (key,) in _fetched(f"SELECT {self.key_column} FROM {TABLE} ORDER BY 1", [])]  # noqa: S608


def _clauses(match: Match) -> list[Clause]:
    """Those of a match; numbers are tokens like others."""
    phrases = _phrases(match.clauses)
    numbers = [Clause((((key,),),), phrases=phrases) for key in match.number_keys]
    return list(dict.fromkeys([*map(_bounded, match.clauses), *numbers]))


def _bounded(clause: Clause) -> Clause:
    return replace(clause, words=_few_single(clause.words))


def _few_single(words: Iterable[Forms]) -> tuple[Forms, ...]:
    """With at most `MOST_SINGLE` of one character."""
    words = tuple(words)
    single = [forms for forms in words if all(len("".join(tokens)) == 1 for tokens in forms)]
    left_out = set(single[MOST_SINGLE:])
    return tuple(each for each in words if each not in left_out)


def alternatives(clause: Clause) -> list[tuple[Forms, ...]]:
    """The words by which a clause is found, one of these: what may lack is left out in turn, many words in parts.

    Each has the tokens of the phrases as well, which are compared afterwards.
    """
    words, lacking = clause.words, clause.lacking
    quoted = _few_single((tuple(phrase_tokens(phrase)),) for phrase in clause.phrases)
    if not lacking:
        return [(*words, *quoted)]
    number = min(len(words), MOST_PARTS)
    borders = [len(words) * at // number for at in range(number + 1)]
    left_out = zip(borders, borders[lacking:], strict=False)
    return [(*words[:first], *words[last:], *quoted) for first, last in left_out]


def _phrases(clauses: Iterable[Clause]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phrase for clause in clauses for phrase in clause.phrases))


def _holds(phrase: str, *, in_title: bool) -> Sql:
    """The characters of a phrase one after another, whatever punctuation parts them."""
    text = f"%{phrase.replace(' ', '%')}%"
    names = ("folded_title",) if in_title else ("folded_title", "document_number", "summary")
    held = " OR ".join(f"d.{name} LIKE %s" for name in names)
    # Counted, not EXISTS: PostgreSQL would rather compare all texts there are once than those that are asked for.
    sql = f"(SELECT count(*) FROM {DOCUMENTS} AS d WHERE d.id = candidate.id AND ({held})) > 0"  # noqa: S608
    parameters = [text] * len(names)
    if not in_title:
        texts = f"SELECT count(*) FROM {TEXTS} AS t WHERE t.document_id = candidate.id AND t.folded LIKE %s"  # noqa: S608
        sql = f"{sql} OR ({texts}) > 0"
        parameters.append(text)
    return f"({sql})", parameters


def _days(filters: Filters) -> Sql:
    """Conditions on the day of publication, each with AND before it."""
    sql, parameters = "", []
    if filters.published_from:
        sql, parameters = " AND published_at >= %s", [_midnight(filters.published_from)]
    if filters.published_to:
        sql, parameters = f"{sql} AND published_at < %s", [*parameters, _midnight(filters.published_to, after=1)]
    return sql, parameters


def _midnight(day: date, after: int = 0) -> Any:
    """The beginning of a day of this place, as the database takes it."""
    moment = timezone.make_aware(datetime.combine(day, time()) + timedelta(days=after))
    return connection.ops.adapt_datetimefield_value(moment)


def _facets(rows: Iterable[tuple[Any, ...]]) -> Facets:
    """From the rows of `counting`: values with their numbers, most first."""
    found: dict[str, dict[Any, int]] = {name: {} for name in FACETS}
    for group, *values, number, _looked_at in rows:
        for name, value in zip(FACETS, values, strict=False):
            if name in SETS[group] and value not in (None, ""):
                found[name][value] = found[name].get(value, 0) + number
    found["has_attachment"] = {bool(value): number for value, number in found["has_attachment"].items()}
    return {name: sorted(held.items(), key=lambda row: (-row[1], str(row[0]))) for name, held in found.items()}


def _fetched(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _with_texts(keys: list[int]) -> QuerySet[IndexedDocument]:
    return IndexedDocument.objects.filter(pk__in=keys).prefetch_related("texts")
