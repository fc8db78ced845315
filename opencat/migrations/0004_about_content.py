"""An entry may be about content that is no page. Those that there are say what they are about by its key as well."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def name_pages(apps: Any, schema_editor: Any) -> None:
    of_pages = apps.get_model("opencat", "CatalogueEntry").objects.filter(page__isnull=False)
    if of_pages.exists():
        types = apps.get_model("contenttypes", "ContentType").objects
        page_type, _made = types.get_or_create(app_label="wagtailcore", model="page")
        of_pages.update(content_type=page_type, object_id=F("page_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("opencat", "0003_seeds"),
        ("organisation", "0002_clean_start"),
        ("pages", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="catalogueentry",
            name="content_type",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="内容类型",
            ),
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="object_id",
            field=models.PositiveBigIntegerField(null=True, verbose_name="内容编号"),
        ),
        migrations.AddField(
            model_name="catalogueentry",
            name="path",
            field=models.CharField(blank=True, max_length=255, verbose_name="路径"),
        ),
        migrations.AddConstraint(
            model_name="catalogueentry",
            constraint=models.UniqueConstraint(fields=("content_type", "object_id"), name="one_catalogue_entry"),
        ),
        # Last: PostgreSQL alters no table after rows of it were written in the same transaction.
        migrations.RunPython(name_pages, migrations.RunPython.noop),
    ]
