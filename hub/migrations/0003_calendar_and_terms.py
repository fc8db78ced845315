"""The public holidays as announced so far, and the terms of the regulation; from then on the centre keeps them."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from hub.seeds import TERMS, calendar_days


def seed(apps: Any, schema_editor: Any) -> None:
    day_model = apps.get_model("hub", "CalendarDay")
    day_model.objects.bulk_create(
        [day_model(day=day, is_workday=worked, name=name) for day, worked, name in calendar_days()],
        ignore_conflicts=True,
    )
    term_model = apps.get_model("hub", "LegalTerm")
    term_model.objects.bulk_create([term_model(unit="working_days", **vars(term)) for term in TERMS])


class Migration(migrations.Migration):
    dependencies = [("hub", "0002_media_calendar_outbox")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
