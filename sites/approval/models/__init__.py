"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .emergency_review import EmergencyReview
from .file_reading import FileReading
from .import_batch import ImportBatch
from .ledger_entry import LedgerEntry
from .ledger_head import LedgerHead
from .office_task import OfficeTask
from .office_task_state import OfficeTaskState
from .proposed_change import ProposedChange
from .removal_request import RemovalRequest
from .shown_file import ShownFile
from .verification_run import VerificationRun

__all__ = [
    "EmergencyReview", "FileReading", "ImportBatch", "LedgerEntry", "LedgerHead", "OfficeTask", "OfficeTaskState",
    "ProposedChange", "RemovalRequest", "ShownFile", "VerificationRun",
]  # fmt: skip
