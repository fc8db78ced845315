"""What is private goes when its time is over; what figures need, and what was published, stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from hub.models import OutboxMessage
from sites.approval.enums import LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.casework.actions.aftermath import rate_case
from sites.casework.enums import Action
from sites.casework.models.applicant import Applicant
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.query_codes import CodeRefused, case_for
from sites.casework.retention import GONE, erase_old
from sites.casework.rights import APPLICANT
from tests.casework.desk import CODE, Desk, answered, in_hand

pytestmark = pytest.mark.django_db
DAY = datetime.fromisoformat("2026-03-03T10:00:00+08:00")
PRIVATE = ("校车几点到", "新学期的校车", "测试人甲", "13800000001", "jia@test", "校车七点十分")


@pytest.fixture
def later() -> Callable[[int], None]:
    with time_machine.travel(DAY, tick=False) as clock:
        yield lambda days: clock.move_to(timezone.now() + timedelta(days=days))


def rated(desk: Desk, **fields: object) -> Case:
    case = answered(desk, in_hand(desk, wishes_public="publishes" in fields), **fields)
    rate_case(case, APPLICANT, 5, "谢谢测试人甲")
    return case


def stored() -> str:
    """Everything in the tables of cases, as a thief of the database reads it, and what of it opens with our keys."""
    found = []
    for table in connection.introspection.table_names():
        if table.startswith("casework_") or table in ("wagtailcore_revision", "hub_outboxmessage"):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
                found.append(str(cursor.fetchall()))
    events = [event.public_text + event.note for event in Case.objects.get().events.all()]
    return "".join([*found, *events, Case.objects.get().text])


def test_before_its_time_nothing_goes(desk: Desk, later: Callable[[int], None]) -> None:
    rated(desk)
    later(600)
    assert erase_old() == 0
    assert Applicant.objects.exists()


def test_afterwards_no_private_word_is_left(desk: Desk, later: Callable[[int], None]) -> None:
    case = rated(desk)
    assert all(word in stored() or word in ("测试人甲", "13800000001", "jia@test") for word in PRIVATE)
    later(900)
    assert erase_old() == 1
    assert erase_old() == 0
    case = Case.objects.get()
    left = stored()
    assert [word for word in PRIVATE if word in left] == []
    assert not Applicant.objects.exists()
    assert not Reply.objects.exists()
    assert (case.title, case.unit, case.satisfaction, case.answered_on) == (GONE, desk.unit, 5, DAY.date())
    assert case.events.order_by("-serial").first().action == Action.ERASE
    assert [event.action for event in case.events.all()][:2] == ["submit", "accept"]
    with pytest.raises(CodeRefused):
        case_for(case.number, CODE)
    assert not any(message.address for message in OutboxMessage.objects.filter(key__startswith="case-event:") if
                   message.private_recipient)  # fmt: skip
    assert LedgerEntry.objects.filter(action=LedgerAction.DELETED, title__contains=case.number).exists()


def test_what_was_published_stays_public(desk: Desk, later: Callable[[int], None]) -> None:
    rated(desk, publishes=True, public_title="校车时间", public_question="校车几点到？")
    later(900)
    assert erase_old() == 1
    reply = Reply.objects.get()
    assert (reply.live, reply.public_title) == (True, "校车时间")
    call_command("verify_ledger", verbosity=0)
