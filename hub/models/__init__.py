from __future__ import annotations

from .calendar import CalendarDay, LegalTerm
from .media import GroupDocument, GroupImage, GroupRendition
from .outbox import OutboxMessage
from .user import User

__all__ = ["CalendarDay", "GroupDocument", "GroupImage", "GroupRendition", "LegalTerm", "OutboxMessage", "User"]
