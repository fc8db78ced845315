"""Documents, tasks and clicks know what they are about by content type and key: it need not be a page.

A page's document keeps the page's key as its own, so that everything that refers to it stays as it is.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


def content_type_field(**options):
    to, cascade = "contenttypes.contenttype", django.db.models.deletion.CASCADE
    return models.ForeignKey(on_delete=cascade, related_name="+", to=to, **options)


def document_field(related_name, **options):
    to, cascade = "search.indexeddocument", django.db.models.deletion.CASCADE
    return models.ForeignKey(on_delete=cascade, related_name=related_name, to=to, **options)


def count_on(apps, schema_editor):
    """The next document's key comes after all there are."""
    connection = schema_editor.connection
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('search_indexeddocument', 'id'),"
                " greatest((SELECT max(id) FROM search_indexeddocument), 1))"
            )


def rename_key(before, after):
    def rename(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE search_fulltext RENAME COLUMN {before} TO {after}")

    return rename


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("search", "0003_compression"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        # SQLite would go on looking for the key where it was.
        migrations.AlterField("indexedtext", "document", document_field("texts", db_constraint=False)),
        migrations.AlterField("suggestion", "document", document_field("suggestions", null=True, db_constraint=False)),
        migrations.RenameField("indexeddocument", "page", "id"),
        migrations.AlterField(
            "indexeddocument",
            "id",
            models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
        ),
        migrations.AlterField("indexedtext", "document", document_field("texts")),
        migrations.AlterField("suggestion", "document", document_field("suggestions", null=True)),
        migrations.RunPython(count_on, migrations.RunPython.noop),
        migrations.RunPython(rename_key("page_id", "id"), rename_key("id", "page_id")),
        migrations.AddField("indexeddocument", "content_type", content_type_field(null=True)),
        migrations.AddField("indexeddocument", "object_id", models.PositiveBigIntegerField(null=True)),
        migrations.AddField(
            "indexeddocument",
            "page",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="indexed_document",
                to="wagtailcore.page",
            ),
        ),
        migrations.AddField("indexeddocument", "path", models.CharField(blank=True, default="", max_length=200), False),
        migrations.AlterField("indexeddocument", "kind", models.CharField(max_length=20, verbose_name="类型")),
        migrations.RemoveIndex("indextask", "search_inde_page_id_f63baa_idx"),
        migrations.RenameField("indextask", "page_id", "object_id"),
        migrations.AddIndex("indextask", models.Index(fields=["object_id"], name="search_inde_object__aa3d8f_idx")),
        migrations.AddField("indextask", "content_type", content_type_field(null=True)),
        migrations.RemoveConstraint("queryclick", "one_click_count"),
        migrations.AddField("queryclick", "object_id", models.PositiveBigIntegerField(null=True)),
        migrations.AddField("queryclick", "content_type", content_type_field(null=True)),
    ]
