"""What the secrecy reviewer declares of a draft (Arts. 32(2), 35)."""

from __future__ import annotations

from collections.abc import Mapping

from sites.approval.digest import content_digest, files_of, media_of
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.models.content import ApprovableContent
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.rules import SECRECY_CHECKS

FILES = "attachments"


def checks_to_declare(content: ApprovableContent) -> Mapping[str, str]:
    """Each check by name. Of a correction whose very files were declared before, all but that of files."""
    if not content.live or not _files_were_declared(content):
        return SECRECY_CHECKS
    return {name: label for name, label in SECRECY_CHECKS.items() if name != FILES}


def _files_were_declared(content: ApprovableContent) -> bool:
    """By the last reviewer who declared files of this content in its unit, and of them nothing has changed since."""
    rows = LedgerEntry.objects.of(content).filter(
        action=LedgerAction.APPROVED, step=ApprovalStep.SECRECY, unit=content.unit_id
    )
    last = next((row for row in rows.order_by("-serial") if FILES in row.declaration), None)
    revision = content.revisions.filter(pk=last.revision_id).first() if last is not None else None
    if last is None or revision is None:
        return False
    declared = revision.as_object()
    if content_digest(declared) != last.digest:
        return False
    return media_of(files_of(declared)) == media_of(files_of(content))
