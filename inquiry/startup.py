"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from hub.seeds import register_later
from inquiry import kinds, public_models
from inquiry.disclosure import report
from inquiry.letters import figures, public_content
from inquiry.seeds import TERMS
from sites.pages import public_content as registry


def register_signal_handlers(config: AppConfig) -> None:
    register_later(*TERMS)
    kinds.register_kinds()
    public_models.register_public_models()
    registry.register(public_content.Letters())
    public_content.connect()
    figures.connect()
    report.register_measures()
    report.connect()
