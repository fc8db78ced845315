"""When a correction last changed; and the corrections to begin with, from then on the centre keeps them."""

from __future__ import annotations

from typing import Any

import django.utils.timezone
from django.db import migrations, models

from hub.variants.first_corrections import FIRST_CORRECTIONS


def seed(apps: Any, schema_editor: Any) -> None:
    correction = apps.get_model("hub", "ScriptCorrection")
    fields = ("simplified", "traditional", "kind", "note")
    correction.objects.bulk_create(
        [correction(**dict(zip(fields, row, strict=True))) for row in FIRST_CORRECTIONS], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("hub", "0005_public_face")]
    operations = [
        migrations.AddField(
            model_name="scriptcorrection",
            name="updated_at",
            field=models.DateTimeField("修改时间", auto_now=True, default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="scriptcorrection",
            name="simplified",
            field=models.CharField("简体", max_length=60, unique=True, help_text="完整的词，至少两个字，例如：松口镇"),
        ),
        migrations.AlterField(
            model_name="scriptcorrection",
            name="traditional",
            field=models.CharField("繁体", max_length=60, help_text="繁体页面上一律这样写，例如：松口鎮"),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
