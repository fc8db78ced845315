from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contenttypes", "0002_remove_content_type_name"), ("approval", "0004_rows_of_before_are_of_pages")]

    operations = [
        migrations.AlterField(
            "ledgerentry",
            "content_type",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="内容类型",
            ),
        ),
        migrations.AlterField("ledgerentry", "seal_version", models.PositiveSmallIntegerField("封存格式", default=2)),
    ]
