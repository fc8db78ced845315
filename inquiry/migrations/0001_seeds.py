"""The legal terms of requests for disclosure and of errors on pages."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from inquiry.seeds import TERMS


def seed(apps: Any, schema_editor: Any) -> None:
    term = apps.get_model("hub", "LegalTerm")
    term.objects.bulk_create([term(**vars(row)) for row in TERMS])


class Migration(migrations.Migration):
    dependencies = [("hub", "0009_hidden_information")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
