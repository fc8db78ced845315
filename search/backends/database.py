"""Search on the database alone. What SQLite and PostgreSQL have in common; they differ in how tokens are looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields import BooleanField

from search.asked import Filters, Question
from search.backends.base import FACETS, MOST_COUNTED, Facets, Found
from search.enums import Sort
from search.folding import fold
from search.match import Clause, Match
from search.models import IndexedDocument, IndexedText
from search.tokens import bigrams, numbers

TABLE = "search_fulltext"
BATCH = 200
MOST_TOKENS = 120_000  # of one document; PostgreSQL holds a megabyte of them


class DatabaseBackend:
    """`find` reads ids only; `Question.sort` decides what comes first, relevance roughly (see `search.ranking`)."""

    name = "database"
    head = 200

    def find(self, question: Question, match: Match, offset: int, limit: int, *, facets: bool = True) -> Found:
        if match.is_empty:
            return Found(0, ())
        matching = self._matching(filtered(question.filters), match)
        total, counts = self._counted(matching, facets)
        if not total:
            return Found(0, ())
        keys = self._ordered(matching, question, match)[offset : offset + limit]
        return Found(min(total, MOST_COUNTED), tuple(keys), counts, total > MOST_COUNTED)

    def _matching(self, rows: QuerySet, match: Match) -> QuerySet:
        found = Q()
        for key in match.number_keys:
            found |= Q(number_key=key) | Q(index_number__iexact=key)
        if match.clauses:
            sql, parameters = self.lookup(match.clauses)
            tokens = Q(RawSQL(sql, parameters, output_field=BooleanField()))
            for phrase in {phrase for clause in match.clauses for phrase in clause.phrases}:
                tokens &= self.holds_phrase(phrase, in_title=match.clauses[0].in_title)
            found |= tokens
        return rows.filter(found)

    def _counted(self, matching: QuerySet, facets: bool) -> tuple[int, Facets]:
        some = matching.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1]
        if not facets:
            return some.count(), {}
        rows = list(
            matching.order_by()
            .values_list("unit", "category", "kind", "year", "state", "has_attachment")
            .annotate(n=Count("pk"))
        )
        counts: dict[str, dict[Any, int]] = {name: {} for name in FACETS}
        total = 0
        for *values, number in rows:
            total += number
            for name, value in zip(FACETS, values, strict=True):
                if value not in (None, ""):
                    counts[name][value] = counts[name].get(value, 0) + number
        return total, {
            name: sorted(found.items(), key=lambda row: (-row[1], str(row[0]))) for name, found in counts.items()
        }

    def _ordered(self, matching: QuerySet, question: Question, match: Match) -> QuerySet:
        """Keys in order. Overridden where the database can tell what is relevant."""
        if question.sort == Sort.RELEVANCE and match.clauses:
            by_title = {Clause(match.clauses[0].words, True), *(each for each in match.clauses if each.in_title)}
            sql, parameters = self.lookup(list(by_title))
            matching = matching.annotate(by_title=RawSQL(sql, parameters, output_field=BooleanField()))
            return matching.order_by("-by_title", "-published_at", "-pk").values_list("pk", flat=True)
        return matching.order_by("-published_at", "-pk").values_list("pk", flat=True)

    def lookup(self, clauses: Sequence[Clause]) -> tuple[str, list[Any]]:
        """SQL of a condition on the table of `IndexedDocument`: one of the clauses is found."""
        raise NotImplementedError

    def holds_phrase(self, phrase: str, *, in_title: bool) -> Q:
        """The characters of a phrase one after another. Bigrams have found all that comes into question."""
        found = Q(folded_title__contains=phrase)
        if not in_title:
            found |= Q(pk__in=IndexedText.objects.filter(folded__contains=phrase).values("document"))
        return found

    def write(self, rows: list[tuple[int, list[str], list[str]]]) -> None:
        """Stores (key, tokens of the title, tokens of all) in the place of what there was."""
        raise NotImplementedError

    def drop(self, keys: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE {self.key_column} = %s", [[key] for key in keys])  # noqa: S608

    key_column = "document_id"

    def put(self, keys: Iterable[int]) -> None:
        wanted = list(keys)
        for start in range(0, len(wanted), BATCH):
            some = wanted[start : start + BATCH]
            rows = [_tokens_of(document) for document in _with_texts(some)]
            self.drop(set(some) - {key for key, _title, _all in rows})
            self.write(rows)

    def keys(self) -> Sequence[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {self.key_column} FROM {TABLE} ORDER BY 1")  # noqa: S608
            return [key for (key,) in cursor.fetchall()]


def filtered(filters: Filters) -> QuerySet[IndexedDocument]:
    rows = IndexedDocument.objects.filter(language=filters.language)
    if filters.units is not None:
        rows = rows.filter(unit__in=filters.units)
    for name in ("unit", "category", "kind", "genre", "year", "state"):
        if chosen := getattr(filters, name):
            rows = rows.filter(**{f"{name}__in": chosen})
    if filters.has_attachment is not None:
        rows = rows.filter(has_attachment=filters.has_attachment)
    if filters.published_from:
        rows = rows.filter(published_at__date__gte=filters.published_from)
    if filters.published_to:
        rows = rows.filter(published_at__date__lt=filters.published_to + timedelta(days=1))
    return rows


def _with_texts(keys: list[int]) -> QuerySet[IndexedDocument]:
    return IndexedDocument.objects.filter(pk__in=keys).prefetch_related("texts")


def _tokens_of(document: IndexedDocument) -> tuple[int, list[str], list[str]]:
    """What is looked up: each token once, of the title and of everything."""
    title = bigrams(document.folded_title) + numbers(document.title)
    rest: list[str] = bigrams(fold(f"{document.document_number} {document.summary}"))
    rest += numbers(f"{document.document_number} {document.index_number}")
    for part in document.texts.all():
        rest += bigrams(part.folded) + bigrams(fold(f"{part.title} {part.other_words}"))
    return document.pk, list(dict.fromkeys(title)), list(dict.fromkeys([*title, *rest]))[:MOST_TOKENS]
