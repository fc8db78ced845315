"""A verification from beginning to end, on record: for the night, the command, and the centre's dashboard."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from sites.approval.anchors import broken_anchors
from sites.approval.chain import broken_links
from sites.approval.enums import FindingKind
from sites.approval.file_readings import FileReadings
from sites.approval.findings import Finding, all_of
from sites.approval.models.verification_run import VerificationRun
from sites.approval.public_contents import count_public
from sites.approval.verification import Progress, Verification

KEPT = 60
STORED = 50  # findings of a run
WEEK = timedelta(days=6, hours=12)  # a night may begin a little earlier than that of the week before
SUNDAY = 6


def is_whole_due() -> bool:
    """On Sundays; and when a week has had no whole run without findings."""
    now = timezone.localtime()
    clean = VerificationRun.objects.filter(is_whole=True, found=0, finished_at__isnull=False)
    return now.weekday() == SUNDAY or not clean.filter(started_at__gt=now - WEEK).exists()


def verify(*, is_whole: bool, progress: Progress = lambda number: None) -> tuple[VerificationRun, list[Finding]]:
    """The chain, the anchors, and everything public."""
    now = timezone.now()
    run = VerificationRun.objects.create(started_at=now, seen_at=now, is_whole=is_whole, total=count_public())
    readings = FileReadings(is_whole=is_whole)

    def advance(number: int) -> None:
        run.checked += number
        run.files_read, run.seen_at = readings.read, timezone.now()
        run.save(update_fields=["checked", "files_read", "seen_at"])
        progress(number)

    found = [
        *all_of(FindingKind.CHAIN, broken_links()),
        *all_of(FindingKind.ANCHOR, broken_anchors()),
        *Verification(readings, advance).findings(),
    ]
    run.found, run.findings = len(found), [list(finding) for finding in found[:STORED]]
    run.by_kind = dict(Counter(finding.kind for finding in found))
    run.finished_at = run.seen_at = timezone.now()
    run.save()
    for oldest in VerificationRun.objects.values_list("pk", flat=True)[KEPT : KEPT + 1]:
        VerificationRun.objects.filter(pk__lte=oldest).delete()
    return run, found
