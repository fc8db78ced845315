"""What is no page has an editor of its own: drafts, 送审, 撤回, and proposals to take it away."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.urls import reverse

from hub.models import User
from sites.approval.enums import LedgerAction, RemovalKind
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from tests.factories import UserFactory, appoint
from tests.staffed import Staffed
from tests.story import approve, browser_of, settle
from tests.testapp.models.bulletin import Bulletin

NEW = {"title": "古树挂牌", "text": "二十棵古树已挂牌。"}


def url(name: str, *args: Any) -> str:
    return reverse(f"wagtailsnippets_testapp_bulletin:{name}", args=args)


def write(person: User, **data: Any) -> HttpResponse:
    return browser_of(person).post(url("add"), {**NEW, **data})


def edit(person: User, bulletin: Bulletin, **data: Any) -> HttpResponse:
    """As a form sends it: with what it was made of."""
    browser = browser_of(person)
    form = browser.get(url("edit", bulletin.pk)).context["form"]
    sent = {**NEW, "loaded_values": form["loaded_values"].value(), **data}
    return browser.post(url("edit", bulletin.pk), sent, follow=True)


@pytest.fixture
def bulletin(bureau: Staffed) -> Bulletin:
    write(bureau.editor, for_unit=bureau.unit.pk)
    return Bulletin.objects.get()


def test_a_writer_writes_a_draft_of_the_own_unit(bureau: Staffed, bulletin: Bulletin) -> None:
    assert bulletin.unit == bureau.unit
    assert not bulletin.live
    assert "古树挂牌" in browser_of(bureau.editor).get(url("list")).content.decode()
    assert not LedgerEntry.objects.of(bulletin).exists()


def test_the_form_knows_the_only_unit(bureau: Staffed) -> None:
    assert browser_of(bureau.editor).get(url("add")).context["form"]["for_unit"].value() == bureau.unit.pk


@pytest.mark.parametrize("chosen", ["", "other"])
def test_it_is_of_a_unit_of_ones_own(bureau: Staffed, other_bureau: Staffed, chosen: str) -> None:
    response = write(bureau.editor, for_unit=other_bureau.unit.pk if chosen else "")
    assert response.context["form"].errors["for_unit"]
    assert not Bulletin.objects.exists()


def test_the_unit_does_not_change_afterwards(bureau: Staffed, other_bureau: Staffed, bulletin: Bulletin) -> None:
    appoint(other_bureau.unit, Office.EDITOR, person=bureau.editor)
    edit(bureau.editor, bulletin, for_unit=other_bureau.unit.pk, unit=other_bureau.unit.pk)
    assert Bulletin.objects.get().unit == bureau.unit


def test_from_the_form_to_the_public(bureau: Staffed, bulletin: Bulletin) -> None:
    edit(bureau.editor, bulletin, **{"text": "二十一棵古树已挂牌。", "action-submit": "1"})
    assert not Bulletin.objects.get().live
    assert settle(bureau.reviewer, bulletin).status_code == 302
    assert settle(bureau.leader, bulletin).status_code == 302
    shown = Bulletin.objects.get()
    assert shown.live
    assert shown.text == "二十一棵古树已挂牌。"
    assert [row.action for row in LedgerEntry.objects.of(bulletin)] == [
        "submitted",
        "approved",
        "approved",
        "published",
    ]


@pytest.mark.parametrize("button", ["action-publish", "action-approve"])
def test_no_button_publishes(bureau: Staffed, bulletin: Bulletin, button: str, admin_user: User) -> None:
    for person in (bureau.editor, admin_user):
        edit(person, bulletin, **{button: "1"})
        assert not Bulletin.objects.get().live
        page = browser_of(person).get(url("edit", bulletin.pk)).content.decode()
        assert "action-submit" in page
        assert "action-publish" not in page


def test_a_draft_that_lacks_something_is_kept_and_not_sent(bureau: Staffed, bulletin: Bulletin) -> None:
    Appointment.objects.filter(unit=bureau.unit, office=Office.SECRECY_REVIEWER).delete()
    response = edit(bureau.editor, bulletin, **{"text": "三十棵。", "action-submit": "1"})
    assert "草稿已保存，但不能送审" in response.content.decode()
    assert Bulletin.objects.get().latest_revision.as_object().text == "三十棵。"
    assert not LedgerEntry.objects.of(bulletin).exists()


def test_what_is_under_approval_is_not_written_over(bureau: Staffed, bulletin: Bulletin) -> None:
    edit(bureau.editor, bulletin, **{"action-submit": "1"})
    before = Bulletin.objects.get().latest_revision_id
    edit(bureau.editor, bulletin, text="改")
    edit(bureau.editor, bulletin, **{"text": "改", "action-submit": "1"})
    assert Bulletin.objects.get().latest_revision_id == before
    assert LedgerEntry.objects.of(bulletin).count() == 1


def test_it_is_taken_back(bureau: Staffed, bulletin: Bulletin) -> None:
    edit(bureau.editor, bulletin, **{"action-submit": "1"})
    edit(bureau.editor, bulletin, **{"action-cancel-workflow": "1"})
    assert [row.action for row in LedgerEntry.objects.of(bulletin)] == ["submitted", "withdrawn"]
    edit(bureau.editor, bulletin, text="改了再送")
    assert Bulletin.objects.get().latest_revision.as_object().text == "改了再送"


def test_the_reason_of_a_return_stays_until_it_is_sent_again(bureau: Staffed, bulletin: Bulletin) -> None:
    edit(bureau.editor, bulletin, **{"action-submit": "1"})
    settle(bureau.reviewer, bulletin, "reject", comment="数量请核对")
    page = browser_of(bureau.editor).get(url("edit", bulletin.pk)).content.decode()
    assert "在保密审查退回" in page
    assert "数量请核对" in page
    edit(bureau.editor, bulletin, **{"text": "十九棵。", "action-submit": "1"})
    assert "数量请核对" not in browser_of(bureau.editor).get(url("edit", bulletin.pk)).content.decode()
    approve(bulletin, [bureau.reviewer, bureau.leader])
    assert Bulletin.objects.get().text == "十九棵。"


def test_an_old_form_is_refused(bureau: Staffed, bulletin: Bulletin) -> None:
    first = browser_of(bureau.editor)
    form = first.get(url("edit", bulletin.pk)).context["form"]
    edit(appoint(bureau.unit, Office.EDITOR, person=UserFactory()), bulletin, text="同事先改的。")
    sent = {**NEW, "text": "晚了的。", "loaded_values": form["loaded_values"].value()}
    for button in ({}, {"action-submit": "1"}):
        response = first.post(url("edit", bulletin.pk), {**sent, **button})
        assert "同事先改的" in BeautifulSoup(response.content, "html.parser").select_one(".messages").text
        assert Bulletin.objects.get().latest_revision.as_object().text == "同事先改的。"


def test_an_earlier_version_comes_back_and_writes_over_nothing(bureau: Staffed, bulletin: Bulletin) -> None:
    first = bulletin.latest_revision_id
    edit(bureau.editor, bulletin, text="改过。")
    browser, revert = browser_of(bureau.editor), url("revisions_revert", bulletin.pk, first)
    opened = BeautifulSoup(browser.get(revert).content, "html.parser").select("#w-editor-form input[name]")
    form = {**NEW, **{each["name"]: each.get("value", "") for each in opened}}
    edit(appoint(bureau.unit, Office.EDITOR, person=UserFactory()), bulletin, text="同事后来改的。")
    assert "别人保存了新的版本" in browser.post(revert, form).content.decode()
    assert Bulletin.objects.get().latest_revision.as_object().text == "同事后来改的。"
    opened = BeautifulSoup(browser.get(revert).content, "html.parser").select("#w-editor-form input[name]")
    browser.post(revert, {**NEW, **{each["name"]: each.get("value", "") for each in opened}})
    assert Bulletin.objects.get().latest_revision.as_object().text == NEW["text"]


def test_versions_are_compared_word_by_word(bureau: Staffed, bulletin: Bulletin) -> None:
    edit(bureau.editor, bulletin, text="二十一棵古树已挂牌。")
    page = browser_of(bureau.editor).get(url("revisions_compare", bulletin.pk, "earliest", "latest"))
    shown = BeautifulSoup(page.content, "html.parser").select_one(".hub-diffs .hub-diff")
    assert "内容" in shown.select_one("strong").text
    assert "一" in "".join(each.text for each in shown.select("ins"))


def test_another_unit_sees_and_keeps_nothing_of_it(bureau: Staffed, other_bureau: Staffed, bulletin: Bulletin) -> None:
    assert "古树挂牌" not in browser_of(other_bureau.editor).get(url("list")).content.decode()
    edit_url = url("edit", bulletin.pk)
    assert browser_of(other_bureau.editor).post(edit_url, {**NEW, "text": "改"}).status_code == 302
    assert Bulletin.objects.get().latest_revision.as_object().text == NEW["text"]


@pytest.mark.parametrize("kind", [RemovalKind.UNPUBLISH, RemovalKind.DELETE])
def test_what_is_public_goes_by_a_decision(bureau: Staffed, bulletin: Bulletin, kind: RemovalKind) -> None:
    edit(bureau.editor, bulletin, **{"action-submit": "1"})
    approve(bulletin, [bureau.reviewer, bureau.leader])
    proposal = reverse("removals:propose_content", args=["testapp", "bulletin", bulletin.pk, kind])
    browser = browser_of(bureau.editor)
    assert proposal in browser.get(url("edit", bulletin.pk)).content.decode()
    assert "古树挂牌" in browser.get(proposal).content.decode()
    assert browser.post(proposal, {"reason": ""}).status_code == 200
    assert browser.post(proposal, {"reason": "内容过时"}).status_code == 302
    assert "等待分管领导决定" in browser.get(url("edit", bulletin.pk)).content.decode()
    assert Bulletin.objects.get().live
    request = RemovalRequest.objects.get()
    browser_of(bureau.leader).post(reverse("inbox:removal", args=[request.pk]), {"action": "approve"})
    assert not Bulletin.objects.filter(live=True).exists()
    assert LedgerEntry.objects.of(bulletin).filter(action=LedgerAction.UNPUBLISHED).exists()


def test_a_proposal_is_for_who_may_edit(bureau: Staffed, other_bureau: Staffed, bulletin: Bulletin) -> None:
    edit(bureau.editor, bulletin, **{"action-submit": "1"})
    approve(bulletin, [bureau.reviewer, bureau.leader])
    for person in (bureau.reviewer, other_bureau.editor):
        address = reverse("removals:propose_content", args=["testapp", "bulletin", bulletin.pk, RemovalKind.DELETE])
        browser_of(person).post(address, {"reason": "删"})
    for app, model, kind in (("testapp", "bulletin", "move"), ("testapp", "tree", "delete"), ("hub", "user", "delete")):
        address = reverse("removals:propose_content", args=[app, model, bulletin.pk, kind])
        assert browser_of(bureau.editor).post(address, {"reason": "删"}).status_code in (302, 404)
    assert not RemovalRequest.objects.exists()
