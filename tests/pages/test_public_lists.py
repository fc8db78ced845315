"""What a visitor finds in columns, topics and homes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from sites.organisation.enums import UnitCategory
from sites.pages.enums import ListLayout
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.link_page import LinkPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, column_of, draft, published
from tests.staffed import Staffed
from tests.visits import PUBLISHED, get, image, text


def test_columns_show_their_count_of_items(bureau: Staffed) -> None:
    """Art. 12."""
    for _ in range(3):
        published(bureau.column)
    draft(bureau.column, bureau.editor)
    published(column_of(bureau.site, "organisation/leaders"), LeaderPage(title="某示例", position="局长"))
    found = get("/news/")
    assert text(found.select_one(".page-head__count")) == "共3条信息"
    assert "工作动态3条" in [text(each) for each in found.select(".tiles a")]
    assert "公告通告通知0条" in [text(each) for each in found.select(".tiles a")]
    counts = {text(each) for each in get("/").select(".tiles a")}
    assert {"政务动态3条", "机构设置1条"} <= counts


def laid_out(bureau: Staffed, layout: ListLayout, **fields: Any) -> BeautifulSoup:
    column = published(bureau.site.home.specific, ColumnPage(title="栏目", slug=f"c-{layout}", layout=layout))
    for number in range(2):
        page = ArticlePage(
            title=f"信息{number}",
            source="本局",
            summary=f"摘要{number}",
            cover=image(bureau),
            document_number=f"〔2014〕{number}号",
            written_on=date(2013 + number, 6, 16),
            first_published_at=PUBLISHED,
        )
        published(column, page)
    return get(f"/c-{layout}/")


def test_a_plain_column_lists_titles_with_dates(bureau: Staffed) -> None:
    rows = laid_out(bureau, ListLayout.PLAIN).select("main .notice-list li")
    assert [text(each) for each in rows] == ["信息12014-06-16", "信息02014-06-16"]


def test_a_column_with_pictures_shows_picture_and_summary(bureau: Staffed) -> None:
    rows = laid_out(bureau, ListLayout.PICTURES).select("main .picture-list > li")
    assert ["摘要1" in text(rows[0]), "摘要0" in text(rows[1])] == [True, True]
    # Beside its title the picture is decoration; a text for it would be read twice.
    assert [(each.img["alt"], each.img["loading"], each.img["width"]) for each in rows] == [("", "lazy", "480")] * 2


def test_a_column_of_cards_shows_pictures(bureau: Staffed) -> None:
    assert [text(each.a) for each in laid_out(bureau, ListLayout.CARDS).select("main .card:has(img)")] == [
        "信息1",
        "信息0",
    ]


def test_a_column_by_year_groups_and_narrows(bureau: Staffed) -> None:
    found = laid_out(bureau, ListLayout.BY_YEAR)
    assert [text(each) for each in found.select("main h3")] == ["2014年", "2013年"]
    assert "〔2014〕1号" in text(found.select_one("main .notice-list"))
    narrowed = get("/c-by_year/?year=2013")
    assert [text(each.a) for each in narrowed.select("main .notice-list li")] == ["信息0"]
    assert text(narrowed.select_one('.years [aria-current="true"]')) == "2013年"
    assert len(get("/c-by_year/?year=nonsense").select("main .notice-list li")) == 2


def test_a_long_column_has_pages(bureau: Staffed) -> None:
    for number in range(21):
        published(bureau.column, title=f"信息{number}", first_published_at=PUBLISHED + timedelta(hours=number))
    first = get("/news/activities/")
    assert [each["href"] for each in first.select(".pagination a[rel=next]")] == ["?page=2"]
    assert text(first.select_one('.pagination [aria-current="page"]')) == "1"
    second = get("/news/activities/?page=2")
    assert [text(each.h3) for each in second.select("main .picture-list > li")] == ["信息0"]
    assert get("/news/activities/?page=nonsense").select_one(".pagination a[rel=next]") is not None


def test_an_empty_column_says_so(bureau: Staffed) -> None:
    assert "本栏目暂无已发布的信息。" in get("/guides/").get_text()


def test_leaders_topics_and_links_have_their_place(bureau: Staffed) -> None:
    leaders = column_of(bureau.site, "organisation/leaders")
    profile = LeaderPage(title="某示例", position="局长", duties="主持全面工作", portrait=image(bureau))
    profile = published(leaders, profile)
    published(leaders, LinkPage(title="省教育厅", address="https://edu.example/"))
    found = get("/organisation/leaders/")
    assert text(found.select_one(".leader-card")) == "某示例局长"
    assert "edu.example" in found.select_one(".links a")["href"]  # by way of the leaving notice
    page = get(profile.get_url())
    assert text(page.h1) == "某示例"
    assert "主持全面工作" in text(page.main)
    assert page.select_one("main img")["alt"] == "某示例的照片"


def test_a_topic_collects_what_the_group_has_published(bureau: Staffed, other_bureau: Staffed) -> None:
    topic = TopicPage(title="防汛专题", summary="汛期信息")
    topic.collected_tags.add("防汛")
    topic = published(bureau.site.home.specific, topic)
    page = ArticlePage(title="财政局防汛资金", source="市财政局", first_published_at=PUBLISHED)
    page.tags.add("防汛")
    page = published(other_bureau.column, page)
    published(bureau.column, title="无关信息")
    found = get(topic.get_url())
    assert text(found.select_one("main .notice-list")) == "财政局防汛资金市财政局2014-06-16"
    assert (
        found.select_one("main .notice-list a")["href"] == f"http://portal.localhost/czj/news/activities/{page.slug}/"
    )


@pytest.mark.parametrize("host", ["portal.localhost", "jyj.localhost", "yonghe.localhost"])
def test_homes_show_the_newest_of_their_own_site(portal: Staffed, bureau: Staffed, host: str) -> None:
    town = UnitFactory(code="yonghe", name="兴宁市永和镇人民政府", short_name="永和镇", category=UnitCategory.TOWN)
    sites = {"portal.localhost": portal.site, "jyj.localhost": bureau.site, "yonghe.localhost": create_site(town)}
    for name, site in sites.items():
        column = ColumnPage.objects.child_of(site.home).get(slug="news")
        published(column, title=f"{name}的信息", cover=image(bureau))
    found = get("/", host)
    shown = {text(each) for each in found.select("main h3 a, main .notice-list a")}
    assert shown == {f"{host}的信息"}
    assert found.select_one("main img") is not None
    assert found.select_one('.main-navigation [aria-current="page"]').get_text() == "首页"


def test_a_new_home_says_that_nothing_is_published_yet(bureau: Staffed) -> None:
    assert "本站暂无已发布的信息。" in get("/").get_text()
