"""Every action in every state, by everybody: it does what the table says, or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.models import User
from sites.casework.actions.step import CaseRefused
from sites.casework.clock.dates import reading_of
from sites.casework.enums import PENDING, Action, AssignmentStatus, CaseStatus, Role, Side
from sites.casework.models.assignment import Assignment
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.clock_fact import ClockFact
from sites.casework.transitions import TRANSITIONS
from sites.organisation.enums import Office
from tests.casework.desk import REQUEST, Desk, sent
from tests.casework.moves import BY_THEMSELVES, MOVES, Cast, other_case
from tests.factories import appoint

NOON = datetime.fromisoformat("2026-03-03T12:00:00+08:00")
STATES = tuple(CaseStatus)
# How a letter comes into each state: (action, side), one after another.
ROADS: dict[CaseStatus, list[tuple[Action, Side]]] = {
    CaseStatus.RECEIVED: [],
    CaseStatus.ACCEPTED: [(Action.ACCEPT, Side.CENTRE)],
    CaseStatus.HANDLING: [(Action.ACCEPT, Side.DESK)],
    CaseStatus.WAITING: [(Action.ACCEPT, Side.DESK), (Action.ASK_BACK, Side.DESK)],
    # Of requests for disclosure alone.
    CaseStatus.UNCONFIRMED: [],
    CaseStatus.CONSULTING: [
        (Action.CONFIRM_RECEIPT, Side.DESK), (Action.ACCEPT, Side.DESK), (Action.CONSULT, Side.DESK)
    ],
    CaseStatus.UNPAID: [
        (Action.CONFIRM_RECEIPT, Side.DESK), (Action.ACCEPT, Side.DESK), (Action.ASK_FEE, Side.DESK)
    ],
}  # fmt: skip
REQUESTS = (CaseStatus.UNCONFIRMED, CaseStatus.CONSULTING, CaseStatus.UNPAID)
ANSWERED = [
    (Action.ACCEPT, Side.DESK), (Action.DRAFT, Side.DESK), (Action.SEND_FOR_APPROVAL, Side.DESK),
    (Action.ANSWER, Side.LEADER),
]  # fmt: skip
ROADS[CaseStatus.ANSWERED] = ANSWERED
ROADS[CaseStatus.DISPUTED] = [*ANSWERED, (Action.DISPUTE, Side.APPLICANT)]
ROADS[CaseStatus.CLOSED] = [*ANSWERED, (Action.CLOSE, Side.DESK)]


@pytest.fixture
def cast(desk: Desk, other_desk: Desk, centre: dict[Office, User], monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("sites.casework.documents.files.pdf_is_offered", lambda: False)  # a PDF takes its time
    for each in (desk, other_desk):
        appoint(each.unit, Office.DISCLOSURE_OFFICER, person=each.officer)
    return Cast(desk, other_desk, centre)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def snapshot() -> tuple[Any, ...]:
    """All that an action writes."""
    return tuple(
        list(model.objects.order_by("pk").values_list(*names))
        for model, names in (
            (Case, ("pk", "status", "outcome", "unit", "due_on", "asked_until", "closed_at", "urged", "reopened")),
            (Assignment, ("pk", "unit", "role", "status", "due_on")),
            (CaseEvent, ("pk",)),
            (ClockFact, ("pk",)),
        )
    )


def take(case: Case, action: Action, side: Side, cast: Cast) -> bool:
    """Whether it was done; a refusal leaves everything as it was."""
    before, stood = snapshot(), Case.objects.get(pk=case.pk)
    stood_at = stood.status
    events = case.events.count()
    try:
        MOVES[action](stood, cast.seat(stood, side), cast)
    except PermissionDenied as problem:
        refused: PermissionDenied | None = problem
    else:
        refused = None
    if refused is not None:
        assert isinstance(refused, CaseRefused) or action == Action.ANSWER, refused
        assert str(refused).endswith("。")
        assert snapshot() == before
        return False
    if case.events.count() == events:  # an approval that was not under way
        assert action == Action.ANSWER
        return False
    event = case.events.order_by("serial").filter(serial__gt=events).first()
    assert event is not None
    if action != Action.ANSWER:
        assert (event.action, event.side) == (action, side)
    assert stood_at in TRANSITIONS[Action(event.action)].allowed
    return True


def require_whole(case: Case) -> None:
    """What is true of every case at any time."""
    case = Case.objects.get(pk=case.pk)
    serials = list(case.events.order_by("serial").values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))
    last = case.events.order_by("-serial").first()
    assert last is not None
    assert (last.status, last.due_on) == (case.status, case.due_on)
    due = reading_of(case).due
    assert case.due_on == (due.on if due else None)
    assert (case.status == CaseStatus.CLOSED) == (case.closed_at is not None)
    if case.status in (CaseStatus.CLOSED, CaseStatus.ANSWERED):
        assert case.outcome
        assert case.due_on is None
        assert not case.assignments.filter(status=AssignmentStatus.OPEN).exists()
    if case.status == CaseStatus.HANDLING:
        lead = case.assignments.get(role=Role.LEAD, status__in=(AssignmentStatus.OPEN, AssignmentStatus.ANSWERED))
        assert lead.unit == case.unit
        assert case.assignments.filter(status=AssignmentStatus.OPEN).exists()


def test_every_action_is_tried() -> None:
    assert set(MOVES) | BY_THEMSELVES == set(Action)


def test_from_every_state_there_is_a_way_out() -> None:
    """Signals 4."""
    for status in set(CaseStatus) - {CaseStatus.CLOSED}:
        ways = [action for action, step in TRANSITIONS.items() if status in step.allowed and step.target != status]
        assert any(TRANSITIONS[action].target for action in ways), status
    assert {Side.SYSTEM} & TRANSITIONS[Action.LAPSE].sides
    assert {Side.SYSTEM} & TRANSITIONS[Action.CLOSE].sides


@pytest.mark.django_db
@pytest.mark.parametrize("status", [status for status in STATES if status in ROADS], ids=str)
def test_every_action_by_everybody_from_this_state(status: CaseStatus, cast: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        case = sent(cast.desk.unit, **(REQUEST if status in REQUESTS else {}))
        for action, side in ROADS[status]:
            assert take(case, action, side, cast), action
        case.refresh_from_db()
        assert case.status == status
        other_case(cast)
        done = set()
        for action in MOVES:
            sides = TRANSITIONS[action].sides
            for side in (*sorted(sides), next(side for side in Side if side not in sides)):
                with undone():
                    if take(case, action, side, cast):
                        done.add(action)
                        require_whole(case)
                        assert side in sides or action == Action.ANSWER
        allowed = {action for action, step in TRANSITIONS.items() if status in step.allowed}
        assert done - {Action.ANSWER} <= allowed
        assert done, "something can be done"


STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(MOVES)), st.sampled_from(list(Side)), st.integers(0, 3)), min_size=3, max_size=12
)


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(STEPS)
def test_whatever_happens_in_whatever_order_a_case_stays_whole(
    cast: Cast, steps: list[tuple[Action, Side, int]]
) -> None:
    with undone(), time_machine.travel(NOON, tick=False) as clock:
        case = sent(cast.desk.unit)
        other_case(cast)
        for action, side, days in steps:
            # By somebody who may, mostly: else nearly everything is refused at once.
            sides = TRANSITIONS[action].sides
            take(case, action, side if side in sides else sorted(sides)[0], cast)
            require_whole(case)
            clock.shift(days * 24 * 3600)
        assert Case.objects.get(pk=case.pk).status in PENDING | {CaseStatus.ANSWERED, CaseStatus.CLOSED}
