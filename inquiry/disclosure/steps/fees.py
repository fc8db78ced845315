"""A fee is asked for, and paid or not (国办函〔2020〕109号): the clock stands, and begins anew after payment."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from inquiry.disclosure.fees.counting import fee_of
from inquiry.disclosure.steps.kind import require_request
from sites.casework.actions.ending import take_back_answers
from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.actions.terms import require_running
from sites.casework.clock.dates import add_fact
from sites.casework.enums import Action, ClockChange
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.fee_notice import FeeNotice
from sites.casework.models.reply import Reply
from sites.casework.rights import Seat

PAYING_TERM = "pay_disclosure_fee"


def ask_fee(case: Case, seat: Seat | None, basis: str, pages: int = 0) -> CaseEvent:
    """What it costs is counted, not typed.

    Raises:
        CaseRefused: no request, nothing to pay, asked already, or the term is over.
    """
    require_request(case)

    def change(held: Case, doing: Doing) -> None:
        require_running(held, "通知缴费")
        if held.fee_notices.exists():
            raise CaseRefused("已经通知过缴费。")
        fee = fee_of(held, basis, pages)
        if fee.amount == 0:
            raise CaseRefused(f"不收费：{fee.explanation}")
        today = timezone.localdate()
        held.asked_until = doing.terms.due(PAYING_TERM, today).on
        FeeNotice.objects.create(case=held, asked_on=today, pay_by=held.asked_until, **vars(fee))
        take_back_answers(Reply.objects.filter(assignment__case=held))
        add_fact(held, ClockChange.PAUSED, today, reason="通知缴费")
        doing.words |= {
            "fee": str(fee.amount), "explanation": fee.explanation, "until": f"{held.asked_until:%Y-%m-%d}"
        }  # fmt: skip

    return act(case, Action.ASK_FEE, seat, change, fee=basis)


def record_payment(case: Case, seat: Seat | None, on: date) -> CaseEvent:
    """
    Raises:
        CaseRefused: before the notice, in the future, or after the last day.
    """
    require_request(case)

    def change(held: Case, doing: Doing) -> None:
        notice = held.fee_notices.select_for_update().get()
        if not notice.asked_on <= on <= min(timezone.localdate(), notice.pay_by):
            raise CaseRefused(
                f"缴费日期应在 {notice.asked_on:%Y-%m-%d} 到 {notice.pay_by:%Y-%m-%d} 之间，且不晚于今天。"
            )
        notice.paid_on = on
        notice.save(update_fields=["paid_on"])
        held.asked_until = None
        add_fact(held, ClockChange.RESTARTED, on, reason="缴费")

    return act(case, Action.RECORD_PAYMENT, seat, change, on=on)
