"""What an author sees of the own work: why it came back, what a leader has still to decide, what is planned."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from sites.approval.models.removal_request import RemovalRequest
from sites.pages.models.article_page import ArticlePage
from tests.factories import draft, published
from tests.staffed import Staffed
from tests.story import approve, browser_of, edit, send, settle

pytestmark = pytest.mark.django_db
REASON = "第三段的数字请核对"


def editor_page(place: Staffed, page: ArticlePage) -> str:
    return browser_of(place.editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def panel(place: Staffed, name: str) -> str:
    html = browser_of(place.editor).get("/admin/").content.decode()
    found = BeautifulSoup(html, "html.parser").select_one(f"section[aria-labelledby=panel-{name}]")
    return found.get_text(" ", strip=True) if found else ""


def test_the_reason_of_a_return_stays_until_the_page_is_sent_again(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, title="退回的稿件")
    send(bureau.editor, page)
    assert "退回（" not in editor_page(bureau, page)
    settle(bureau.reviewer, page, "reject", comment=REASON)
    for _look in range(2):
        shown = editor_page(bureau, page)
        assert f"{bureau.reviewer} 在保密审查退回（" in shown
        assert REASON in shown
    edit(bureau.editor, page)
    assert REASON in editor_page(bureau, page), "a saved draft is not yet sent"
    edit(bureau.editor, page, action="submit")
    assert "退回（" not in editor_page(bureau, page)


def test_what_the_leader_has_still_to_decide_is_seen_by_who_asked(bureau: Staffed) -> None:
    page = published(bureau.column, title="要撤下的信息")
    assert panel(bureau, "asked") == ""
    browser_of(bureau.editor).post(reverse("removals:propose", args=[page.pk, "unpublish"]), {"reason": "内容过时"})
    assert "撤下《要撤下的信息》" in panel(bureau, "asked")
    assert "内容过时" in panel(bureau, "asked")
    assert "已申请撤下（内容过时），等待分管领导决定" in editor_page(bureau, page)
    assert "已申请" not in editor_page(bureau, published(bureau.column, title="别的信息"))


def test_another_units_request_is_not_shown(bureau: Staffed, other_bureau: Staffed) -> None:
    page = published(bureau.column, title="要撤下的信息")
    browser_of(bureau.editor).post(reverse("removals:propose", args=[page.pk, "unpublish"]), {"reason": "内容过时"})
    assert panel(other_bureau, "asked") == ""


def test_what_is_approved_and_planned_is_no_unsent_draft(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, title="明天的公告", go_live_at=timezone.now() + timedelta(days=1))
    assert "明天的公告" in panel(bureau, "drafts")
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    assert "明天的公告" in panel(bureau, "planned")
    assert "明天的公告" not in panel(bureau, "drafts")


def test_what_was_taken_down_says_so_among_the_drafts(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, title="撤过的信息")
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    browser_of(bureau.editor).post(reverse("removals:propose", args=[page.pk, "unpublish"]), {"reason": "过时"})
    decision = reverse("inbox:removal", args=[RemovalRequest.objects.get().pk])
    browser_of(bureau.leader).post(decision, {"action": "approve", "comment": ""})
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert "撤过的信息 市教育局 工作动态、新闻 已撤下" in panel(bureau, "drafts")
    assert panel(bureau, "asked") == ""
