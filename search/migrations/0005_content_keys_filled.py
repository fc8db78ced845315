"""The rows of 0004. On its own: PostgreSQL makes no index of a table with changes under way."""

from __future__ import annotations

from django.db import migrations
from django.db.models import F


def content_type(apps, app_label, model):
    types = apps.get_model("contenttypes", "ContentType").objects
    return types.get_or_create(app_label=app_label, model=model)[0]


def name_contents(apps, schema_editor):
    page = content_type(apps, "wagtailcore", "page")
    document = content_type(apps, "search", "indexeddocument")
    apps.get_model("search", "IndexedDocument").objects.update(content_type=page, object_id=F("id"), page=F("id"))
    apps.get_model("search", "QueryClick").objects.update(content_type=page, object_id=F("page"))
    tasks = apps.get_model("search", "IndexTask").objects
    tasks.filter(target="database").update(content_type=page)
    tasks.filter(target="elasticsearch").update(content_type=document)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_content_keys")]
    operations = [migrations.RunPython(name_contents, migrations.RunPython.noop)]
