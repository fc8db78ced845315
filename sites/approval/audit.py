"""What was public of a content on a day: who wrote it, who approved it in which office, and a proof of the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone
from wagtail.models import Revision

from hub.events import SYSTEM
from sites.approval.anchors import broken_anchors
from sites.approval.chain import broken_links
from sites.approval.digest import digest_with_files
from sites.approval.enums import LedgerAction
from sites.approval.ledger_state import ENDED
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.ledger_head import LedgerHead
from sites.approval.rules import MADE_PUBLIC, SECRECY_CHECKS

_REVIEWS = (LedgerAction.REVIEW_DUE, LedgerAction.REVIEWED)


@dataclass(frozen=True)
class Step:
    """One row of the ledger on the way to a publication, as it was sealed."""

    entry: LedgerEntry
    has_seen_it: bool  # the digest of what was on the screen is that of what became public
    declared: tuple[str, ...] = ()


@dataclass(frozen=True)
class PublicVersion:
    """What was public from `begins` to `ends` (None: still). `authors`: (name, when) of each draft before it."""

    entry: LedgerEntry
    begins: datetime
    ends: datetime | None
    ended_by: LedgerEntry | None
    content: Any  # as it was, None where the revision is gone
    authors: tuple[tuple[str, datetime], ...]
    steps: tuple[Step, ...]
    is_what_was_approved: bool  # the revision still has the digest of the ledger
    files: tuple[Any, ...] = ()
    reviews: tuple[Step, ...] = ()  # what was said of an emergency afterwards, and that it has to be


@dataclass
class AuditReport:
    content: Model
    day: date
    versions: list[PublicVersion] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # of the ledger as a whole
    rows: int = 0
    end_hash: str = ""
    last: LedgerEntry | None = None  # of the content, up to the end of the day: why nothing was public
    made_at: datetime = field(default_factory=timezone.now)

    @property
    def is_whole(self) -> bool:
        return not self.problems


def audit(content: Model, day: date) -> AuditReport:
    """Every version of `content` that was public at some time of `day` (local), oldest first, and the proof.

    Reads the whole ledger; the cost grows with it, not with the content.
    """
    head = LedgerHead.objects.filter(pk=1).first() or LedgerHead()
    report = AuditReport(content, day, rows=head.serial, end_hash=head.hash)
    report.problems = [*broken_links(), *broken_anchors()]
    begins = timezone.make_aware(datetime.combine(day, time.min))
    ends = begins + timedelta(days=1)
    entries = list(LedgerEntry.objects.of(content).order_by("serial").select_related("unit", "actor"))
    report.last = next((entry for entry in reversed(entries) if entry.at < ends), None)
    report.versions = [
        version for version in _versions(entries) if version.begins < ends and (version.ends or ends) > begins
    ]
    return report


def _versions(entries: list[LedgerEntry]) -> Iterator[PublicVersion]:
    """One for each publication. What comes between it and the one before is its way."""
    way: list[LedgerEntry] = []
    open_entry: LedgerEntry | None = None
    open_way: list[LedgerEntry] = []
    for entry in entries:
        makes_public = entry.action in MADE_PUBLIC
        if open_entry is not None and (makes_public or entry.action in ENDED):
            yield _version(open_entry, open_way, entry, entries)
            open_entry = None
        if makes_public:
            open_entry, open_way, way = entry, way, []
        elif entry.action not in _REVIEWS:
            way.append(entry)
    if open_entry is not None:
        yield _version(open_entry, open_way, None, entries)


def _version(
    entry: LedgerEntry, way: list[LedgerEntry], end: LedgerEntry | None, entries: list[LedgerEntry]
) -> PublicVersion:
    revision = Revision.objects.filter(pk=entry.revision_id).first() if entry.revision_id else None
    content = revision.as_object() if revision is not None else None
    digest, files = digest_with_files(content) if content is not None else ("", [])
    return PublicVersion(
        entry=entry,
        begins=entry.at,
        ends=end.at if end is not None else None,
        ended_by=end,
        content=content,
        authors=tuple(_authors(entry, entries)),
        steps=tuple(_step(each, entry.digest) for each in way),
        is_what_was_approved=digest == entry.digest,
        files=tuple(files),
        reviews=tuple(_step(each, entry.digest) for each in entries if _reviews(each, entry)),
    )


def _reviews(review: LedgerEntry, publication: LedgerEntry) -> bool:
    return (
        review.action in _REVIEWS
        and review.serial > publication.serial
        and (review.revision_id, review.digest) == (publication.revision_id, publication.digest)
    )


def _step(entry: LedgerEntry, digest: str) -> Step:
    declared = tuple(SECRECY_CHECKS.get(code, code) for code in entry.declaration)
    return Step(entry, entry.digest == digest, declared)


def _authors(entry: LedgerEntry, entries: list[LedgerEntry]) -> Iterator[tuple[str, datetime]]:
    """Who saved a draft since the version that was public before."""
    before = [each.revision_id or 0 for each in entries if each.action in MADE_PUBLIC and each.serial < entry.serial]
    drafts = Revision.objects.filter(
        base_content_type=entry.content_type, object_id=str(entry.object_id), pk__lte=entry.revision_id or 0
    )
    drafts = drafts.filter(pk__gt=max(before, default=0)).order_by("pk").select_related("user")
    for draft in drafts:
        yield (str(draft.user) if draft.user else SYSTEM), draft.created_at
