"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from opencat import permissions, public_models, signal_handlers
from opencat.annual_report.measures import register_measures
from opencat.versions import restatements


def register_signal_handlers(config: AppConfig) -> None:
    signal_handlers.connect()
    permissions.register()
    public_models.register_public_models()
    register_measures()
    restatements.register()
    post_migrate.connect(signal_handlers.fill_empty_catalogue, sender=config)
