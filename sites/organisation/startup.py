"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from hub.accounts.factors.policy import hold_rights_by, require_factor_of
from sites.organisation import appointment_proposals, auth, delegation_proposals, rights
from sites.organisation.capacity import approves


def register_signal_handlers(config: AppConfig) -> None:
    auth.connect()
    appointment_proposals.register()
    delegation_proposals.register()
    require_factor_of(approves)
    hold_rights_by(auth.hold_rights)
    post_migrate.connect(rights.renew_centre, sender=config)
