"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from sites.casework import public_models, reminders
from sites.casework.actions import answers


def register_signal_handlers(config: AppConfig) -> None:
    public_models.register_public_models()
    reminders.connect()
    answers.connect()
