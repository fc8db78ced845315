"""Whether emergencies were reviewed in time, and whether the reviews are as the ledger says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from hub.calendar import Terms
from sites.approval.due_dates import due_date_of_review
from sites.approval.enums import ApprovalStep, LedgerAction, ReviewStatus
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.ledger_entry import LedgerEntry


def overdue_reviews(today: date) -> Iterator[str]:
    """What nobody has reviewed in time, in Chinese."""
    late = EmergencyReview.objects.filter(status=ReviewStatus.WAITING, due_on__lt=today)
    for review in late.select_related("unit", "publication"):
        yield (
            f"{review.unit}的突发事件信息《{review.publication.title}》没有按期事后审查"
            f"（{review.get_step_display()}，应于 {review.due_on:%Y-%m-%d} 前完成）"
        )


def review_findings() -> Iterator[str]:
    """Where reviews are not as the ledger says, in Chinese: it has what must be reviewed, and what was said."""
    reviews: dict[tuple[Any, ...], list[EmergencyReview]] = defaultdict(list)
    for review in EmergencyReview.objects.select_related("publication"):
        reviews[(*_key(review.publication), review.step)].append(review)
    said = LedgerEntry.objects.filter(action=LedgerAction.REVIEWED)
    spoken = {(*_key(entry), entry.step, entry.actor_id) for entry in said}
    terms = Terms.load()
    for entry in LedgerEntry.objects.filter(action=LedgerAction.REVIEW_DUE).order_by("serial"):
        for step in entry.required:
            name = f"突发事件信息《{entry.title}》的事后审查（{ApprovalStep(step).label}）"
            found = reviews.get((*_key(entry), step))
            if not found:
                yield f"{name}不见了"
                continue
            for review in found:
                yield from (f"{name}{problem}" for problem in _problems_of(review, spoken, terms))


def _key(entry: LedgerEntry) -> tuple[Any, ...]:
    return entry.content_type_id, entry.object_id, entry.revision_id, entry.digest


def _problems_of(review: EmergencyReview, spoken: set[tuple[Any, ...]], terms: Terms) -> Iterator[str]:
    if review.status != ReviewStatus.WAITING:
        if (*_key(review.publication), review.step, review.decided_by_id) not in spoken:
            yield "没有台账记录，却已处理"
    elif review.due_on != due_date_of_review(timezone.localdate(review.publication.at), terms).on:
        yield "的期限被改动"
