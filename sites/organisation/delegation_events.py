"""Who let whom act for whom is on record, by whichever road it came."""

from __future__ import annotations

from hub.events import record_event
from hub.models import User
from sites.organisation.models.delegation import Delegation

MADE, CHANGED, ENDED = "委托代理", "更改代理", "取消代理"


def record_delegation(action: str, delegation: Delegation, actor: User | None = None) -> None:
    """Appends the event. Without `actor` it is who is at work in the admin."""
    appointment = delegation.appointment
    record_event(
        action,
        str(appointment),
        f"{delegation}。",
        reason=delegation.reason,
        unit_code=appointment.unit.code,
        actor=actor,
    )
