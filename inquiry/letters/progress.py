"""What the applicant reads of the own case: where it is, by when and why, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from hub.calendar import Terms
from inquiry.disclosure.steps.reasons import reasons_are_wanted
from inquiry.kinds import DISCLOSURE
from sites.casework.actions.aftermath import DISPUTE_TERM, MOST_ROUNDS
from sites.casework.clock.dates import reading_of
from sites.casework.clock.rules import days_left, days_passed
from sites.casework.enums import Action, Outcome, Satisfaction
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.transitions import TRANSITIONS

# In the order in which they are offered.
OFFERED = (
    Action.SUPPLEMENT, Action.GIVE_REASONS, Action.RATE, Action.DISPUTE, Action.URGE, Action.WITHDRAW,
    Action.WISH_PRIVATE, Action.RENEW_CODE,
)  # fmt: skip


@dataclass(frozen=True)
class Progress:
    case: Case
    events: list[CaseEvent]  # those that the applicant reads, the newest first
    steps: list[str]  # why this date
    unit_of_days: str
    passed: int
    left: int | None
    paused_on: date | None
    actions: list[Action]
    dispute_until: date | None
    levels: list[tuple[int, str]]

    @property
    def late_by(self) -> int:
        return -self.left if self.left is not None and self.left < 0 else 0


def progress_of(case: Case) -> Progress:
    terms, today = Terms.load(), timezone.localdate()
    reading = reading_of(case, terms)
    events = list(case.events.select_related("unit"))
    until = _dispute_until(case, terms)
    return Progress(
        case=case,
        events=[event for event in reversed(events) if event.public_text],
        steps=[step for step in case.due_explanation.rstrip("。").split("；") if step],
        unit_of_days="个工作日" if reading.is_working else "天",
        passed=days_passed(reading, today, terms.exceptions),
        left=days_left(reading, today, terms.exceptions),
        paused_on=reading.paused_on,
        actions=[action for action in OFFERED if _is_open(action, case, events, until, today)],
        dispute_until=until,
        levels=list(Satisfaction.choices),
    )


def _dispute_until(case: Case, terms: Terms) -> date | None:
    """None where the case cannot be taken up again."""
    if case.outcome != Outcome.ANSWERED or case.answered_on is None or case.reopened >= MOST_ROUNDS:
        return None
    return terms.due(DISPUTE_TERM, case.answered_on).on


def _is_open(action: Action, case: Case, events: list[CaseEvent], until: date | None, today: date) -> bool:
    """What the action itself would refuse is not offered."""
    if case.status not in TRANSITIONS[action].allowed:
        return False
    if action == Action.GIVE_REASONS:
        return case.kind == DISCLOSURE.code and reasons_are_wanted(case)
    if action == Action.DISPUTE:
        return until is not None and today <= until
    if action == Action.URGE:
        return not any(event.action == Action.URGE and timezone.localdate(event.at) == today for event in events)
    if action == Action.WISH_PRIVATE:
        return case.wishes_public and not any(event.action == Action.WISH_PRIVATE for event in events)
    return True
