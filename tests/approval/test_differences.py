"""What a leader, and who compares versions, reads of a change: only what changed, against what is public first."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.urls import reverse

from hub.models import User
from sites.approval.inbox.differences import compared
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.differences import versions
from tests.factories import draft, published
from tests.staffed import Staffed
from tests.story import approve, browser_of, send, settle, waiting_step
from tests.visits import document, image, text

BODY: list[tuple[str, Any]] = [
    ("paragraph", "<p>第一段没有变化，读的人不必再读一遍。</p>"),
    ("heading", {"text": "总则", "level": "2"}),
    ("table", {"data": [["项目", "金额"], ["修路", "100"], ["架桥", "200"]], "first_row_is_table_header": True}),
]


@pytest.fixture
def page(bureau: Staffed) -> ArticlePage:
    """A public one."""
    page = draft(bureau.column, bureau.editor, title="工作办法", body=BODY)
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    return ArticlePage.objects.get(pk=page.pk)


def change(bureau: Staffed, page: ArticlePage, **values: Any) -> ArticlePage:
    found = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(found, name, value)
    found.save_revision(user=bureau.editor)
    return found


def item(person: User, page: ArticlePage) -> BeautifulSoup:
    url = reverse("inbox:item", args=[waiting_step(page).pk])
    return BeautifulSoup(browser_of(person).get(url).content, "html.parser")


def sections(shown: BeautifulSoup) -> list[str]:
    return [text(each).partition("（")[0] for each in shown.select("h2") if text(each).startswith("与")]


def field(shown: BeautifulSoup, label: str) -> Tag:
    (found,) = [each for each in shown.select(".hub-diff") if text(each.strong) == label]
    return found


def test_a_first_publication_is_read_and_not_compared(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, title="第一次")
    send(bureau.editor, page)
    shown = item(bureau.reviewer, page)
    assert sections(shown) == []
    assert not shown.select(".hub-diff")


def test_a_word_in_a_public_article(bureau: Staffed, page: ArticlePage) -> None:
    body = page.get_latest_revision_as_object().body
    body[1].value["text"] = "总责"
    body[2].value["data"][1][1] = "150"
    change(bureau, page, body=body)
    send(bureau.editor, page)
    shown = item(bureau.reviewer, page)
    assert sections(shown) == ["与公开的版本相比"]
    assert [text(each.strong) for each in shown.select(".hub-diff")] == ["正文"]
    difference = field(shown, "正文")
    assert [each.text for each in difference.select("del")] == ["则", "100"]
    assert [each.text for each in difference.select("ins")] == ["责", "150"]
    assert "不必再读" not in difference.text
    assert "架桥" not in difference.text
    assert "标题文字" not in difference.text
    assert [text(each) for each in difference.select("thead th")] == ["行", "项目", "金额"]


def test_the_public_version_first_then_what_one_knows(bureau: Staffed, page: ArticlePage) -> None:
    change(bureau, page, title="工作办法（试行）")
    send(bureau.editor, page)
    settle(bureau.reviewer, page, "reject", comment="名称不对")
    change(bureau, page, title="工作办法（暂行）")
    settled = ArticlePage.objects.get(pk=page.pk)
    settled.current_workflow_state.cancel(user=bureau.editor)
    send(bureau.editor, page)
    shown = item(bureau.reviewer, page)
    assert sections(shown) == ["与公开的版本相比", "与您上次处理的版本相比"]
    public, own = shown.select(".hub-diff")
    assert versions(public) == ("工作办法", "工作办法（暂行）")
    assert versions(own) == ("工作办法（试行）", "工作办法（暂行）")
    approve(page, [bureau.reviewer])
    assert sections(item(bureau.leader, page)) == ["与公开的版本相比"], "what the leader decided on is public"


def test_what_no_form_has_is_shown_too(bureau: Staffed, page: ArticlePage) -> None:
    changed = change(bureau, page, search_description="给搜索引擎的话", slug="other-name")
    found = {each.label: each.html for each in compared(ArticlePage.objects.get(pk=page.pk), changed)}
    assert "给搜索引擎的话" in "".join(found.values())
    assert "other-name" in "".join(found.values())


def test_files_rows_and_choices(bureau: Staffed, page: ArticlePage) -> None:
    found = page.get_latest_revision_as_object()
    found.attachments.add(ArticleAttachment(document=document(bureau, "附表.pdf"), title="附表"))
    found.cover = image(bureau, "封面照片")
    found.tags.add("政务公开")
    found.is_major = True
    found.validity = "abolished"
    found.issuing_units = [bureau.unit]
    found.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    shown = item(bureau.reviewer, page)
    assert "第1行新增" in text(field(shown, "附件"))
    assert "附表.pdf" in field(shown, "附件").text
    assert "封面照片（picture" in field(shown, "列表配图").text
    assert field(shown, "列表配图").img
    assert text(field(shown, "关键词").ins) == "政务公开"
    assert versions(field(shown, "重大信息")) == ("否", "是")
    assert versions(field(shown, "有效性"))[1] == "废止" or "废止" in versions(field(shown, "有效性"))[1]
    assert text(field(shown, "制发机关").ins) == str(bureau.unit)


def test_who_compares_versions_reads_the_same(bureau: Staffed, page: ArticlePage) -> None:
    change(bureau, page, title="工作办法（试行）")
    url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
    shown = BeautifulSoup(browser_of(bureau.editor).get(url).content, "html.parser")
    assert [text(each.strong) for each in shown.select(".hub-diff")] == ["标题"]
    assert versions(field(shown, "标题")) == ("工作办法", "工作办法（试行）")
    same = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "live"])
    assert "这两个版本没有不同" in browser_of(bureau.editor).get(same).content.decode()


def test_another_units_versions_are_not_compared(bureau: Staffed, other_bureau: Staffed, page: ArticlePage) -> None:
    url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    assert browser_of(other_bureau.editor).get(url).status_code in (302, 403, 404)
    assert published(other_bureau.column).live
