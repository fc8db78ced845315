from __future__ import annotations

from typing import Any

from django.db import migrations


def from_the_index(apps: Any, schema_editor: Any) -> None:
    """What Wagtail's index of references says of public pages: what is published from now on the gate writes itself."""
    types = apps.get_model("contenttypes", "ContentType").objects
    pages = types.filter(app_label="wagtailcore", model="page").first()
    index = apps.get_model("wagtailcore", "ReferenceIndex").objects
    shown = apps.get_model("approval", "ShownFile").objects
    for kind in ("image", "document"):
        files = types.filter(app_label="hub", model=f"group{kind}").first()
        if pages is None or files is None:
            continue
        live = set(apps.get_model("wagtailcore", "Page").objects.filter(live=True).values_list("pk", flat=True))
        there = set(apps.get_model("hub", f"Group{kind}").objects.values_list("pk", flat=True))
        rows = index.filter(base_content_type=pages.pk, to_content_type=files.pk)
        pairs = {(int(page), int(file)) for page, file in rows.values_list("object_id", "to_object_id")}
        shown.bulk_create(
            [
                shown.model(content_type_id=pages.pk, object_id=page, **{f"{kind}_id": file})
                for page, file in sorted(pairs)
                if page in live and file in there
            ],
            batch_size=1000,
        )


class Migration(migrations.Migration):
    dependencies = [("approval", "0012_files_shown"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(from_the_index, migrations.RunPython.noop)]
