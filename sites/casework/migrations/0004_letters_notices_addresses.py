"""Addresses of applicants leave the plain column of the outbox."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def encrypt(apps: Any, schema_editor: Any) -> None:
    messages = apps.get_model("hub", "OutboxMessage").objects
    applicants = messages.filter(key__regex=r"^case-event:[0-9]+$").exclude(recipient="")
    for message in applicants.iterator():
        message.private_recipient, message.recipient = message.recipient, ""
        message.save(update_fields=["private_recipient", "recipient"])


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_letters_notices_mail"),
        ("hub", "0010_letters_notices_private_recipient"),
    ]
    operations = [migrations.RunPython(encrypt, migrations.RunPython.noop)]
