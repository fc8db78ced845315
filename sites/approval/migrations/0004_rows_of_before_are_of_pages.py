from __future__ import annotations

from typing import Any

from django.db import migrations


def name_the_type(apps: Any, schema_editor: Any) -> None:
    entries = apps.get_model("approval", "LedgerEntry").objects.filter(content_type=None)
    if entries.exists():
        of_pages = apps.get_model("contenttypes", "ContentType").objects.get(app_label="wagtailcore", model="page")
        entries.update(content_type=of_pages)


class Migration(migrations.Migration):
    dependencies = [("approval", "0003_content_of_any_type")]

    operations = [migrations.RunPython(name_the_type, migrations.RunPython.noop)]
