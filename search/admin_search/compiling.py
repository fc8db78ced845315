"""From a query to a condition on the rows that the admin has already narrowed to what a person may see."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import connection
from django.db.models import Case, Field, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.search.models import IndexEntry

from search.admin_search.lookup import Token, sought
from search.folding import fold
from search.query import clipped

NOTHING = Q(pk__in=[])
EVERYTHING = Q(pk__isnull=False)


class ChainCompiler:
    """Replaces how Wagtail's compilers of either database search. `HALF_WORDS`: whether beginnings of words will do."""

    HALF_WORDS = False
    queryset: QuerySet
    query: SearchQuery
    fields: list[str] | None
    order_by_relevance: bool

    def matching(self, column: str, tokens: list[Token], operator: str) -> tuple[str, list[Any]]:
        """SQL of a condition on the table of the index, and its parameters."""
        raise NotImplementedError

    def search(
        self, config: Any, start: int, stop: int | None, score_field: str | None = None, backend: Any = None
    ) -> QuerySet:
        """Rows in order, best first if that is asked for."""
        only_title = self.fields is not None and set(self.fields) == {"title"}
        found = self.queryset.filter(self._condition(self.query, "title" if only_title else "autocomplete"))
        score = self._score()
        if score_field is not None:
            found = found.annotate(**{score_field: score})
        if self.order_by_relevance:
            # Of titles that hold the words, the shortest is the nearest to what was typed.
            found = found.order_by(score.desc(), *([Length("title")] if self._has_title() else []), "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")
        return found[start:stop]

    def _score(self) -> Case:
        """2 for what stands in the title as it was typed, 1 for words that all stand there, 0 for the rest."""
        cases = [When(self._condition(self.query, "title"), then=Value(1.0))]
        if isinstance(self.query, (PlainText, Phrase)) and self._has_title():
            typed = clipped(self.query.query_string)
            cases.insert(0, When(Q(title__icontains=typed) | Q(title__icontains=fold(typed)), then=Value(2.0)))
        return Case(*cases, default=Value(0.0), output_field=FloatField())

    def _has_title(self) -> bool:
        return any(
            isinstance(field, Field) and field.name == "title" for field in self.queryset.model._meta.get_fields()
        )

    def _condition(self, query: SearchQuery, column: str) -> Q:
        if isinstance(query, MatchAll):
            return EVERYTHING
        if isinstance(query, Not):
            return ~self._condition(query.subquery, column)
        if isinstance(query, Boost):
            return self._condition(query.subquery, column)
        if isinstance(query, (And, Or)):
            join, none = (and_, EVERYTHING) if isinstance(query, And) else (or_, NOTHING)
            return reduce(join, (self._condition(each, column) for each in query.subqueries), none)
        if isinstance(query, (PlainText, Phrase, Fuzzy)):
            return self._held(query.query_string, column, getattr(query, "operator", "and"))
        raise NotImplementedError(f"{type(query).__name__} is not searched for")

    def _held(self, text: str, column: str, operator: str) -> Q:
        tokens = sought(text, half_words=self.HALF_WORDS)
        if not tokens:
            return NOTHING
        model = self.queryset.model
        types = list(get_descendants_content_types_pks(model))
        key = model._meta.pk
        while key.remote_field:
            key = key.target_field
        condition, parameters = self.matching(column, tokens, operator.lower())
        table = IndexEntry._meta.db_table
        places = ", ".join(["%s"] * len(types))
        sql = (
            f"SELECT CAST(object_id AS {key.rel_db_type(connection)}) FROM {table}"  # noqa: S608 - names of our own
            f" WHERE content_type_id IN ({places}) AND {condition}"
        )
        return Q(pk__in=RawSQL(sql, [*types, *parameters]))  # noqa: S611 - all that was typed is a parameter


class HalfWords(ChainCompiler):
    """For what is searched while one types; all lists and choosers of the admin do."""

    HALF_WORDS = True
