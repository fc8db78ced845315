from __future__ import annotations

from .account_link import AccountLink
from .account_proposal import AccountProposal
from .append_only import AppendOnlyError, AppendOnlyModel
from .audit_event import AuditEvent
from .calendar import CalendarDay, LegalTerm
from .correction import ScriptCorrection
from .database_identity import DatabaseIdentity
from .factor_reset import FactorReset
from .incoming_mail import IncomingMail
from .incoming_mail_file import IncomingMailFile
from .media import GroupDocument, GroupImage, GroupRendition
from .outbox_message import OutboxMessage
from .scheduled_job import JobRun, ScheduledJob
from .sent_file import SentFile
from .sign_in_record import SignInRecord
from .sign_in_session import SignInSession
from .text_message import TextMessage
from .user import User
from .weather import WeatherReport

__all__ = [
    "AccountLink", "AccountProposal", "AppendOnlyError", "AppendOnlyModel", "AuditEvent", "CalendarDay",
    "DatabaseIdentity", "FactorReset", "GroupDocument", "GroupImage", "GroupRendition", "IncomingMail",
    "IncomingMailFile", "JobRun", "LegalTerm", "OutboxMessage", "ScheduledJob", "ScriptCorrection", "SentFile",
    "SignInRecord", "SignInSession", "TextMessage", "User", "WeatherReport",
]  # fmt: skip
