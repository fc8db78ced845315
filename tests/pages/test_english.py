"""Under /en/: a translated page in an English frame, or the Chinese page with a word about it in English."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.utils import timezone

from hub.variants.enums import Variant
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.english import english_site
from sites.website.enums import NoticeKind
from sites.website.models.site_notice import SiteNotice
from tests.factories import published
from tests.pages.translating import begin, send_form, translated, written
from tests.staffed import Staffed
from tests.story import approve
from tests.visits import get, queries, text

HAN = re.compile("[\u4e00-\u9fff]")
TABLE = {
    "data": [["项目", "2014"], ["修路", "30"]],
    "first_row_is_table_header": True,
    "table_header_choice": "row",
    "table_caption": "",
    "first_col_is_header": False,
}
BODY: list[tuple[str, Any]] = [("paragraph", "<p>修路期间请绕行。</p>"), ("table", TABLE)]
ARTICLE = {
    "修路通知": "Road works",
    "市教育局": "Education Bureau",
    "修路期间请绕行。": "Please take another way.",
    "项目": "Item",
    "修路": "Roads",
}


def put_into_english(bureau: Staffed, page: GroupPage, texts: dict[str, str]) -> None:
    """Translated by the editor, approved by the leader."""
    begin(bureau.editor, page, Variant.ENGLISH)
    translation = translated(page, Variant.ENGLISH)
    send_form(bureau.editor, translation, "send", **written(page, texts))
    approve(translation, [bureau.reviewer, bureau.leader])


@pytest.fixture
def article(bureau: Staffed) -> ArticlePage:
    return published(bureau.column, title="修路通知", slug="road", source="市教育局", body=BODY)


@pytest.fixture
def in_english(bureau: Staffed, article: ArticlePage) -> ArticlePage:
    put_into_english(bureau, article, ARTICLE)
    return article


def chinese_left(page: BeautifulSoup) -> list[str]:
    """Chinese that is not marked as Chinese."""
    for marked in page.find_all(lang=re.compile("^zh")):
        marked.decompose()
    return [found.strip() for found in page.body.find_all(string=HAN)]


def test_a_translated_page_is_english_throughout(in_english: ArticlePage) -> None:
    page = get("/en/news/activities/road/")
    assert page.html["lang"] == "en"
    assert text(page.h1) == "Roadworks"
    assert [text(cell) for cell in page.select("main th, main td")] == ["Item", "2014", "Roads", "30"]
    assert page.select_one("main a[hreflang=zh-Hans]")["href"].partition("?")[0] == "/news/activities/road/"
    assert chinese_left(page) == []


def test_links_stay_in_english(in_english: ArticlePage) -> None:
    page = get("/en/news/activities/road/")
    assert page.select_one(".site-header__name")["href"] == "/en/"
    canonical = page.select_one("link[rel=canonical]")["href"]
    assert canonical.endswith("/en/news/activities/road/")


def test_without_a_translation_the_chinese_page_says_so_in_english(bureau: Staffed, article: ArticlePage) -> None:
    page = get("/en/news/activities/road/")
    assert page.html["lang"] == "zh-Hans"
    assert text(page.h1) == "修路通知"
    notice = page.select_one("main [lang=en]")
    assert "This page is not available in English" in notice.get_text()
    assert notice.a["href"].partition("?")[0] == "/news/activities/road/"
    assert page.select_one("link[rel=canonical]")["href"].endswith("localhost/news/activities/road/")


def test_a_site_without_anything_in_english_says_so(bureau: Staffed) -> None:
    for path in ("/en/", "/en/news/activities/"):
        assert "not available in English" in get(path).select_one("main [lang=en]").get_text()


def test_no_notice_where_nothing_was_asked_for_in_english(article: ArticlePage) -> None:
    for path in ("/news/activities/road/", "/zh-hant/news/activities/road/"):
        assert get(path).select("main [lang=en]") == []


def test_the_home_lists_what_there_is_in_english(bureau: Staffed, in_english: ArticlePage) -> None:
    home = bureau.site.home.specific
    put_into_english(bureau, home, {home.title: "Education Bureau of Xingning"})
    put_into_english(bureau, bureau.column, {bureau.column.title: "Events"})
    published(bureau.column, title="只有中文", slug="chinese-only")
    page = get("/en/")
    assert text(page.h1) == "EducationBureauofXingning"
    assert [(link.get_text(), link["href"]) for link in page.select("main .notice-list a")] == [
        ("Road works", "/en/news/activities/road/")
    ]
    assert page.select_one("nav[aria-label=Sections] a")["href"] == "/en/news/activities/"
    assert chinese_left(page) == []
    crumbs = [text(crumb) for crumb in get("/en/news/activities/road/").select(".breadcrumb li")]
    assert crumbs == ["Home", "Events", "Roadworks"]


def test_the_portal_does_not_list_its_channels_pages(portal: Staffed, other_bureau: Staffed) -> None:
    page = published(other_bureau.column, title="修路通知", slug="road", source="市教育局", body=BODY)
    put_into_english(other_bureau, page, ARTICLE)
    request = RequestFactory().get("/", SERVER_NAME="portal.localhost")
    assert english_site(portal.site.home, request).entries == []
    assert [entry.title for entry in english_site(other_bureau.site.home, request).entries] == ["Road works"]


def test_errors_are_in_english(bureau: Staffed) -> None:
    page = get("/en/no/such/page/", status=404)
    assert page.html["lang"] == "en"
    assert text(page.h1) == "Pagenotfound"
    assert chinese_left(page) == []


def test_variants_cost_one_query_more_for_the_translation(bureau: Staffed, in_english: ArticlePage) -> None:
    """test_query_budgets.py holds the source's figures; English pages list less, and ask for their own list once."""
    path = "/news/activities/road/"
    source = queries(path)
    assert queries(f"/zh-hant{path}") <= source + 2  # the translation, and the table of corrections
    assert queries(f"/en{path}") <= source + 2  # the translation, and what the site has in English


def test_an_english_page_shows_notices_and_opens_the_accessible_view(in_english: ArticlePage) -> None:
    now = timezone.now()
    SiteNotice.objects.create(
        kind=NoticeKind.EMERGENCY, message="台风红色预警", starts_at=now, ends_at=now + timedelta(hours=1)
    )
    found = get("/en/news/activities/road/")
    assert found.html["lang"] == "en"
    assert found.find(string=re.compile("台风红色预警")).find_parent(lang="zh-Hans")
    assert "mode=accessible" in found.find("a", string="Accessible view")["href"]
