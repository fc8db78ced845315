"""Wagtail starts with a welcome page, a default site, two groups and a workflow. The group makes its own."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def clean(apps: Any, schema_editor: Any) -> None:
    pages = apps.get_model("wagtailcore", "Page").objects
    if pages.count() > 2:
        return  # an install with content is not touched
    apps.get_model("wagtailcore", "Site").objects.all().delete()
    pages.filter(depth=2).delete()
    pages.filter(depth=1).update(numchild=0)
    apps.get_model("auth", "Group").objects.filter(name__in=["Moderators", "Editors"]).delete()
    for name in ("WorkflowPage", "Workflow", "Task"):
        apps.get_model("wagtailcore", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("hub", "0003_seeds"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailadmin", "0006_formstate"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(clean, migrations.RunPython.noop)]
