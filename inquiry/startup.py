"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from inquiry import kinds
from inquiry.disclosure import report
from inquiry.letters import figures, public_content
from sites.pages import public_content as registry


def register_signal_handlers(config: AppConfig) -> None:
    kinds.register_kinds()
    registry.register(public_content.Letters())
    public_content.connect()
    figures.connect()
    report.register_measures()
    report.connect()
