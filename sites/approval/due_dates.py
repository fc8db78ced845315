"""Until when a step of an approval is to be taken (Arts. 13, 14(7), 27). A changed calendar moves what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from hub.calendar import Terms, due_date_for, terms_changed
from hub.events import record_event
from hub.models import LegalTerm
from hub.rules import DueDate, due_date
from hub.seeds import EMERGENCY_REVIEW
from sites.approval.enums import ApprovalStep, ReviewStatus
from sites.approval.models.content import ApprovableContent
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.submission_checks import publication_term

CENTRE_TERM = "centre_publish"  # Art. 27: code of the legal term
DECISION_TERM = "decide_removal"  # a leader's word on what is public already
CHANGED = "期限变更"


def due_date_of_step(page: ApprovableContent, step: str, began: date, terms: Terms) -> DueDate:
    """Art. 13 for the information, Art. 27 for the centre; for a change of what is public that of decisions on it."""
    if page.is_emergency:
        return DueDate(on=began, provisional=False, explanation="第十四条（七）：突发事件信息立即处理。")
    if (own := page.own_due_date(began)) is not None:
        return own
    if step == ApprovalStep.CENTRE:
        return terms.due(CENTRE_TERM, began)
    if page.live:  # the term of Art. 13 ended when it was first public
        due = terms.due(DECISION_TERM, began)
        return replace(due, explanation=f"修改已公开的内容。{due.explanation}")
    return terms.due(publication_term(page), page.term_begins_on() or began)


def decision_due_on() -> date:
    """Of a leader's decision that is asked for today."""
    return due_date_for(DECISION_TERM, timezone.localdate()).on


def due_date_of_review(published_on: date, terms: Terms) -> DueDate:
    """Of an emergency, by those who were not asked before. Without the term in the table it is the first one."""
    try:
        return terms.due(EMERGENCY_REVIEW.code, published_on)
    except LegalTerm.DoesNotExist:
        return due_date(
            published_on,
            EMERGENCY_REVIEW.days,
            working=True,
            source=EMERGENCY_REVIEW.source,
            exceptions=terms.exceptions,
            announced={day.year for day in terms.exceptions},
        )


def connect() -> None:
    terms_changed.connect(renew_open_steps, dispatch_uid="renew_open_steps")
    terms_changed.connect(renew_open_reviews, dispatch_uid="renew_open_reviews")


def renew_open_reviews(reason: str, **signal: Any) -> None:
    """As `renew_open_steps`."""
    reviews = EmergencyReview.objects.filter(status=ReviewStatus.WAITING).select_related("unit", "publication")
    terms = Terms.load() if reviews else None
    for review in reviews:
        _renew(str(review), review, due_date_of_review(timezone.localdate(review.publication.at), terms), reason)


def _renew(name: str, item: Any, due: DueDate, reason: str) -> None:
    if due.on == item.due_on and due.explanation == item.due_explanation:
        return
    if due.on != item.due_on:
        record_event(
            CHANGED,
            name,
            f"应完成日期由 {item.due_on} 改为 {due.on}。{due.explanation}",
            reason=reason,
            unit_code=item.unit.code,
        )
    item.due_on, item.due_explanation = due.on, due.explanation
    item.save(update_fields=["due_on", "due_explanation"])


def renew_open_steps(reason: str, **signal: Any) -> None:
    """Computes the dates of open steps anew; each that moves is on record."""
    states = OfficeTaskState.objects.filter(is_open=True).select_related("unit", "revision")
    terms = Terms.load() if states else None
    for state in states:
        page = state.revision.as_object()
        try:
            due = due_date_of_step(page, state.step, timezone.localdate(state.started_at), terms)
        except LegalTerm.DoesNotExist:  # its term was deleted: what was promised stays
            continue
        _renew(f"{state.get_step_display()}：{page}", state, due, reason)
