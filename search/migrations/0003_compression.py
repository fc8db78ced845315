"""Texts are read with every page of results. lz4 unpacks them several times as fast as PostgreSQL's own way."""

from __future__ import annotations

from django.db import migrations

COLUMNS = ("text", "folded")


def is_known(schema_editor, method):
    """PostgreSQL from 14 on, where it was built with that method. What is stored already stays as it is."""
    if schema_editor.connection.vendor != "postgresql":
        return False
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND %s = ANY(enumvals)", [method]
        )
        return cursor.fetchone() is not None


def compress(method):
    def change(apps, schema_editor):
        if is_known(schema_editor, method):
            for name in COLUMNS:
                schema_editor.execute(f"ALTER TABLE search_indexedtext ALTER COLUMN {name} SET COMPRESSION {method}")

    return change


class Migration(migrations.Migration):
    dependencies = [("search", "0002_fulltext")]
    operations = [migrations.RunPython(compress("lz4"), compress("pglz"))]
