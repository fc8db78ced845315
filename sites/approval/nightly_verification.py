"""Each night: the proof, a word to the people responsible, and the end of the ledger written down outside."""

from __future__ import annotations

from contextlib import suppress

from django.utils import timezone

from hub.outbox import write_to
from hub.scheduler.registry import JobFailed
from sites.approval.anchors import Anchor, write_anchor
from sites.approval.emergencies.verification import overdue_reviews
from sites.approval.key_ring import LedgerUnavailable
from sites.approval.notifications import admin_url
from sites.approval.order import list_orders
from sites.approval.row_verification import list_rows
from sites.approval.verification_runs import is_whole_due, verify
from sites.organisation.capacity import people_of_centre
from sites.organisation.enums import Office

NAMED = 50  # findings in the mail


def verify_each_night() -> str:
    """
    Raises:
        JobFailed: what is public, or the ledger, is not as it was approved, or nothing could be written down.
    """
    with suppress(LedgerUnavailable):  # what is wrong with the ledger is among the findings
        list_rows()
    late = list(overdue_reviews(timezone.localdate()))
    if late:
        _tell("突发事件信息事后审查逾期", f"共 {len(late)} 项：\n\n" + "\n".join(late[:NAMED]))
    run, findings = verify(is_whole=is_whole_due())
    if findings:
        _tell("审批台账核对发现问题", f"共 {len(findings)} 个问题：\n\n" + "\n".join(map(str, findings[:NAMED])))
        raise JobFailed(f"发现 {len(findings)} 个问题：{findings[0]}"[:300])
    with suppress(LedgerUnavailable):
        list_orders()
    try:
        anchor = write_anchor()
    except (OSError, LedgerUnavailable) as reason:
        raise JobFailed(f"核对无误，但没有写下存证：{reason}"[:300]) from reason
    if anchor is not None:
        _tell("审批台账存证", _sentence(anchor))
    after = f"突发事件信息事后审查逾期 {len(late)} 项：{late[0]}"[:200] if late else ""
    how = "全面核对" if run.is_whole else "核对"
    return f"已{how} {run.checked} 项公开内容，重新读取 {run.files_read} 个文件，没有发现问题。{after}"


def _sentence(anchor: Anchor) -> str:
    return (
        f"核对无误。台账末尾为第 {anchor.serial} 号记录，链值 {anchor.hash}。\n"
        "请保留这封邮件：台账如果被整个换掉，凭它可以发现。"
    )


def _tell(subject: str, body: str) -> None:
    """The security officer and the head of the centre."""
    for person in people_of_centre([Office.SECURITY_OFFICER, Office.CENTRE_HEAD]):
        write_to(
            person,
            key=f"verification:{timezone.localdate():%Y-%m-%d}:{subject}:{person.pk}",
            subject=subject,
            text=f"{body}\n\n{admin_url('wagtailadmin_home')}",
        )
