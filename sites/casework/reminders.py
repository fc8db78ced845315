"""What runs by itself: warnings before and after a date, time that is over, cases that nobody rates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from hub.calendar import Terms, terms_changed, terms_read_once
from hub.rules import add_working_days
from hub.scheduler.rows import for_each
from sites.casework.actions.aftermath import CLOSING_TERM, close_case
from sites.casework.actions.dialogue import lapse
from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.actions.terms import end_consultation
from sites.casework.clock.dates import reading_of
from sites.casework.enums import PENDING, Action, CaseStatus, NoticeKind
from sites.casework.models.case import Case
from sites.casework.models.clock_notice import ClockNotice
from sites.casework.notifications import handlers_of, write_about
from sites.casework.rights import SYSTEM
from sites.organisation.capacity import people_leading, people_of_centre
from sites.organisation.enums import CENTRE_OFFICES

NEAR = 1  # working days before the date
CONFIRM_WITHIN = 1  # working days in which receipt should be confirmed


def connect() -> None:
    terms_changed.connect(renew_all, dispatch_uid="renew_case_clocks")


def remind() -> int:
    """Who handles a case hears once that its date is near; they and their leaders once that it is over, and the centre.

    What was missed while the job did not run is said all the same. Returns how many mails were written.
    """
    today, terms = timezone.localdate(), Terms.load()
    near = add_working_days(today, NEAR, terms.exceptions)
    written = _for_each(Case.objects.filter(due_on__lte=near).select_related("unit"), lambda case: _remind(case, today))
    waits_since = Case.objects.filter(status=CaseStatus.UNCONFIRMED).select_related("unit")
    return written + _for_each(waits_since, lambda case: _remind_unconfirmed(case, today, terms))


def run_out() -> int:
    """Ends what waits for somebody in vain, each in a transaction of its own. Returns how many cases moved."""
    today, terms = timezone.localdate(), Terms.load()
    late = Case.objects.filter(asked_until__lt=today)
    moved = _for_each(
        late.filter(status__in=[CaseStatus.WAITING, CaseStatus.UNPAID]), lambda case: bool(lapse(case, SYSTEM))
    )
    moved += _for_each(
        late.filter(status=CaseStatus.CONSULTING),
        lambda case: bool(end_consultation(case, SYSTEM)),
    )
    answered = Case.objects.filter(status=CaseStatus.ANSWERED)
    return moved + _for_each(
        answered,
        lambda case: (
            case.answered_on is not None
            and terms.due(CLOSING_TERM, case.answered_on).on < today
            and bool(close_case(case, SYSTEM))
        ),
    )


def renew_all(reason: str, **signal: object) -> int:
    """Computes the dates of all open cases anew; each that moves has its event, and the applicant hears of it."""
    with terms_read_once():
        return _for_each(
            Case.objects.filter(status__in=PENDING).prefetch_related("clock_facts"), lambda case: _renew(case, reason)
        )


def _renew(case: Case, reason: str) -> bool:
    due = reading_of(case).due
    if (due.on if due else None) == case.due_on:
        return False
    before = f"{case.due_on:%Y-%m-%d}" if case.due_on else "无"

    def change(held: Case, doing: Doing) -> None:
        doing.note = f"原为 {before}"

    act(case, Action.MOVE_DUE, SYSTEM, change, reason=reason)
    return True


def _remind(case: Case, today: date) -> int:
    is_over = case.due_on < today
    kind = NoticeKind.OVERDUE if is_over else NoticeKind.NEAR
    with transaction.atomic():
        _notice, is_new = ClockNotice.objects.get_or_create(case=case, kind=kind, due_on=case.due_on)
        if not is_new:
            return 0
        people = handlers_of(case)
        if is_over:
            people += [*people_leading(case.unit), *people_of_centre(CENTRE_OFFICES)]
        words = f"已于 {case.due_on:%Y-%m-%d} 超期" if is_over else f"应于 {case.due_on:%Y-%m-%d} 前答复"
        return _write(case, kind, people, words)


def _remind_unconfirmed(case: Case, today: date, terms: Terms) -> int:
    until = add_working_days(timezone.localdate(case.submitted_at), CONFIRM_WITHIN, terms.exceptions)
    if until >= today:
        return 0
    with transaction.atomic():
        _notice, is_new = ClockNotice.objects.get_or_create(case=case, kind=NoticeKind.UNCONFIRMED, due_on=until)
        return _write(case, NoticeKind.UNCONFIRMED, handlers_of(case), "还没有确认收到") if is_new else 0


def _write(case: Case, kind: NoticeKind, people: Iterable[AbstractBaseUser], words: str) -> int:
    key = f"case-clock:{case.pk}:{kind}:{case.due_on}"
    return write_about(case, people, key=key, what=kind.label, words=f" {words}")


def _for_each(cases: Iterable[Case], do: Callable[[Case], int | bool]) -> int:
    """Those on which somebody acted meanwhile are left."""
    return for_each(cases, do, name=lambda case: case.number, overtaken=CaseRefused)
