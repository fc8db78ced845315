"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from inquiry import kinds


def register_signal_handlers(config: AppConfig) -> None:
    kinds.register_kinds()
