from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from search.admin_search.backend import AdminBackend
from search.admin_search.compiling import ChainCompiler, HalfWords
from search.admin_search.indexing import ChainIndex
from search.admin_search.lookup import Token


class _Index(ChainIndex, PostgresIndex):
    def as_column(self, tokens: list[str]) -> Cast:
        """A text search vector as it is written: no parser of the database's takes part."""
        return Cast(Value(" ".join(map(_quoted, tokens)), output_field=TextField()), SearchVectorField())


class _Matching(ChainCompiler):
    def matching(self, column: str, tokens: list[Token], operator: str) -> tuple[str, list[Any]]:
        joined = " | " if operator == "or" else " & "
        return f"{column} @@ %s::tsquery", [joined.join(_quoted(each.text) + ":*" * each.is_prefix for each in tokens)]


def _quoted(token: str) -> str:
    """Tokens hold letters, digits and Chinese characters alone."""
    return f"'{token}'"


class _Compiler(_Matching, PostgresSearchQueryCompiler):
    pass


class _AutocompleteCompiler(HalfWords, _Matching, PostgresAutocompleteQueryCompiler):
    pass


class PostgreSQLAdminBackend(AdminBackend, PostgresSearchBackend):
    index_class = _Index
    query_compiler_class = _Compiler
    autocomplete_query_compiler_class = _AutocompleteCompiler
