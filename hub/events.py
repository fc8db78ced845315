"""The event log: one append-only row for each action (house rule 8)."""

from __future__ import annotations

from wagtail.log_actions import get_active_log_context

from hub.models import AuditEvent

SYSTEM = "系统"


def record_event(
    action: str, subject: str, message: str, *, reason: str = "", unit_code: str = "", actor: object | None = None
) -> AuditEvent:
    """Appends a row in the running transaction. Without `actor` it is who is at work in the admin, else the system."""
    actor = actor or get_active_log_context().user
    return AuditEvent.objects.create(
        actor=actor,
        actor_name=str(actor) if actor else SYSTEM,
        action=action,
        subject=subject[:300],
        message=message,
        reason=reason[:300],
        unit_code=unit_code,
    )
