from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Requests to take something down name contents of any type."""

    dependencies = [("contenttypes", "0002_remove_content_type_name"), ("approval", "0006_index_by_content")]

    operations = [
        migrations.RenameField("removalrequest", "page_title", "title"),
        migrations.AddField(
            "removalrequest",
            "content_type",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="内容类型",
            ),
        ),
        migrations.AddField("removalrequest", "object_id", models.BigIntegerField("内容编号", null=True)),
    ]
