"""Two people write at one thing: nobody's work is lost without a word."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from hub.models import User
from hub.variants.enums import Variant
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.pages.translation.drafts import start_translation
from tests.differences import versions
from tests.factories import UserFactory, appoint, draft
from tests.staffed import Staffed
from tests.story import article_form, browser_of, send

REFUSED = "没有保存：您打开以后"


@pytest.fixture
def colleague(bureau: Staffed) -> User:
    return appoint(bureau.unit, Office.EDITOR, person=UserFactory(username="colleague"))


@pytest.fixture
def page(bureau: Staffed) -> ArticlePage:
    return draft(bureau.column, bureau.editor, title="原来的标题")


def edit_url(page: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def stamp(html: str) -> dict[str, str]:
    """What the opened form says about the version that it was made of."""
    fields = BeautifulSoup(html, "html.parser").select("input[name^=loaded_]")
    return {each["name"]: each["value"] for each in fields}


def opened(client: Client, url: str) -> dict[str, str]:
    found = stamp(client.get(url).content.decode())
    assert found
    return found


def saved(client: Client, page: ArticlePage, stamp: dict[str, str], title: str, **fields: Any) -> HttpResponse:
    return client.post(edit_url(page), article_form(title) | stamp | fields)


def newest(page: ArticlePage) -> str:
    return Revision.objects.for_instance(page).order_by("-created_at", "-pk")[0].as_object().title


@pytest.mark.parametrize("button", ["", "action-submit"])
def test_an_old_form_is_refused(bureau: Staffed, colleague: User, page: ArticlePage, button: str) -> None:
    first, second = browser_of(bureau.editor), browser_of(colleague)
    old = opened(second, edit_url(page))
    assert saved(first, page, opened(first, edit_url(page)), "同事先存的标题").status_code == 302
    pressed = {button: "1"} if button else {}
    response = saved(second, page, old, "后来写的标题", **pressed)
    assert response.status_code == 200
    html = response.content.decode()
    shown = BeautifulSoup(html, "html.parser")
    message = shown.select_one(".messages").get_text(" ")
    assert REFUSED in message
    assert [each["value"] for each in shown.select("input[name=title]")] == ["后来写的标题"], "kept"
    difference = shown.select_one(".messages .hub-diff")
    assert versions(difference) == ("原来的标题", "同事先存的标题")
    assert shown.select_one(f".messages a[href='{edit_url(page)}']")
    assert newest(page) == "同事先存的标题"
    assert not LedgerEntry.objects.of(page).exists()
    again = saved(second, page, stamp(html), "后来写的标题", **pressed)
    assert REFUSED in again.content.decode(), "what is shown again is still of the old version"
    assert newest(page) == "同事先存的标题"
    assert saved(second, page, opened(second, edit_url(page)), "在最新内容上改").status_code == 302
    assert newest(page) == "在最新内容上改"


def test_a_form_made_before_there_was_any_version(bureau: Staffed, colleague: User, page: ArticlePage) -> None:
    ArticlePage.objects.filter(pk=page.pk).update(latest_revision=None)
    Revision.objects.for_instance(page).delete()
    first, second = browser_of(bureau.editor), browser_of(colleague)
    old = opened(second, edit_url(page))
    assert old == {"loaded_revision_id": ""}
    assert saved(first, page, opened(first, edit_url(page)), "先存").status_code == 302
    assert REFUSED in saved(second, page, old, "后存").content.decode()
    assert newest(page) == "先存"


def test_a_version_that_an_editor_wrote_over_by_itself(bureau: Staffed, colleague: User, page: ArticlePage) -> None:
    """Saving by itself keeps the version's number: its time tells."""
    first, second = browser_of(bureau.editor), browser_of(colleague)
    headers = {"Accept": "application/json"}
    own = opened(first, edit_url(page))
    answer = first.post(edit_url(page), article_form("存了一半") | own, headers=headers).json()
    old = opened(second, edit_url(page))
    own |= {"overwrite_revision_id": str(answer["revision_id"])}
    assert first.post(edit_url(page), article_form("存完了") | own, headers=headers).json()["success"]
    assert stamp(second.get(edit_url(page)).content.decode())["loaded_revision_id"] == old["loaded_revision_id"]
    html = saved(second, page, old, "后来写的标题").content.decode()
    assert REFUSED in html
    assert "最新内容与您填写的不同之处" in html
    assert second.post(edit_url(page), article_form("自动存") | old, headers=headers).json()["success"] is False
    assert newest(page) == "存完了"


def test_taking_back_saves_nothing_of_an_old_form(bureau: Staffed, page: ArticlePage) -> None:
    client = browser_of(bureau.editor)
    old = opened(client, edit_url(page))
    page.title = "送审的标题"
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    client.post(edit_url(page), article_form("旧表单") | old | {"action-cancel-workflow": "1"})
    assert ArticlePage.objects.get(pk=page.pk).current_workflow_state is None
    assert newest(page) == "送审的标题"


def test_an_earlier_version_brought_back_is_no_way_around(bureau: Staffed, colleague: User, page: ArticlePage) -> None:
    earlier = page.latest_revision
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, earlier.pk])
    first, second = browser_of(bureau.editor), browser_of(colleague)
    assert saved(first, page, opened(first, edit_url(page)), "第二版").status_code == 302
    old = opened(second, url)
    assert saved(first, page, opened(first, edit_url(page)), "第三版").status_code == 302
    assert REFUSED in second.post(url, article_form("第一版") | old).content.decode()
    assert newest(page) == "第三版"
    assert second.post(url, article_form("第一版") | opened(second, url)).status_code == 302
    assert newest(page) == "第一版"


def test_an_earlier_version_is_sent_with_all_checks(bureau: Staffed, page: ArticlePage) -> None:
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, page.latest_revision.pk])
    client = browser_of(bureau.editor)
    form = article_form("没有来源", source="") | opened(client, url) | {"action-submit": "1"}
    client.post(url, form)
    assert not LedgerEntry.objects.of(page).exists()


def test_an_old_form_of_a_translation(bureau: Staffed, colleague: User, page: ArticlePage) -> None:
    translated = start_translation(page, Variant.TRADITIONAL, bureau.editor)
    url = reverse("translation:text", args=[translated.pk])
    first, second = browser_of(bureau.editor), browser_of(colleague)

    def form(client: Client) -> dict[str, str]:
        shown = BeautifulSoup(client.get(url).content, "html.parser").select("textarea, input[name=loaded_values]")
        return {each["name"]: each.get("value") or each.text for each in shown}

    old, other = form(second), form(first)
    name = next(each for each in other if each.startswith("segment-"))
    assert first.post(url, other | {name: "同事的譯文"}).status_code == 302
    for action in ("save", "send"):
        html = second.post(url, old | {name: "後來的譯文", "action": action}).content.decode()
        shown = BeautifulSoup(html, "html.parser")
        assert "没有保存：您打开以后" in html
        assert shown.select_one(".hub-diff ins").text == "同事的譯文"
        assert shown.select_one(f"[name={name}]").text.strip() == "後來的譯文", "kept"
        assert form(second)[name] == "同事的譯文"
        assert shown.select_one("[name=loaded_values]")["value"] == old["loaded_values"]
    assert second.post(url, form(second) | {name: "後來的譯文"}).status_code == 302
    assert form(first)[name] == "後來的譯文"
