"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from sites.organisation import auth, rights


def register_signal_handlers(config: AppConfig) -> None:
    auth.connect()
    post_migrate.connect(rights.renew_centre, sender=config)
