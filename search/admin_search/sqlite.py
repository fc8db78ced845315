from __future__ import annotations

from typing import Any

from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)
from wagtail.search.models import IndexEntry

from search.admin_search.backend import AdminBackend
from search.admin_search.compiling import ChainCompiler, HalfWords
from search.admin_search.indexing import ChainIndex
from search.admin_search.lookup import Token

FULLTEXT = f"{IndexEntry._meta.db_table}_fts"


class _Index(ChainIndex, SQLiteIndex):
    def as_column(self, tokens: list[str]) -> str:
        return " ".join(tokens)


class _Matching(ChainCompiler):
    def matching(self, column: str, tokens: list[Token], operator: str) -> tuple[str, list[Any]]:
        """FTS5. Tokens hold letters, digits and Chinese characters alone, so that quoting them is enough."""
        wanted = f" {operator.upper()} ".join(f'"{each.text}"' + "*" * each.is_prefix for each in tokens)
        condition = f"id IN (SELECT rowid FROM {FULLTEXT} WHERE {FULLTEXT} MATCH %s)"  # noqa: S608
        return condition, [f"{column} : ({wanted})"]


class _Compiler(_Matching, SQLiteSearchQueryCompiler):
    pass


class _AutocompleteCompiler(HalfWords, _Matching, SQLiteAutocompleteQueryCompiler):
    pass


class SQLiteAdminBackend(AdminBackend, SQLiteSearchBackend):
    index_class = _Index
    query_compiler_class = _Compiler
    autocomplete_query_compiler_class = _AutocompleteCompiler
