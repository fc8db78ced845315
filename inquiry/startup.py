"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from inquiry import kinds
from inquiry.disclosure import report


def register_signal_handlers(config: AppConfig) -> None:
    kinds.register_kinds()
    report.register_measures()
    report.connect()
