"""What a visitor sees of an article."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from sites.pages.enums import Validity
from tests.factories import draft, published
from tests.staffed import Staffed
from tests.visits import PUBLISHED, article_with_every_block, get, is_served, text


def test_an_article_says_where_it_comes_from_and_when_it_was_published(bureau: Staffed) -> None:
    """Art. 12."""
    found = get(article_with_every_block(bureau).get_url())
    assert text(found.h1) == "关于印发办法的通知"
    byline = text(found.select_one(".byline"))
    for part in (
        "信息来源市教育局",
        "作者某示例",
        "编辑某编辑",
        "发布时间2014-06-1609:30",
        "成文日期2014-06-10",
        "索引号007/2014-19",
    ):
        assert part in byline
    assert found.select_one(".byline time")["datetime"].startswith("2014-06-16T09:30")
    assert "兴市府办〔2014〕19号" in text(found.select_one("header.article__head"))
    assert "政务公开" in text(found.select_one(".keywords"))


def test_every_kind_of_block_is_shown(bureau: Staffed) -> None:
    body = get(article_with_every_block(bureau).get_url()).select_one(".article__body")
    assert "正文第一段。" in text(body)
    assert [text(each) for each in body.select("h2, h3")] == ["第一章总则", "第一节", "图集"]
    provision = body.select_one(".provision")
    assert text(provision) == "第一条为了公开。"
    assert provision.a["href"] == f"#{provision['id']}"
    assert text(body.select_one("caption")) == "项目表"
    assert [each["scope"] for each in body.select("th")] == ["col", "col"]
    assert [text(each) for each in body.select("td")] == ["修路", ""]
    assert text(body.select_one("blockquote")) == "公开为常态。"
    assert body.select_one("video track")["kind"] == "captions"
    assert "大家好。" in text(body.select_one(".video details"))


def test_pictures_carry_their_alternative_text_and_their_size(bureau: Staffed) -> None:
    pictures = get(article_with_every_block(bureau).get_url()).select(".article__body img")
    assert [each["alt"] for each in pictures] == ["山坡上的梯田", "石桥", "水库"]
    assert [(each["width"], each["height"]) for each in pictures] == [("960", "640"), ("480", "320"), ("480", "320")]


def test_attachments_name_their_type_and_size(bureau: Staffed) -> None:
    found = get(article_with_every_block(bureau).get_url())
    assert "申请表（PDF，2.0KB）" in text(found.select_one(".attachment-line"))
    attachments = found.select_one(".article__attachments")
    assert "办法全文（PDF，2.0KB）" in text(attachments)
    assert is_served(attachments.a["href"])


@pytest.mark.parametrize(
    ("fields", "notice"),
    [
        ({"validity": Validity.ABOLISHED, "ceases_on": date(2020, 1, 1)}, "本文件已废止（2020-01-01），内容仅供查阅。"),
        ({"validity": Validity.EXPIRED}, "本文件已失效，内容仅供查阅。"),
        ({"ceases_on": date(2020, 1, 1)}, "本文件已失效（2020-01-01），内容仅供查阅。"),
    ],
)
def test_a_document_that_no_longer_holds_says_so(bureau: Staffed, fields: dict[str, Any], notice: str) -> None:
    found = get(published(bureau.column, **fields).get_url())
    assert text(found.select_one(".notice")) == notice


def test_a_document_in_force_carries_no_notice(bureau: Staffed) -> None:
    page = published(bureau.column, ceases_on=timezone.localdate() + timedelta(days=1))
    assert get(page.get_url()).select_one(".notice") is None


def test_an_article_leads_to_the_ones_before_and_after_it(bureau: Staffed) -> None:
    made = [
        published(bureau.column, title=title, first_published_at=PUBLISHED + timedelta(days=day))
        for day, title in enumerate(["最早", "较早", "居中", "较晚"])
    ]
    draft(bureau.column, bureau.editor, title="草稿")
    links = {each["rel"][0]: text(each) for each in get(made[2].get_url()).select(".neighbours a")}
    assert links == {"prev": "上一条较早", "next": "下一条较晚"}
    links = {each["rel"][0]: text(each) for each in get(made[0].get_url()).select(".neighbours a")}
    assert links == {"next": "下一条较早"}


def test_a_neighbour_with_restricted_access_is_not_named(bureau: Staffed) -> None:
    page, secret = published(bureau.column), published(bureau.column, title="内部")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    assert "内部" not in get(page.get_url()).get_text()


def test_the_breadcrumb_leads_from_the_home_to_the_page(bureau: Staffed) -> None:
    found = get(published(bureau.column).get_url())
    trail = found.select_one('nav[aria-label="面包屑导航"]')
    assert "您现在的位置" in text(trail)
    assert [text(each) for each in trail.select("li")] == ["首页", "政务动态", "工作动态", "已发布的信息"]
    assert [each["href"] for each in trail.select("a")] == ["/", "/news/", "/news/activities/"]


def test_the_breadcrumb_of_a_channel_begins_at_the_channel(other_bureau: Staffed) -> None:
    page = published(other_bureau.column)
    trail = get(page.get_url(), "portal.localhost").select_one(".breadcrumb")
    assert [each["href"] for each in trail.select("a")] == ["/czj/", "/czj/news/", "/czj/news/activities/"]


def test_a_page_that_is_not_live_cannot_be_reached(bureau: Staffed) -> None:
    get(f"/news/activities/{draft(bureau.column, bureau.editor).slug}/", status=404)
    get("/news/activities/nothing/here/", status=404)
