"""The table of tokens: FTS5 on SQLite, text search vectors on PostgreSQL. Both hold what `search.backends` writes."""

from __future__ import annotations

from django.db import migrations

# Tokens are looked up only, so neither positions nor lengths are kept. "_" joins the parts of document numbers.
SQLITE = [
    "CREATE VIRTUAL TABLE search_fulltext USING fts5("
    "title, anywhere, detail=column, columnsize=0, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")",
]
# Rows refer to documents without a foreign key, so that Django can empty its own tables. They hold what is counted and
# sorted by and are kept narrow: the vectors are moved out of them. Lookups would read what fastupdate holds back whole.
POSTGRESQL = [
    "CREATE TABLE search_fulltext (page_id bigint PRIMARY KEY, unit_id bigint NOT NULL, category_id bigint,"
    " kind varchar(20) NOT NULL, year smallint, state varchar(20) NOT NULL, has_attachment boolean NOT NULL,"
    " published_at timestamptz, title tsvector NOT NULL, anywhere tsvector NOT NULL)"
    " WITH (toast_tuple_target = 128)",
    "CREATE INDEX search_fulltext_title ON search_fulltext USING gin (title) WITH (fastupdate = off)",
    "CREATE INDEX search_fulltext_anywhere ON search_fulltext USING gin (anywhere) WITH (fastupdate = off)",
]


def create(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, None)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_fulltext", None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
