"""A category that does not apply to a unit: proposed by one, decided by another, ended again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hub.models import AuditEvent, User
from opencat.coverage.actions import (
    ExemptionRefused,
    decide_exemption,
    end_exemption,
    propose_exemption,
    withdraw_exemption,
)
from opencat.coverage.matrix import load_matrix
from opencat.enums import CoverageState, ExemptionStatus
from opencat.models import Category, CoverageExemption
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from tests.factories import UnitFactory, appoint, centre_unit
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
Login = Callable[[User], Client]
Centre = dict[Office, User]


def category(code: str = "150202") -> Category:
    return Category.objects.get(code=code)


def state_of(unit: Unit, code: str = "150202") -> CoverageState:
    (row,) = load_matrix({unit.pk}).rows
    cell = row.cell(code)
    assert cell is not None
    return cell.state


def test_an_editor_asks_and_the_centre_agrees(centre: Centre, bureau: Staffed, login: Login) -> None:
    editor, head = login(bureau.editor), login(centre[Office.CENTRE_HEAD])
    url = reverse("coverage:propose", args=[bureau.unit.pk, "150202"])
    assert editor.post(url, {"reason": "本局没有表格下载"}).status_code == 302
    exemption = CoverageExemption.objects.get()
    page = editor.get(reverse("coverage:unit", args=[bureau.unit.pk])).content.decode()
    assert "待网络信息中心决定" in page
    assert state_of(bureau.unit) == CoverageState.EMPTY
    assert "本局没有表格下载" in head.get(reverse("coverage:exemptions")).content.decode()
    answer = head.post(reverse("coverage:exemption", args=[exemption.pk]), {"action": "approve", "comment": ""})
    assert answer.status_code == 302
    assert state_of(bureau.unit) == CoverageState.NOT_APPLICABLE
    page = editor.get(reverse("coverage:unit", args=[bureau.unit.pk])).content.decode()
    assert "本局没有表格下载" in page
    actions = list(AuditEvent.objects.filter(unit_code="jyj").order_by("pk").values_list("action", "actor"))
    assert actions == [("申请不适用", bureau.editor.pk), ("同意不适用", centre[Office.CENTRE_HEAD].pk)]


def test_a_reason_is_required(bureau: Staffed, login: Login) -> None:
    url = reverse("coverage:propose", args=[bureau.unit.pk, "150202"])
    response = login(bureau.editor).post(url, {"reason": "  "})
    assert "请写明理由" in response.content.decode()
    assert not CoverageExemption.objects.exists()


def test_a_refusal_says_why_and_one_may_ask_again(centre: Centre, bureau: Staffed, login: Login) -> None:
    exemption = propose_exemption(bureau.unit, category(), bureau.editor, "没有")
    url = reverse("coverage:exemption", args=[exemption.pk])
    client = login(centre[Office.CENTRE_EDITOR])
    assert "请写明不同意的理由" in client.post(url, {"action": "refuse"}).content.decode()
    client.post(url, {"action": "refuse", "comment": "贵局有办事表格"})
    exemption.refresh_from_db()
    assert (exemption.status, exemption.comment) == (ExemptionStatus.REFUSED, "贵局有办事表格")
    assert state_of(bureau.unit) == CoverageState.EMPTY
    assert propose_exemption(bureau.unit, category(), bureau.editor, "再次说明").pk != exemption.pk


def test_who_proposed_it_does_not_decide(centre: Centre, bureau: Staffed, login: Login) -> None:
    editor, head = centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD]
    exemption = propose_exemption(bureau.unit, category(), editor, "没有")
    with pytest.raises(ExemptionRefused, match="申请人本人不能决定"):
        decide_exemption(exemption, editor, approve=True)
    page = login(editor).get(reverse("coverage:exemption", args=[exemption.pk])).content.decode()
    assert "同意不适用" not in page
    decide_exemption(exemption, head, approve=True)
    assert state_of(bureau.unit) == CoverageState.NOT_APPLICABLE


def test_units_and_administrators_do_not_decide(centre: Centre, bureau: Staffed, other_bureau: Staffed) -> None:
    exemption = propose_exemption(bureau.unit, category(), bureau.editor, "没有")
    administrator = User.objects.create_superuser("root", "root@test.localhost")
    for person in (bureau.editor, bureau.leader, other_bureau.editor, administrator):
        with pytest.raises(ExemptionRefused):
            decide_exemption(exemption, person, approve=True)


def test_only_writers_of_the_unit_and_the_centre_propose(bureau: Staffed, other_bureau: Staffed) -> None:
    for person in (other_bureau.editor, bureau.leader, bureau.reviewer):
        with pytest.raises(ExemptionRefused, match="不负责"):
            propose_exemption(bureau.unit, category(), person, "没有")


def test_a_category_that_does_not_bind_the_unit(bureau: Staffed) -> None:
    with pytest.raises(ExemptionRefused, match="不适用于这类网站"):
        propose_exemption(bureau.unit, category("140101"), bureau.editor, "没有")


def test_another_unit_s_proposal_is_not_shown(bureau: Staffed, other_bureau: Staffed, login: Login) -> None:
    exemption = propose_exemption(bureau.unit, category(), bureau.editor, "本局内情")
    client = login(other_bureau.editor)
    assert client.get(reverse("coverage:exemption", args=[exemption.pk])).status_code == 302
    assert client.post(reverse("coverage:exemption", args=[exemption.pk]), {"action": "withdraw"}).status_code == 302
    assert "本局内情" not in client.get(reverse("coverage:exemptions")).content.decode()
    exemption.refresh_from_db()
    assert exemption.status == ExemptionStatus.WAITING


def test_asking_twice_is_refused_kindly(bureau: Staffed, login: Login) -> None:
    propose_exemption(bureau.unit, category(), bureau.editor, "没有")
    url = reverse("coverage:propose", args=[bureau.unit.pk, "150202"])
    assert "已有申请" in login(bureau.editor).post(url, {"reason": "又来"}).content.decode()


def test_taken_back_before_and_ended_after_the_decision(centre: Centre, bureau: Staffed) -> None:
    head = centre[Office.CENTRE_HEAD]
    first = propose_exemption(bureau.unit, category(), bureau.editor, "没有")
    withdraw_exemption(first, bureau.editor)
    with pytest.raises(ExemptionRefused, match="已经处理过了"):
        decide_exemption(first, head, approve=True)
    second = propose_exemption(bureau.unit, category(), bureau.editor, "没有")
    decide_exemption(second, head, approve=True)
    with pytest.raises(ExemptionRefused, match="请写明理由"):
        end_exemption(second, head, " ")
    end_exemption(second, head, "新设了审批职能")
    assert state_of(bureau.unit) == CoverageState.EMPTY
    propose_exemption(bureau.unit, category(), bureau.editor, "职能又划走了")
    assert AuditEvent.objects.filter(action="终止不适用", reason="新设了审批职能").exists()


def test_a_second_click_says_that_it_is_done(centre: Centre, bureau: Staffed, login: Login) -> None:
    exemption = propose_exemption(bureau.unit, category(), bureau.editor, "没有")
    client, url = login(centre[Office.CENTRE_HEAD]), reverse("coverage:exemption", args=[exemption.pk])
    client.post(url, {"action": "approve"})
    assert "已经处理过了" in client.post(url, {"action": "refuse", "comment": "不"}).content.decode()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_asks_at_the_same_moment_is_told() -> None:
    unit = UnitFactory(code="jyj")
    person = appoint(centre_unit(), Office.CENTRE_EDITOR)
    wanted = category()
    barrier = Barrier(4)

    def ask(_number: int) -> str:
        barrier.wait()
        try:
            propose_exemption(unit, wanted, person, "没有")
        except ExemptionRefused as refused:
            return str(refused)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(ask, range(4)))
    assert answers.count("done") == 1
    assert sum("已有申请" in answer for answer in answers) == 3
    assert CoverageExemption.objects.count() == 1
