"""What an emergency must say before it takes the short way (Art. 14(7))."""

from __future__ import annotations

from wagtail.models import Page

from sites.approval.models.content import ApprovableContent


def emergency_elements(page: ApprovableContent, column: Page | None) -> dict[str, str]:
    """What is missing, or stands in the way, by field: nobody reviews it for secrecy, so the reason is on record."""
    if not page.is_emergency:
        return {}
    found = {}
    if not page.emergency_reason.strip():
        found["emergency_reason"] = "请写明为何不能等待保密审查和分管领导审核。"
    if page.go_live_at:
        found["go_live_at"] = "突发事件信息审批后立即公开，不能定时；可以等待的请走一般审批。"
    return found
