from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F
from django.utils import timezone

VERSION_KINDS = ("amends", "replaces", "abolishes")


def keep_states(apps: Any, schema_editor: Any) -> None:
    """What public documents had made of other units' documents by now stands, and is on record as of before."""
    links = apps.get_model("opencat", "DocumentLink").objects.filter(page__live=True, kind__in=VERSION_KINDS)
    links = links.exclude(page__unit=F("target__unit")).exclude(target__validity="in_force").select_related("target")
    if not links.exists():
        return
    requests = apps.get_model("approval", "RemovalRequest").objects
    pages = apps.get_model("contenttypes", "ContentType").objects.get(app_label="wagtailcore", model="page")
    now = timezone.now()
    requests.bulk_create(
        requests.model(
            kind="restate",
            status="approved",
            content_type=pages,
            object_id=link.target_id,
            title=link.target.title,
            unit_id=link.target.unit_id,
            because_of_id=link.page_id,
            relation=link.kind,
            reason="以前的版本：关联文件公开时即已变更",
            due_on=timezone.localdate(),
            decided_at=now,
        )
        for link in links
        if link.target.unit_id
    )


class Migration(migrations.Migration):
    dependencies = [("opencat", "0004_about_content"), ("approval", "0014_decisions")]

    operations = [migrations.RunPython(keep_states, migrations.RunPython.noop)]
