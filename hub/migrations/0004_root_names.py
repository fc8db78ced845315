"""Wagtail's root page and root collection are both called Root; the centre reads these names in lists and filters."""

from __future__ import annotations

from typing import Any

from django.db import migrations

PAGE = "全部网站"
COLLECTION = "全部文件夹"


def rename(apps: Any, schema_editor: Any) -> None:
    apps.get_model("wagtailcore", "Page").objects.filter(depth=1, title="Root").update(title=PAGE, draft_title=PAGE)
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(name=COLLECTION)


class Migration(migrations.Migration):
    dependencies = [("hub", "0003_calendar_and_terms"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
