"""Who asks: one person of each role."""

from __future__ import annotations

from collections.abc import Callable

from hub.models import User
from sites.organisation.enums import Office
from tests.isolation.world import Owned, World


def _channel(office: Office) -> Callable[[World], User]:
    return lambda world: world.channel.people[office]


# The columns of docs/access.md. A table without that of the case officer has the security officer's answers for it:
# both work here, and neither writes nor approves.
ROLES: dict[str, Callable[[World], User | None]] = {
    "anonymous": lambda world: None,
    "editor": _channel(Office.EDITOR),
    "editor of a host": lambda world: world.host.people[Office.EDITOR],
    "information officer": _channel(Office.INFORMATION_OFFICER),
    "secrecy reviewer": _channel(Office.SECRECY_REVIEWER),
    "supervising leader": _channel(Office.SUPERVISING_LEADER),
    "principal leader": _channel(Office.PRINCIPAL_LEADER),
    "security officer": _channel(Office.SECURITY_OFFICER),
    "case officer": _channel(Office.CASE_OFFICER),
    "centre editor": lambda world: world.centre[Office.CENTRE_EDITOR],
    "centre head": lambda world: world.centre[Office.CENTRE_HEAD],
    "superuser": lambda world: world.superuser,
}


def targets(role: str, world: World) -> tuple[Owned, Owned] | tuple[Owned]:
    """Whose objects the role asks for: its own unit's and another's; one unit's for who is treated alike everywhere."""
    if role == "editor of a host":
        return world.host, world.channel
    alike = {"anonymous": world.host, "centre editor": world.channel, "centre head": world.host}
    if role in alike:
        return (alike[role],)
    return (world.portal,) if role == "superuser" else (world.channel, world.host)


def foreign_marks(role: str, world: World) -> list[str]:
    """What the role must never read: the marks of all units but its own."""
    if role in ("centre editor", "centre head", "superuser"):
        return []
    own = None if role == "anonymous" else targets(role, world)[0]
    return [unit.mark for unit in (world.portal, world.channel, world.host) if unit is not own]
