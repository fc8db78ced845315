"""What the centre reads of verification on its dashboard: the last run, what it found, and whether one is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from sites.approval.anchors import last_anchor
from sites.approval.enums import FindingKind
from sites.approval.models.verification_run import VerificationRun
from sites.backoffice.audit.views import may_audit

OVERDUE = timedelta(days=2)
SILENCE = timedelta(minutes=15)  # a portion takes seconds
SHOWN = 8


class VerificationPanel(Component):
    """Two queries, whatever was found."""

    name = "verification"
    template_name = "panels/verification.html"
    order = 25

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        now = timezone.now()
        latest = VerificationRun.objects.first()
        last = VerificationRun.objects.filter(finished_at__isnull=False).first()
        anchored_at = _anchored_at()
        is_open = latest is not None and latest.finished_at is None
        return {
            "last": last,
            "duration": _in_words(last.finished_at - last.started_at) if last else "",
            "is_overdue": last is None or last.finished_at < now - OVERDUE,
            "running": latest if is_open and latest.seen_at > now - SILENCE else None,
            "broken_off": latest if is_open and latest.seen_at <= now - SILENCE else None,
            "kinds": [(FindingKind(kind).label, number) for kind, number in last.by_kind.items()] if last else [],
            "findings": _findings(last, parent_context["request"].user),
            "more": max(last.found - SHOWN, 0) if last else 0,
            "anchored_at": anchored_at,
            "anchor_is_overdue": anchored_at is None or anchored_at < now - OVERDUE,
        }


def _findings(run: VerificationRun | None, user: Any) -> list[tuple[str, str]]:
    """(sentence, address of the proof of its page or "")."""
    if run is None:
        return []
    day, links = timezone.localdate().isoformat(), may_audit(user)
    return [
        (text, f"{reverse('audit:report')}?{urlencode({'page': page, 'day': day})}" if page and links else "")
        for _kind, text, page in run.findings[:SHOWN]
    ]


def _anchored_at() -> datetime | None:
    """None as well for a line that somebody has changed: verification says so."""
    anchor = last_anchor()
    try:
        return datetime.fromisoformat(anchor.at).astimezone(UTC) if anchor else None
    except (ValueError, TypeError):
        return None


def _in_words(duration: timedelta) -> str:
    seconds = int(duration.total_seconds())
    return f"{seconds // 60} 分 {seconds % 60} 秒" if seconds >= 60 else f"{seconds} 秒"
