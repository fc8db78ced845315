"""A button that is pressed twice, or by two people at once: one press counts, the others are told so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction

from hub.double_submission import ALREADY_DONE
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction, RemovalKind
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import propose_removal
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.pages.models.article_page import ArticlePage
from tests.factories import UnitFactory, column_of, draft, published
from tests.staffed import Staffed
from tests.story import DECLARATION, article_form, browser_of, said, send, waiting_step
from tests.threads import together

AT_ONCE = 3
Press = tuple[AbstractBaseUser, str, dict[str, Any]]
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def pressed(person: AbstractBaseUser, url: str, data: dict[str, Any]) -> list[Any]:
    """The answers to one button pressed three times at once, and once more a little later.

    In forms that were opened three times: of one form the middleware takes the first press alone.
    """
    browsers = [browser_of(person) for _ in range(AT_ONCE + 1)]
    for each in browsers:
        each.raise_request_exception = False
    post = partial(Client.post, path=url, data=data, headers={"referer": f"http://portal.localhost{url}"})
    answers = together(*(partial(post, each) for each in browsers[:AT_ONCE]))
    return [*answers, post(browsers[-1])]


def describe(answer: Any) -> str:
    if isinstance(answer, Exception):
        return repr(answer)
    failed = answer.exc_info[1] if getattr(answer, "exc_info", None) else ""
    return f"{answer.status_code} {said(answer)} {failed!r}"


@pytest.fixture
def unit(threaded_db: None, bureau: Staffed) -> Staffed:
    return bureau


def sent(unit: Staffed, **fields: Any) -> ArticlePage:
    page = draft(unit.column, unit.editor, **fields)
    send(unit.editor, page)
    return page


def test_send(unit: Staffed) -> None:
    page = draft(unit.column, unit.editor)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answers = pressed(unit.editor, url, article_form() | {"action-submit": "1"})
    assert {each.status_code for each in answers[:AT_ONCE]} == {302}
    assert sum(ALREADY_DONE in said(each) for each in answers[:AT_ONCE]) == AT_ONCE - 1
    assert LedgerEntry.objects.of(page).filter(action=LedgerAction.SUBMITTED).count() == 1
    assert OfficeTaskState.objects.filter(is_open=True).count() == 1


def test_approve(unit: Staffed) -> None:
    page = sent(unit)
    seen = content_digest(waiting_step(page).revision.as_object())
    data = {"action": "approve", "comment": "", "declaration": DECLARATION, "seen": seen}
    answers = pressed(unit.reviewer, reverse("inbox:item", args=[waiting_step(page).pk]), data)
    assert {each.status_code for each in answers} == {302}
    assert LedgerEntry.objects.of(page).filter(action=LedgerAction.APPROVED).count() == 1


def test_take_back(unit: Staffed) -> None:
    page = sent(unit)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answers = pressed(unit.editor, url, article_form() | {"action-cancel-workflow": "1"})
    assert {each.status_code for each in answers} <= {200, 302}
    assert LedgerEntry.objects.of(page).filter(action=LedgerAction.WITHDRAWN).count() == 1


def test_one_form_counts_once(unit: Staffed) -> None:
    """Also where nothing in the data would forbid it twice."""
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", unit.column.pk])
    form = article_form() | {"action-submit": "1", "csrfmiddlewaretoken": "of this form"}
    browser = browser_of(unit.editor)
    answers = [browser.post(url, form), browser.post(url, form)]
    assert [each.status_code for each in answers] == [302, 302]
    assert ALREADY_DONE in said(answers[1])
    assert ArticlePage.objects.child_of(unit.column).count() == 1
    browser.post(url, form | {"title": "另一篇"})
    assert ArticlePage.objects.child_of(unit.column).count() == 2, "gone back and changed"


def test_a_form_that_was_refused_may_be_sent_again(unit: Staffed) -> None:
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", unit.column.pk])
    form = article_form(title="") | {"csrfmiddlewaretoken": "of this form"}
    browser = browser_of(unit.editor)
    assert [browser.post(url, form).status_code for _ in range(2)] == [200, 200]


class GivenUp(Exception):
    sqlstate = "40P01"


@pytest.mark.parametrize(("cause", "status"), [(GivenUp(), 302), (None, 503)], ids=["deadlock", "database is away"])
def test_of_two_that_wait_for_each_other_one_is_told(
    unit: Staffed, monkeypatch: pytest.MonkeyPatch, cause: Exception | None, status: int
) -> None:
    def move(*arguments: object, **options: object) -> None:
        raise OperationalError("deadlock detected") from cause

    page, there = draft(unit.column, unit.editor), column_of(unit.site, "news/notices")
    monkeypatch.setattr(MovePageAction, "execute", move)
    browser = browser_of(unit.editor)
    browser.raise_request_exception = False
    answer = browser.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, there.pk]))
    assert answer.status_code == status
    assert (ALREADY_DONE in said(answer)) is (status == 302)


def test_propose_and_settle(unit: Staffed) -> None:
    page = published(unit.column)
    url = reverse("removals:propose", args=[page.pk, RemovalKind.UNPUBLISH])
    answers = pressed(unit.editor, url, {"reason": "内容有误"})
    assert RemovalRequest.objects.count() == 1
    assert {each.status_code for each in answers} <= {200, 302}
    decision = RemovalRequest.objects.get()
    data = {"action": "approve", "comment": ""}
    answers = pressed(unit.leader, reverse("inbox:removal", args=[decision.pk]), data)
    assert {each.status_code for each in answers} <= {200, 302}
    assert LedgerEntry.objects.of(page).filter(action=LedgerAction.UNPUBLISHED).count() == 1


def test_delegate(unit: Staffed) -> None:
    today = timezone.localdate()
    data = {
        "delegate": unit.principal.pk,
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=3)).isoformat(),
        "reason": "",
    }
    answers = pressed(unit.leader, reverse("inbox:delegate"), data)
    assert {each.status_code for each in answers} <= {200, 302}
    assert Delegation.objects.count() == 1


def walk(unit: Staffed, centre: AbstractBaseUser) -> Iterator[tuple[str, Press]]:
    """Every other button: what it is, who presses it, where, and what is sent. Made when it is its turn."""
    column, editor, leader = unit.column, unit.editor, unit.leader
    form = article_form()
    yield "add and send", (
        editor, reverse("wagtailadmin_pages:add", args=["pages", "articlepage", column.pk]),
        form | {"action-submit": "1"},
    )  # fmt: skip
    yield "save", (editor, reverse("wagtailadmin_pages:edit", args=[draft(column, editor).pk]), form)
    page = sent(unit)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    yield "take back", (editor, edit, form | {"action-cancel-workflow": "1"})
    page = sent(unit)
    yield "return", (
        unit.reviewer, reverse("inbox:item", args=[waiting_step(page).pk]), {"action": "reject", "comment": "请补充"}
    )  # fmt: skip
    yield "send again", (editor, reverse("wagtailadmin_pages:edit", args=[page.pk]), form | {"action-submit": "1"})
    page = draft(column, editor)
    yield "copy", (
        editor, reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {"new_title": "副本", "new_slug": "fu-ben", "new_parent_page": column.pk, "copy_subpages": "", "alias": ""},
    )  # fmt: skip
    there = column_of(unit.site, "news/notices")
    yield "move", (editor, reverse("wagtailadmin_pages:move_confirm", args=[page.pk, there.pk]), {})
    yield "delete", (editor, reverse("wagtailadmin_pages:delete", args=[page.pk]), {})
    for kind in (RemovalKind.DELETE, RemovalKind.UNPUBLISH):
        decision = propose_removal(published(column, title=f"撤{kind}"), kind, editor, "内容有误")
        yield f"settle {kind}", (leader, reverse("inbox:removal", args=[decision.pk]), {"action": "approve"})
    today = timezone.localdate()
    delegation = Delegation.objects.create(
        appointment=Appointment.objects.get(person=leader),
        delegate=unit.principal, starts_on=today, ends_on=today,
    )  # fmt: skip
    yield "end delegation", (leader, reverse("inbox:end_delegation", args=[delegation.pk]), {})
    new = UnitFactory(code="neu", short_name="新部门")
    url = reverse("provisioning:site", args=[new.pk])
    yield "create site", (centre, url, {"where": "host", "host": "neu.localhost"})
    yield "to channel", (centre, url, {"where": "channel", "host": ""})
    yield "to host", (centre, url, {"where": "host", "host": "neu.localhost"})
    yield "guide", (editor, reverse("annual_report:make_guide", args=[unit.unit.pk]), {})
    yield "report", (editor, reverse("annual_report:make_report", args=[unit.unit.pk, today.year - 1]), {})
    exempt = reverse("coverage:propose", args=[unit.unit.pk, "150401"])
    yield "exemption", (editor, exempt, {"reason": "没有这项业务"})
    document = published(column_of(unit.site, "documents"), title="旧办法")
    yield "supersede", (editor, reverse("opencat_versions:supersede", args=[document.pk]), {})
    yield "translate", (editor, reverse("translation:languages", args=[document.pk]), {"variant": "en"})
    unit_form = {"name": "新单位", "short_name": "新", "code": "xin", "category": "government", "sort_order": "5"}
    yield "add a unit", (centre, reverse("unit:add"), unit_form)
    yield "delete a unit", (centre, reverse("unit:delete", args=[UnitFactory(code="weg").pk]), {})


def test_every_other_button(unit: Staffed, centre: dict[Office, Any]) -> None:
    wrong = {}
    for name, press in walk(unit, centre[Office.CENTRE_HEAD]):
        answers = pressed(*press)
        if bad := [
            describe(each) for each in answers if isinstance(each, Exception) or each.status_code not in {200, 302}
        ]:
            wrong[name] = bad
    assert wrong == {}
