from __future__ import annotations

from .append_only import AppendOnlyError, AppendOnlyModel
from .audit_event import AuditEvent
from .calendar import CalendarDay, LegalTerm
from .correction import ScriptCorrection
from .database_identity import DatabaseIdentity
from .media import GroupDocument, GroupImage, GroupRendition
from .outbox_message import OutboxMessage
from .scheduled_job import JobRun, ScheduledJob
from .user import User
from .weather import WeatherReport

__all__ = [
    "AppendOnlyError", "AppendOnlyModel", "AuditEvent", "CalendarDay", "DatabaseIdentity", "GroupDocument",
    "GroupImage", "GroupRendition", "JobRun", "LegalTerm", "OutboxMessage", "ScheduledJob", "ScriptCorrection",
    "User", "WeatherReport",
]  # fmt: skip
