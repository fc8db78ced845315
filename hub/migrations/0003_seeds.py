"""What an install begins with; from then on the centre keeps it: holidays as announced so far, the terms of the
regulation, corrections of Traditional forms, the languages of content, Chinese names for Wagtail's roots."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from hub.seeds import TERMS, calendar_days
from hub.variants.first_corrections import FIRST_CORRECTIONS

LANGUAGES = ("zh-hans", "zh-hant", "en")
ROOT_PAGE = "全部网站"
ROOT_COLLECTION = "全部文件夹"


def seed(apps: Any, schema_editor: Any) -> None:
    day = apps.get_model("hub", "CalendarDay")
    day.objects.bulk_create([day(day=on, is_workday=worked, name=name) for on, worked, name in calendar_days()])
    term = apps.get_model("hub", "LegalTerm")
    term.objects.bulk_create([term(**vars(row)) for row in TERMS])
    correction = apps.get_model("hub", "ScriptCorrection")
    fields = ("simplified", "traditional", "kind", "note")
    correction.objects.bulk_create([correction(**dict(zip(fields, row, strict=True))) for row in FIRST_CORRECTIONS])
    for code in LANGUAGES:
        apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code=code)


def name_roots(apps: Any, schema_editor: Any) -> None:
    pages = apps.get_model("wagtailcore", "Page").objects
    pages.filter(depth=1, title="Root").update(title=ROOT_PAGE, draft_title=ROOT_PAGE)
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(name=ROOT_COLLECTION)


class Migration(migrations.Migration):
    dependencies = [("hub", "0002_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunPython(name_roots, migrations.RunPython.noop),
    ]
