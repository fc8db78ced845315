"""The legal terms of letters, and the first privacy notice. From then on the centre keeps them."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from sites.casework.seeds import FIRST_DAY, PRIVACY_NOTICE, TERMS


def seed(apps: Any, schema_editor: Any) -> None:
    term = apps.get_model("hub", "LegalTerm")
    term.objects.bulk_create([term(**vars(row)) for row in TERMS])
    notice = apps.get_model("casework", "PrivacyNotice")
    notice.objects.create(version="1", text=PRIVACY_NOTICE, in_force_from=FIRST_DAY)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("hub", "0009_hidden_information")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
