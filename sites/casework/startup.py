"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from hub.accounts.factors.policy import require_factor_of
from hub.seeds import register_later
from sites.casework import public_models, reminders
from sites.casework.actions import answers
from sites.casework.documents import templates
from sites.casework.rights import handles_personal_data
from sites.casework.seeds import TERMS


def register_signal_handlers(config: AppConfig) -> None:
    register_later(*TERMS)
    public_models.register_public_models()
    templates.register(templates.DELIVERY_RECEIPT)
    reminders.connect()
    answers.connect()
    require_factor_of(handles_personal_data)
