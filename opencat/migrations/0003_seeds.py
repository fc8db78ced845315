"""The categories of Arts. 14 and 15 and the terms they need. Columns get theirs from `create_site`."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from opencat.seeds import CATEGORIES, IN_FORCE_FROM, TERMS


def seed(apps: Any, schema_editor: Any) -> None:
    term_model = apps.get_model("hub", "LegalTerm")
    term_model.objects.bulk_create([term_model(**vars(term)) for term in TERMS], ignore_conflicts=True)
    category_model = apps.get_model("opencat", "Category")
    made: dict[str, Any] = {}
    for order, row in enumerate(CATEGORIES):
        made[row.code] = category_model.objects.create(
            code=row.code,
            name=row.name,
            parent=made.get(row.parent),
            scope=row.scope.value,
            article=row.article,
            term_code=row.term,
            update_code=row.update,
            record_kind=row.record,
            asks_number=row.asks_number,
            asks_interpretation=row.asks_interpretation,
            is_interpretation=row.is_interpretation,
            in_force_from=IN_FORCE_FROM,
            sort_order=order,
        )


class Migration(migrations.Migration):
    dependencies = [("opencat", "0002_initial"), ("hub", "0003_seeds")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
