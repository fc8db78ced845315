from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F
from django.db.models.functions import Coalesce


def name_the_content(apps: Any, schema_editor: Any) -> None:
    """What was deleted since has no key left; it gets one that no page has."""
    requests = apps.get_model("approval", "RemovalRequest").objects.filter(content_type=None)
    if requests.exists():
        of_pages = apps.get_model("contenttypes", "ContentType").objects.get(app_label="wagtailcore", model="page")
        requests.update(content_type=of_pages, object_id=Coalesce(F("page_id"), -F("id")))


class Migration(migrations.Migration):
    dependencies = [("approval", "0007_requests_of_any_content")]

    operations = [migrations.RunPython(name_the_content, migrations.RunPython.noop)]
