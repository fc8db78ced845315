"""A lost second factor is given back by two people, and by nobody alone (docs/accounts.md)."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from pytest_django import Settings

from hub.accounts.enums import ResetOutcome
from hub.accounts.factors.actions import FactorError, factors_of
from hub.accounts.factors.recovery_codes import codes_left, new_codes
from hub.accounts.factors.resets import decide_reset, propose_reset
from hub.models import AuditEvent, FactorReset, User
from hub.outbox import drain_outbox
from sites.organisation.auth import sync_memberships
from sites.organisation.enums import Office
from tests.hub.authenticator import FACTORS, app_of, signed_in, verified, way
from tests.staffed import Staffed


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def people(centre: dict[Office, User], bureau: Staffed) -> tuple[User, User, User]:
    """Two of the centre, and a leader who has lost the telephone."""
    app_of(bureau.leader)
    new_codes(bureau.leader)
    for person in centre.values():
        sync_memberships(person)
    return centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD], bureau.leader


def test_a_lost_factor_is_reset_by_two_people(people: tuple[User, User, User]) -> None:
    editor, head, leader = people
    client, proposer, confirmer = verified(leader), verified(editor), verified(head)
    proposer.post("/admin/factor-resets/", {"person": leader.pk, "reason": "手机丢失"})
    reset = FactorReset.objects.get()
    url = f"/admin/factor-resets/{reset.pk}/"
    proposer.post(url, {"decision": "agree"})
    assert factors_of(leader), "the proposer alone does nothing"
    assert way(client, "/admin/inbox/") == ""
    confirmer.post(url, {"decision": "agree"})
    assert factors_of(leader) == []
    assert codes_left(leader) == 0
    assert way(client, "/admin/inbox/") == "/admin/login/", "every sign-in of the person is over"
    assert way(signed_in(leader)) == FACTORS
    drain_outbox()
    told = [message.body for message in mail.outbox if message.to == [leader.email]]
    assert any("等待另一人确认" in body for body in told)
    assert any("已重置" in body for body in told)
    assert AuditEvent.objects.filter(action="申请重置二次验证", actor=editor).exists()
    assert AuditEvent.objects.filter(action="重置二次验证：已重置", actor=head).exists()


def test_who_may_not_reset(people: tuple[User, User, User], bureau: Staffed) -> None:
    editor, head, leader = people
    for actor, person in ((bureau.reviewer, leader), (editor, editor), (head, bureau.editor)):
        with pytest.raises(FactorError):
            propose_reset(person, actor, "原因")
    reset = propose_reset(leader, editor, "手机丢失")
    with pytest.raises(FactorError, match="等待确认"):
        propose_reset(leader, head, "又一次")
    for actor in (editor, bureau.reviewer, leader):
        with pytest.raises(FactorError):
            decide_reset(reset, actor, agrees=True)
    assert len(factors_of(leader)) == 1


def test_a_person_of_the_centre_does_not_confirm_the_own_reset(people: tuple[User, User, User]) -> None:
    editor, head, _leader = people
    app_of(editor)
    reset = propose_reset(editor, head, "手机丢失")
    with pytest.raises(FactorError, match="其他同事"):
        decide_reset(reset, editor, agrees=True)


def test_a_reset_is_refused_or_runs_out(people: tuple[User, User, User], clock: time_machine.Traveller) -> None:
    editor, head, leader = people
    reset = propose_reset(leader, editor, "手机丢失")
    decide_reset(reset, head, agrees=False)
    reset.refresh_from_db()
    assert reset.outcome == ResetOutcome.REFUSED
    with pytest.raises(FactorError, match="已经处理"):
        decide_reset(reset, head, agrees=True)
    late = propose_reset(leader, editor, "手机丢失")
    clock.shift(timedelta(days=3, minutes=1))
    with pytest.raises(FactorError, match="已过期"):
        decide_reset(late, head, agrees=True)
    assert len(factors_of(leader)) == 1


def test_whoever_runs_the_server_opens_the_door_when_nobody_else_can(bureau: Staffed) -> None:
    client = verified(bureau.leader)
    call_command("reset_second_factor", bureau.leader.username, reason="全部丢失", stdout=StringIO())
    assert factors_of(bureau.leader) == []
    assert way(client, "/admin/inbox/") == "/admin/login/"
    assert AuditEvent.objects.get(action="重置二次验证：在服务器上").reason == "全部丢失"
    drain_outbox()
    assert "全部丢失" in mail.outbox[-1].body
    with pytest.raises(CommandError, match="没有这个账号"):
        call_command("reset_second_factor", "nobody", reason="x")
