"""Reconsideration and lawsuits about a request are put on its record."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from inquiry.disclosure.steps.kind import require_request
from inquiry.enums import RemedyKind, RemedyResult
from inquiry.models.remedy import Remedy
from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.enums import Action
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.rights import Seat


def record_remedy(
    case: Case,
    seat: Seat | None,
    kind: str,
    organ: str,
    began_on: date,
    result: str = RemedyResult.OPEN,
    ended_on: date | None = None,
) -> CaseEvent:
    """One of a kind for each request: said again, it has its result.

    Raises:
        CaseRefused: dates and result do not go together, or a lawsuit after a reconsideration that is not on record.
    """
    require_request(case)

    def change(held: Case, doing: Doing) -> None:
        _check(held, kind, began_on, result, ended_on)
        values = {"organ": organ.strip()[:100], "began_on": began_on, "result": result, "ended_on": ended_on}
        Remedy.objects.update_or_create(case=held, kind=kind, defaults=values)

    ended = f"，{RemedyResult(result).label}" + (f"（{ended_on:%Y-%m-%d}）" if ended_on else "")
    note = f"{RemedyKind(kind).label}：{organ}，{began_on:%Y-%m-%d} 受理{ended}"
    return act(case, Action.RECORD_REMEDY, seat, change, note=note)


def _check(case: Case, kind: str, began_on: date, result: str, ended_on: date | None) -> None:
    today = timezone.localdate()
    if not timezone.localdate(case.submitted_at) <= began_on <= today:
        raise CaseRefused("受理日期应在申请提交之后、今天以前。")
    if (result == RemedyResult.OPEN) != (ended_on is None):
        raise CaseRefused("已经审结的请填结果和审结日期，尚未审结的不填审结日期。")
    if ended_on is not None and not began_on <= ended_on <= today:
        raise CaseRefused("审结日期应在受理日期之后、今天以前。")
    known = {each.kind: each for each in case.remedies.all()}
    if kind == RemedyKind.AFTER_REVIEW:
        review = known.get(RemedyKind.REVIEW)
        if review is None or review.ended_on is None or review.ended_on > began_on:
            raise CaseRefused("复议后起诉的，请先登记行政复议的结果。")
    if kind == RemedyKind.DIRECT and RemedyKind.AFTER_REVIEW in known:
        raise CaseRefused("已经登记为复议后起诉。")
