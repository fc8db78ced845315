"""Emergencies are published in columns of Art. 14(7) alone, until the centre says otherwise."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from opencat.seeds import takes_emergencies


def mark(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("opencat", "Category").objects
    codes = [code for code in rows.values_list("code", flat=True) if takes_emergencies(code)]
    rows.filter(code__in=codes).update(takes_emergencies=True)


class Migration(migrations.Migration):
    dependencies = [("opencat", "0005_states_of_before")]
    operations = [
        migrations.AddField(
            model_name="category",
            name="takes_emergencies",
            field=models.BooleanField(
                default=False,
                help_text="只有这类栏目可以用突发事件信息的简易审批（第十四条（七））",
                verbose_name="可发突发事件信息",
            ),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
