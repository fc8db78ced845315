"""Many cases straight into the tables, for benchmarks: no ledger, no mail."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from hub.calendar import Terms
from hub.models import User
from sites.casework.clock.dates import read
from sites.casework.enums import Action, AssignmentStatus, CaseStatus, ClockChange, Outcome, Side
from sites.casework.models.applicant import Applicant
from sites.casework.models.assignment import Assignment
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.clock_fact import ClockFact
from sites.casework.models.reply import Reply
from sites.casework.numbers import with_check_digit
from sites.organisation.enums import Office, UnitCategory
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.pages.provisioning.actions import create_site

KINDS = ("leader", "consultation", "complaint", "suggestion", "help")
TOPICS = ("校车几点到", "路灯不亮", "医保怎么转", "自来水浑浊", "公交改线", "宅基地怎么申请", "垃圾清运", "噪声扰民")
PORTION = 2000


def add_units(number: int) -> list[Unit]:
    """The portal with its site, the centre, and `number` departments, each with somebody for letters."""
    long_ago = date(2020, 1, 1)
    portal = Unit.objects.create(
        code="portal-office", name="政府办公室", short_name="府办", category=UnitCategory.PORTAL
    )
    create_site(portal)
    centre = Unit.objects.create(
        code=settings.CENTRE_UNIT_CODE, name="网络信息中心", short_name="网信中心", category=UnitCategory.GOVERNMENT
    )
    units = Unit.objects.bulk_create(
        Unit(code=f"d{n}", name=f"第{n}局", short_name=f"{n}局", category=UnitCategory.GOVERNMENT)
        for n in range(1, number + 1)
    )
    for n, unit in enumerate(units, 1):
        person = User.objects.create(username=f"bench-officer-{n}", last_name="测", first_name=f"试{n}")
        Appointment.objects.create(person=person, unit=unit, office=Office.CASE_OFFICER, starts_on=long_ago)
    person = User.objects.create(username="bench-centre", last_name="测", first_name="试")
    Appointment.objects.create(person=person, unit=centre, office=Office.CENTRE_EDITOR, starts_on=long_ago)
    return [portal, *units]


def add_case_rows(units: list[Unit], number: int, today: date) -> None:
    """Every fifth open and received in the last days; of the others most are published with their answers."""
    terms = Terms.load()
    for first in range(1, number + 1, PORTION):
        _add(units, range(first, min(first + PORTION, number + 1)), today, terms)


def _add(units: list[Unit], portion: range, today: date, terms: Terms) -> None:
    cases = Case.objects.bulk_create(_case(units, n, today) for n in portion)
    Applicant.objects.bulk_create(
        Applicant(case=case, name=f"测试人{case.number}", telephone=f"138{int(case.number[4:10]):08d}")
        for case in cases
    )
    facts = [_started(case) for case in cases]
    facts += [
        ClockFact(case=case, change=ClockChange.STOPPED, on=case.answered_on) for case in cases if case.answered_on
    ]
    ClockFact.objects.bulk_create(facts)
    for case in cases:
        if case.answered_on is None:
            due = read([_started(case)], terms).due
            case.due_on, case.due_explanation = due.on, due.explanation
    Case.objects.bulk_update([case for case in cases if case.due_on], ["due_on", "due_explanation"], batch_size=500)
    assignments = Assignment.objects.bulk_create(_assignment(case) for case in cases)
    CaseEvent.objects.bulk_create(event for case in cases for event in _events(case))
    Reply.objects.bulk_create(_reply(each) for each in assignments if each.answered_on)


def _case(units: list[Unit], n: int, today: date) -> Case:
    turn = n // len(units)  # each unit has cases of every kind, open ones and closed ones
    is_open = turn // len(KINDS) % 5 == 0
    received = today - timedelta(days=n % 4 if is_open else 5 + n % 700)
    unit = units[n % len(units)]
    at = timezone.make_aware(datetime.combine(received, time(10)))
    done: dict[str, Any] = {} if is_open else {
        "status": CaseStatus.CLOSED, "outcome": Outcome.ANSWERED, "answered_on": received + timedelta(days=2),
        "closed_at": at + timedelta(days=9), "satisfaction": 1 + n % 5,
    }  # fmt: skip
    return Case(
        number=with_check_digit(f"{received.year}{n:06d}"),
        kind=KINDS[turn % len(KINDS)],
        title=f"{TOPICS[n % len(TOPICS)]}（第{n}封）",
        text="内容。" * 40,
        unit=unit,
        addressed_to=unit,
        submitted_at=at,
        received_on=received,
        wishes_public=True,
        **{"status": CaseStatus.HANDLING, **done},
    )


def _started(case: Case) -> ClockFact:
    code = "answer_complex" if case.pk % 3 == 0 else "answer_letter"
    return ClockFact(
        case=case, change=ClockChange.STARTED, on=case.received_on, term_code=code, law_on=case.received_on
    )


def _assignment(case: Case) -> Assignment:
    status = AssignmentStatus.ANSWERED if case.answered_on else AssignmentStatus.OPEN
    return Assignment(
        case=case,
        unit_id=case.unit_id,
        status=status,
        assigned_on=case.received_on,
        answered_on=case.answered_on,
        due_on=case.due_on,
    )


def _events(case: Case) -> list[CaseEvent]:
    base = {"case": case, "actor_name": "测试", "status": case.status}
    found = [
        CaseEvent(
            serial=1, at=case.submitted_at, action=Action.SUBMIT, side=Side.APPLICANT, public_text="已收到。", **base
        ),
        CaseEvent(serial=2, at=case.submitted_at, action=Action.ACCEPT, side=Side.DESK, public_text="已受理。", **base),
    ]
    if case.answered_on:
        at = case.submitted_at + timedelta(days=2)
        found.append(CaseEvent(serial=3, at=at, action=Action.ANSWER, side=Side.LEADER, public_text="答复。", **base))
    return found


def _reply(assignment: Assignment) -> Reply:
    case = assignment.case
    at = case.submitted_at + timedelta(days=2)
    return Reply(
        assignment=assignment,
        unit_id=case.unit_id,
        text="您好，您反映的情况已经核实处理。" * 5,
        live=True,
        first_published_at=at,
        last_published_at=at,
        publishes=case.pk % 4 != 0 and case.kind != "complaint",
        public_title=case.title,
        public_question="内容。" * 20,
    )
