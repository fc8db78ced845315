from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("approval", "0008_requests_of_before_are_of_pages"),
    ]

    operations = [
        migrations.RemoveConstraint("removalrequest", "one_open_removal_a_page"),
        migrations.RemoveField("removalrequest", "page"),
        migrations.AlterField(
            "removalrequest",
            "content_type",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="内容类型",
            ),
        ),
        migrations.AlterField("removalrequest", "object_id", models.BigIntegerField("内容编号")),
        migrations.AddConstraint(
            "removalrequest",
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=models.Q(status="waiting"),
                name="one_open_removal_a_content",
            ),
        ),
    ]
