"""What 0005 has filled is there on every row. On its own, as that."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


def content_type_field():
    to, cascade = "contenttypes.contenttype", django.db.models.deletion.CASCADE
    return models.ForeignKey(on_delete=cascade, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [("search", "0005_content_keys_filled")]
    operations = [
        migrations.RemoveField("queryclick", "page"),
        *(
            migrations.AlterField(model, "content_type", content_type_field())
            for model in ("indexeddocument", "indextask", "queryclick")
        ),
        *(
            migrations.AlterField(model, "object_id", models.PositiveBigIntegerField())
            for model in ("indexeddocument", "queryclick")
        ),
        migrations.AddConstraint(
            "indexeddocument",
            models.UniqueConstraint(fields=("content_type", "object_id"), name="one_document_a_content"),
        ),
        migrations.AddConstraint(
            "queryclick",
            models.UniqueConstraint(fields=("query", "content_type", "object_id"), name="one_click_count"),
        ),
    ]
