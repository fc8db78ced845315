"""The short road of small corrections: opened by the unit's leader, taken by one reviewer, marked for the public."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.models import User
from opencat.models import Category
from sites.approval.actions import StepRefused
from sites.approval.audit import audit
from sites.approval.corrections.actions import set_road
from sites.approval.corrections.history import road_is_open, why_not_small
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.gate import PublicationRefused
from sites.approval.models.ledger_entry import LedgerEntry
from sites.backoffice.audit.text import lines_of
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.factories import appoint, draft
from tests.staffed import Staffed
from tests.story import approve, browser_of, said, send, settle, unapproved_content, waiting_step
from tests.visits import document

BODY = "<p>会议按排了开学前的安全检查。</p>"
CORRECT = "<p>会议安排了开学前的安全检查。</p>"


@pytest.fixture
def article(bureau: Staffed) -> ArticlePage:
    """Public by the whole way; the road is open."""
    page = draft(bureau.column, bureau.editor, title="校园安全会议", body=[("paragraph", BODY)])
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    set_road(bureau.unit, bureau.leader, opens=True)
    return ArticlePage.objects.get(pk=page.pk)


def changed(page: ArticlePage, person: User, html: str = CORRECT, **fields: Any) -> ArticlePage:
    """A draft with another paragraph; blocks keep their ids."""
    page = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    raw = list(page.body.raw_data)
    raw[0] = {**raw[0], "value": html}
    page.body = page.body.stream_block.to_python(raw)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=person)
    return page


def corrected(page: ArticlePage, person: User, html: str = CORRECT, **fields: Any) -> ArticlePage:
    page = changed(page, person, html, **fields)
    send(person, page)
    return page


def open_steps(page: ArticlePage) -> str:
    state = waiting_step(page)
    return state.step if state is not None else ""


def public_text(client: Client, page: ArticlePage) -> str:
    parts = page.get_url_parts()
    return client.get(parts[2], headers={"host": parts[1].partition("://")[2]}).content.decode()


# --- the road ---


def test_it_is_closed_until_a_leader_of_the_unit_opens_it(bureau: Staffed, other_bureau: Staffed) -> None:
    assert not road_is_open(bureau.unit)
    root = User.objects.create_superuser("root", password="x")
    for person in (bureau.editor, bureau.reviewer, other_bureau.leader, root):
        with pytest.raises(StepRefused, match="本单位今天的领导"):
            set_road(bureau.unit, person, opens=True)
    set_road(bureau.unit, bureau.principal, opens=True)
    assert road_is_open(bureau.unit)
    assert not road_is_open(other_bureau.unit)
    row = LedgerEntry.objects.get(action=LedgerAction.ROAD_OPENED)
    assert (row.actor, row.unit, row.office) == (bureau.principal, bureau.unit, Office.PRINCIPAL_LEADER)
    with pytest.raises(StepRefused, match="已经开通"):
        set_road(bureau.unit, bureau.leader, opens=True)
    set_road(bureau.unit, bureau.leader, opens=False)
    assert not road_is_open(bureau.unit)


def test_the_portal_has_none(portal: Staffed) -> None:
    with pytest.raises(StepRefused, match="门户"):
        set_road(portal.unit, portal.leader, opens=True)


def test_a_leader_opens_and_ends_it_on_a_page_of_the_inbox(bureau: Staffed, other_bureau: Staffed) -> None:
    url = reverse("inbox:corrections")
    assert "没有开通" in browser_of(bureau.leader).get(url).content.decode()
    response = browser_of(bureau.leader).post(url, {"unit": bureau.unit.pk, "action": "open"})
    assert "已开通简易更正" in said(response)[-1]
    assert browser_of(bureau.leader).post(url, {"unit": other_bureau.unit.pk, "action": "open"}).status_code == 404
    assert browser_of(bureau.leader).post(url, {"unit": "x", "action": "open"}).status_code == 404
    browser_of(bureau.leader).post(url, {"unit": bureau.unit.pk, "action": "end"})
    assert not road_is_open(bureau.unit)
    for person in (bureau.editor, bureau.reviewer):
        assert browser_of(person).get(url).status_code == 404


# --- one reviewer ---


@pytest.mark.parametrize("office", [Office.SECRECY_REVIEWER, Office.SUPERVISING_LEADER])
def test_one_reviewer_reads_what_changed_and_it_is_public_and_marked(
    article: ArticlePage, bureau: Staffed, client: Client, office: Office
) -> None:
    with time_machine.travel("2026-11-30 09:00+08:00", tick=False):
        page = corrected(article, bureau.editor)
        assert open_steps(page) == ApprovalStep.CORRECTION
        person = bureau.people[office]
        shown = browser_of(person).get(reverse("inbox:item", args=[waiting_step(page).pk])).content.decode()
        assert "<del>按</del><ins>安</ins>" in shown
        settle(person, page)
        text = public_text(client, article)
    assert "会议安排了" in text
    assert "更正于2026年11月30日" in text
    assert unapproved_content(ArticlePage.objects.get(pk=page.pk)) == ""
    rows = LedgerEntry.objects.of(article).order_by("serial")
    sent, taken, public = list(rows)[-3:]
    assert (sent.required, public.required) == ([ApprovalStep.CORRECTION], [ApprovalStep.CORRECTION])
    assert taken.get_step_display() == "更正审核"
    assert public.comment == "更正：“按”改为“安”"


def test_nobody_else_and_no_author(article: ArticlePage, bureau: Staffed, other_bureau: Staffed) -> None:
    appoint(bureau.unit, Office.SECRECY_REVIEWER, person=bureau.editor)
    page = corrected(article, bureau.editor)
    url = reverse("inbox:item", args=[waiting_step(page).pk])
    for person in (bureau.editor, bureau.principal, other_bureau.reviewer, other_bureau.leader):
        assert browser_of(person).get(url).status_code == 404
        assert settle(person, page).status_code == 404
    assert ArticlePage.objects.get(pk=page.pk).corrected_on is None


def test_the_next_change_that_goes_the_whole_way_takes_the_mark_away(article: ArticlePage, bureau: Staffed) -> None:
    page = corrected(article, bureau.editor)
    settle(bureau.reviewer, page)
    page = corrected(page, bureau.editor, "<p>另一次会议研究了学校食堂的采购。</p>")
    assert open_steps(page) == ApprovalStep.SECRECY
    approve(page, [bureau.reviewer, bureau.leader])
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.corrected_on is None
    assert unapproved_content(page) == ""


def test_the_audit_says_so(article: ArticlePage, bureau: Staffed) -> None:
    page = corrected(article, bureau.editor)
    settle(bureau.reviewer, page)
    words = "\n".join(lines_of(audit(article, timezone.localdate())))
    assert "更正：“按”改为“安”" in words
    assert "同意（更正审核）" in words


def test_the_mark_in_the_database_shows(article: ArticlePage, bureau: Staffed) -> None:
    page = corrected(article, bureau.editor)
    settle(bureau.reviewer, page)
    ArticlePage.objects.filter(pk=page.pk).update(corrected_on=date(2020, 1, 1))
    assert "更正日期" in unapproved_content(ArticlePage.objects.get(pk=page.pk))


# --- what takes the whole way ---


@pytest.mark.parametrize(
    "html",
    [
        "<p>会议安排了开学前的安全检查。</p><p>另外</p>",
        "<p>会议<b>安</b>排了开学前的安全检查。</p>",
        '<p>会议<a href="https://example.com/">安</a>排了开学前的安全检查。</p>',
        "<p>会议按排了开学前的不安全检查。</p>",
        "<p>会议按排了开学前的安全检查&#8203;。</p>",
        "<p>会议按排了开学前的安全检查3。</p>",
    ],
)
def test_structure_links_and_meaning(article: ArticlePage, bureau: Staffed, html: str) -> None:
    assert open_steps(corrected(article, bureau.editor, html)) == ApprovalStep.SECRECY


def test_text_in_a_link(article: ArticlePage, bureau: Staffed) -> None:
    link = '<p>见<a href="https://example.com/">安排</a>的说明。</p>'
    page = corrected(article, bureau.editor, link)
    approve(page, [bureau.reviewer, bureau.leader])
    assert why_not_small(changed(page, bureau.editor, link.replace("安排", "按排")))
    assert why_not_small(changed(page, bureau.editor, link.replace("说明", "说朋"))) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"summary": "摘要"}, {"source": "市教玉局"}, {"is_major": True}, {"document_number": "兴市府办〔2014〕19号"},
        {"subtitle": "副"}, {"author": "某"},
        {"is_emergency": True, "emergency_reason": "暴雨"},
    ],
)  # fmt: skip
def test_another_field(article: ArticlePage, bureau: Staffed, fields: dict[str, Any]) -> None:
    assert why_not_small(changed(article, bureau.editor, **fields))


def test_a_file(article: ArticlePage, bureau: Staffed) -> None:
    page = changed(article, bureau.editor)
    page.attachments.create(document=document(bureau))
    assert why_not_small(page)


def test_a_normative_document(article: ArticlePage, bureau: Staffed) -> None:
    assert why_not_small(changed(article, bureau.editor)) == []
    Category.objects.filter(columns=bureau.column).update(asks_number=True)
    assert "规范性文件" in "".join(why_not_small(changed(article, bureau.editor)))


def test_names_of_office_holders_and_units(article: ArticlePage, bureau: Staffed) -> None:
    bureau.leader.last_name, bureau.leader.first_name = "安排", ""
    bureau.leader.save()
    assert "姓名" in "".join(why_not_small(changed(article, bureau.editor)))


def test_small_ones_do_not_add_up(article: ArticlePage, bureau: Staffed) -> None:
    page = corrected(article, bureau.editor, "<p>会议安排了开学前的安全检查，红黄蓝绿青橙紫。</p>")
    assert open_steps(page) == ApprovalStep.CORRECTION
    settle(bureau.reviewer, page)
    page = corrected(page, bureau.editor, "<p>会议安排了开学前的安全检查，红黄蓝绿青橙紫黑白灰棕。</p>")
    assert open_steps(page) == ApprovalStep.SECRECY


def test_a_draft_that_was_never_public(article: ArticlePage, bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    send(bureau.editor, page)
    assert open_steps(page) == ApprovalStep.SECRECY


# --- the road is another one when it is decided ---


def test_ended_meanwhile_it_needs_the_whole_way(article: ArticlePage, bureau: Staffed) -> None:
    page = corrected(article, bureau.editor)
    set_road(bureau.unit, bureau.principal, opens=False)
    with pytest.raises(StepRefused, match="未经保密审查、分管领导审核"):
        approve(page, [bureau.reviewer])
    with pytest.raises(PublicationRefused):
        page.get_latest_revision().publish()


def test_opened_meanwhile_what_was_sent_goes_the_way_it_was_sent(article: ArticlePage, bureau: Staffed) -> None:
    set_road(bureau.unit, bureau.principal, opens=False)
    page = corrected(article, bureau.editor)
    assert open_steps(page) == ApprovalStep.SECRECY
    set_road(bureau.unit, bureau.principal, opens=True)
    approve(page, [bureau.reviewer, bureau.leader])
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.corrected_on is None
    assert "会议安排了" in str(page.body)


def test_returned_and_written_anew_it_is_judged_anew(article: ArticlePage, bureau: Staffed) -> None:
    page = corrected(article, bureau.editor)
    settle(bureau.reviewer, page, "reject", comment="再看看")
    state = ArticlePage.objects.get(pk=page.pk).current_workflow_state
    state.cancel(user=bureau.editor)
    page = corrected(page, bureau.editor, "<p>另一次会议研究了学校食堂的采购。</p>")
    assert open_steps(page) == ApprovalStep.SECRECY
