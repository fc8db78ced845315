"""What this app registers when it is ready."""

from __future__ import annotations

from django.apps import AppConfig

from sites.backoffice import policies, public_models


def register_signal_handlers(config: AppConfig) -> None:
    policies.register()
    public_models.register_public_models()
