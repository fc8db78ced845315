"""The term of the review that follows an emergency, for installs from before it."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from hub.seeds import EMERGENCY_REVIEW


def seed(apps: Any, schema_editor: Any) -> None:
    terms = apps.get_model("hub", "LegalTerm").objects
    if not terms.filter(code=EMERGENCY_REVIEW.code).exists():
        terms.create(**vars(EMERGENCY_REVIEW))


class Migration(migrations.Migration):
    dependencies = [("hub", "0006_files_without_metadata")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
