"""What has to be reviewed once an emergency is public."""

from __future__ import annotations

from django.utils import timezone
from wagtail.models import Page

from hub.calendar import Terms
from sites.approval import ledger
from sites.approval.due_dates import due_date_of_review
from sites.approval.enums import LedgerAction
from sites.approval.models.content import ApprovableContent
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.notifications import announce_review
from sites.approval.rules import MADE_PUBLIC, REVIEWED_AFTERWARDS


def open_reviews(content: ApprovableContent, publication: LedgerEntry) -> None:
    """Of an emergency that has become public: one for each office that was not asked, on the ledger."""
    if content.unit is None:
        return
    due = due_date_of_review(timezone.localdate(publication.at), Terms.load())
    barred = _who_took_part(content, publication)
    ledger.append(
        LedgerAction.REVIEW_DUE,
        content,
        revision_id=publication.revision_id,
        digest=publication.digest,
        required=frozenset(REVIEWED_AFTERWARDS),
        comment=f"应于 {due.on:%Y-%m-%d} 前完成",
    )
    for step in REVIEWED_AFTERWARDS:
        review = EmergencyReview.objects.create(
            publication=publication,
            step=step,
            unit=content.unit,
            due_on=due.on,
            due_explanation=due.explanation,
        )
        review.barred.set(barred)
        announce_review(review)


def _who_took_part(content: ApprovableContent, publication: LedgerEntry) -> set[int]:
    """Who wrote, sent or approved it since it was public before; of the first time its owner too."""
    rows = LedgerEntry.objects.of(content).filter(serial__lt=publication.serial)
    before = rows.filter(action__in=MADE_PUBLIC).order_by("-serial").first()
    drafts = content.revisions.filter(pk__lte=publication.revision_id or 0).exclude(user=None)
    if before is not None:
        rows = rows.filter(serial__gt=before.serial)
        drafts = drafts.filter(pk__gt=before.revision_id or 0)
    took_steps = rows.filter(action__in=(LedgerAction.SUBMITTED, LedgerAction.APPROVED)).exclude(actor=None)
    people = set(drafts.values_list("user", flat=True)) | set(took_steps.values_list("actor", flat=True))
    if before is None and isinstance(content, Page) and content.owner_id:
        people.add(content.owner_id)
    return people | content.other_authors()
