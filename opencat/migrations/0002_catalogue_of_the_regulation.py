"""The categories of Arts. 14 and 15, the terms they need, and the category of each standard column."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from opencat.seeds import CATEGORIES, IN_FORCE_FROM, TERMS
from sites.provisioning.structure import categories_of_columns


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
    _classify(apps, made)


def _classify(apps: Any, categories: dict[str, Any]) -> None:
    """Columns of sites that are open already. New sites get theirs from `create_site`."""
    columns = apps.get_model("sitegroup", "ColumnPage").objects
    for site in apps.get_model("sitegroup", "UnitSite").objects.select_related("unit", "home"):
        for path, code in categories_of_columns(site.unit.category).items():
            columns.filter(url_path=f"{site.home.url_path}{path}/").update(category=categories[code])


class Migration(migrations.Migration):
    dependencies = [
        ("opencat", "0001_initial"),
        ("sitegroup", "0007_catalogue"),
        ("hub", "0007_audit_event"),
    ]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
