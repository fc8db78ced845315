from __future__ import annotations

from .calendar import CalendarDay, LegalTerm
from .correction import ScriptCorrection
from .media import GroupDocument, GroupImage, GroupRendition
from .outbox import OutboxMessage
from .user import User
from .weather import WeatherReport

__all__ = [
    "CalendarDay", "GroupDocument", "GroupImage", "GroupRendition", "LegalTerm", "OutboxMessage", "ScriptCorrection",
    "User", "WeatherReport",
]  # fmt: skip
