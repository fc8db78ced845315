"""One request that asks for several things becomes several (一事一申请): each with its number, clock and result."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from inquiry.disclosure.steps.kind import require_request
from inquiry.models.disclosure_request import DisclosureRequest
from sites.casework.actions.assigning import assign_to
from sites.casework.actions.screening import end_clock
from sites.casework.actions.step import CaseRefused, Doing, act, announce, record
from sites.casework.clock.dates import renew
from sites.casework.enums import Action, CaseStatus, Outcome, Role
from sites.casework.models.applicant import Applicant
from sites.casework.models.case import Case
from sites.casework.models.clock_fact import ClockFact
from sites.casework.numbers import next_number
from sites.casework.rights import Seat

FEWEST, MOST = 2, 20
# What the applicant filled in is each part's; what is found by it is made anew.
_OF_APPLICANT = [field.attname for field in Applicant._meta.concrete_fields if field.name not in ("id", "case")]
_INDEXES = ("telephone_index", "email_index", "id_index")


def split_case(case: Case, seat: Seat | None, matters: Sequence[str]) -> list[Case]:
    """The parts; the request itself is closed, and counts nowhere. Receipt and clock are those of the request.

    Raises:
        CaseRefused: it is a part itself, others hang on it, or the matters are too few, too many or the same.
    """
    require_request(case)
    wanted = [matter.strip() for matter in matters if matter.strip()]
    if not FEWEST <= len(wanted) <= MOST:
        raise CaseRefused(f"请每行写一件，{FEWEST} 到 {MOST} 件。")
    if len({"".join(matter.split()) for matter in wanted}) < len(wanted):
        raise CaseRefused("有两件的内容相同。")
    parts: list[Case] = []

    def change(held: Case, doing: Doing) -> None:
        _require_whole(held)
        facts = list(held.clock_facts.all())
        for matter in wanted:
            parts.append(_part(held, matter, facts, seat))
        end_clock(held, "分件办理")
        held.outcome = Outcome.SPLIT
        doing.words |= {"count": len(parts), "numbers": "、".join(part.number for part in parts)}

    act(case, Action.SPLIT, seat, change, matters="；".join(wanted))
    return parts


def _require_whole(case: Case) -> None:
    if case.split_from_id:
        raise CaseRefused("这一件已经是分出来的，不能再分。")
    if case.joined_to_id or case.joined.exists():
        raise CaseRefused("与别的办件合并过，不能分件。")
    if case.fee_notices.exists():
        raise CaseRefused("已经通知缴费，不能再分件。")
    if case.extension_requests.filter(is_granted=None).exists():
        raise CaseRefused("延期申请还在审批，不能分件。")
    if case.assignments.standing().count() != 1:
        raise CaseRefused("由几个单位办理，不能分件。")
    if any(reply.workflow_in_progress for reply in _replies(case)):
        raise CaseRefused("答复正在审批，请先撤回再分件。")


def _replies(case: Case) -> list[object]:
    return [each.reply for each in case.assignments.all() if hasattr(each, "reply")]


def _part(case: Case, matter: str, facts: list[ClockFact], seat: Seat | None) -> Case:
    part = Case.objects.create(
        number=next_number(timezone.localdate().year),
        kind=case.kind,
        channel=case.channel,
        title=matter[:60],
        text=matter,
        status=CaseStatus.HANDLING,
        unit=case.unit,
        addressed_to=case.addressed_to,
        addressee=case.addressee,
        privacy_notice=case.privacy_notice,
        submitted_at=case.submitted_at,
        received_on=case.received_on,
        code_hash=case.code_hash,
        split_from=case,
    )
    applicant = Applicant.objects.get(case=case)
    values = {name: getattr(applicant, name) for name in _OF_APPLICANT if name not in _INDEXES}
    Applicant.objects.create(case=part, **values)
    for wishes in DisclosureRequest.objects.filter(case=case):
        wishes.pk, wishes.case, wishes._state.adding = None, part, True
        wishes.save()
    for fact in facts:
        ClockFact.objects.create(
            case=part,
            change=fact.change,
            on=fact.on,
            term_code=fact.term_code,
            law_on=fact.law_on,
            days=fact.days,
            reason=fact.reason,
        )
    assign_to(part, case.unit, Role.LEAD)
    renew(part)
    part.save(update_fields=["due_on", "due_explanation"])
    if seat is not None:
        announce(record(part, Action.ENTER, seat, Doing.of()))
    return part
