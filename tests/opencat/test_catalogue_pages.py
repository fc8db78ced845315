"""The public catalogue as citizens use it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from opencat.catalogue.facet_index import held
from opencat.catalogue.facets import Choice
from opencat.catalogue.query import CatalogueQuery
from opencat.catalogue.selection import asked_of_database, public_entries, select
from opencat.enums import LinkKind
from opencat.models import Category, DocumentLink
from opencat.templatetags.catalogue import facet_choices
from sites.pages.enums import DisclosureKind, Validity
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, draft, published
from tests.opencat.test_catalogue_data import csv_rows
from tests.staffed import Staffed
from tests.story import relocate
from tests.visits import get, text

pytestmark = pytest.mark.django_db
PORTAL = "portal.localhost"


def titles(page: BeautifulSoup) -> list[str]:
    return [each.get_text(strip=True) for each in page.select(".catalogue-list__item h3 a")]


def counts(page: BeautifulSoup, facet: str) -> dict[str, int]:
    """What one reads beside the choices of a facet."""
    details = next(each for each in page.select(".facet") if each.summary.get_text(strip=True) == facet)
    found = {}
    for link in details.select("a"):
        label = link.span.find(string=True, recursive=False)
        found[str(label).strip()] = int(link.select_one(".facet__count").find(string=True, recursive=False))
    return found


def total(page: BeautifulSoup) -> int:
    return int(page.select_one(".page-head__count strong").get_text().replace(",", ""))


def test_what_is_entered_cannot_become_markup() -> None:
    choice = Choice("x", "<b>教育</b>", 1, '?a="><script>', parts=[Choice("y", "&amp;", 2, "?b")], is_open=True)
    markup = facet_choices({"request": RequestFactory().get("/<i>/")}, [choice], "<u>")
    found = BeautifulSoup(markup, "html.parser")
    assert found.select("b, script, i, u") == []
    assert [text(link.span) for link in found.select("a")] == ["<b>教育</b>", "&amp;"]
    assert [link["href"] for link in found.select("a")] == ['/<i>/?a="><script>', "/<i>/?b"]


@pytest.fixture
def documents(bureau: Staffed, other_bureau: Staffed, portal: Staffed) -> dict[str, ArticlePage]:
    """Some of everything, in three units."""
    rules, news = column_of(bureau.site, "documents"), bureau.column
    rows: dict[str, tuple[Any, dict[str, Any]]] = {
        "rules": (rules, {"document_number": "兴市教〔2019〕7号", "written_on": date(2019, 5, 1), "genre": "notice"}),
        "old": (rules, {"written_on": date(2012, 1, 1), "validity": Validity.ABOLISHED, "theme": "education"}),
        "ended": (rules, {"written_on": date(2012, 1, 1), "ceases_on": date(2020, 1, 1), "audience": "students"}),
        "hidden": (rules, {"disclosure_kind": DisclosureKind.ON_REQUEST, "body": [], "written_on": date(2021, 1, 1)}),
        "news": (news, {"written_on": date(2021, 3, 1)}),
        "finance": (column_of(other_bureau.site, "documents"), {"written_on": date(2021, 6, 1)}),
        "portal": (column_of(portal.site, "news/notices"), {"written_on": date(2021, 7, 1)}),
    }
    return {name: published(column, title=f"文件{name}", **fields) for name, (column, fields) in rows.items()}


def test_a_unit_s_host_begins_with_the_unit_and_the_group_is_one_click_away(documents: dict[str, ArticlePage]) -> None:
    page = get("/opencat/")
    assert total(page) == 5
    widen = page.find("a", string="查看全市")["href"]
    assert widen == "/opencat/?unit=all"
    everywhere = get(widen)
    assert total(everywhere) == 7
    # The scope stays in every link of the page.
    assert all("unit=" in link["href"] for link in everywhere.select(".facet a[href*='year=']"))
    assert total(get("/opencat/?unit=czj")) == 1
    assert total(get("/opencat/", PORTAL)) == 7
    assert total(get("/opencat/?unit=czj", PORTAL)) == 1


def test_each_facet_narrows_and_leads_back(documents: dict[str, ArticlePage]) -> None:
    asked = {
        "category=1504": {"文件rules", "文件old", "文件ended", "文件hidden"},
        "category=150401": {"文件rules", "文件old", "文件ended", "文件hidden"},
        "category=1505": {"文件news"},
        "year=2012": {"文件old", "文件ended"},
        "state=abolished": {"文件old"},
        "state=expired": {"文件ended"},
        "kind=on_request": {"文件hidden"},
        "genre=notice": {"文件rules"},
        "theme=education": {"文件old"},
        "audience=students": {"文件ended"},
        "q=rules": {"文件rules"},
        "unit=czj": {"文件finance"},
    }
    for query, expected in asked.items():
        page = get(f"/opencat/?{query}")
        found = {each.removesuffix("已废止").removesuffix("已失效") for each in titles(page)}
        assert found == expected, query
        assert total(page) == len(expected)
        chip = page.select_one(".chip")
        assert total(get(chip["href"])) == 5, query


def test_counts_say_what_a_click_gives(documents: dict[str, ArticlePage]) -> None:
    """Every choice of every facet, from a page with something chosen: the number beside it is what is found there."""
    for start in ("/opencat/?unit=all", "/opencat/?unit=all&year=2012", "/opencat/?year=2021&category=1504"):
        page = get(start)
        links = [link for link in page.select(".facet a") if not link.has_attr("aria-current")]
        assert links
        for link in links:
            said = int(link.select_one(".facet__count").find(string=True, recursive=False))
            assert said == total(get(link["href"])) > 0, link


def test_a_facet_counts_without_its_own_choice(documents: dict[str, ArticlePage]) -> None:
    page = get("/opencat/?unit=all&state=abolished&year=2012")
    assert counts(page, "有效性") == {"已失效": 1, "已废止": 1}
    assert counts(page, "成文年份") == {"2012 年": 1}
    assert counts(page, "单位") == {"市教育局": 1}


def test_memory_and_database_agree(documents: dict[str, ArticlePage]) -> None:
    categories = {each.pk: each for each in Category.objects.all()}
    policy = Category.objects.get(code="1504")
    for asked in (
        CatalogueQuery(),
        CatalogueQuery(category=policy, state="in_force"),
        CatalogueQuery(year=2012),
        CatalogueQuery(kind="on_request"),
    ):
        known = select(asked, held(), categories).count()
        assert known == public_entries().with_state().filter(asked_of_database(asked)).count()


def test_a_line_says_what_the_document_is(documents: dict[str, ArticlePage]) -> None:
    line = get("/opencat/?q=rules").select_one(".catalogue-list__item")
    page = ArticlePage.objects.get(pk=documents["rules"].pk)
    said = text(line)
    for part in ("兴市教〔2019〕7号", page.index_number, "市教育局", "政策性文件", "2019-05-01"):
        assert part in said
    assert line.h3.a["href"] == page.get_url().removeprefix("http://jyj.localhost")
    elsewhere = get("/opencat/?unit=czj").select_one(".catalogue-list__item h3 a")["href"]
    assert elsewhere.startswith("http://portal.localhost/czj/")


def test_what_is_disclosed_on_request_leads_to_the_request(documents: dict[str, ArticlePage]) -> None:
    line = get("/opencat/?kind=on_request").select_one(".catalogue-list__request")
    assert "依申请公开" in text(line)
    response_url = line.a["href"]
    assert response_url == "/opencat/request/jyj/"
    get(response_url, status=302)
    get("/opencat/request/nobody/", status=404)


@pytest.mark.parametrize("spelling", ["兴市教〔2019〕7号", "兴市教[2019]7号", "興市教（２０１９）第7號"])
def test_a_document_number_is_found_in_every_spelling(documents: dict[str, ArticlePage], spelling: str) -> None:
    assert titles(get(f"/opencat/?q={spelling}")) == ["文件rules"]


def test_words_of_the_title_and_index_numbers(documents: dict[str, ArticlePage], bureau: Staffed) -> None:
    other = published(bureau.column, title="环境保护检查Report（二）")
    assert titles(get("/opencat/?q=保护 环境")) == [other.title]
    assert titles(get("/opencat/?q=環境保護")) == [other.title]
    assert titles(get("/opencat/?q=report(二)")) == [other.title]
    assert titles(get(f"/opencat/?q={ArticlePage.objects.get(pk=other.pk).index_number}")) == [other.title]
    assert titles(get("/opencat/?q=没有这个")) == []


def test_interpreted_documents(documents: dict[str, ArticlePage], bureau: Staffed) -> None:
    assert "政策解读" not in [text(each.summary) for each in get("/opencat/").select(".facet")]
    reading = ArticlePage(title="一图读懂", source="市教育局", category=None)
    reading.document_links.add(DocumentLink(kind=LinkKind.INTERPRETS, target=documents["rules"]))
    published(bureau.column, reading)
    assert titles(get("/opencat/?interpreted=1")) == ["文件rules"]
    assert counts(get("/opencat/"), "政策解读") == {"有政策解读": 1}


def test_the_four_orders(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    for title, day, number in (("乙", 3, "兴市教〔2020〕3号"), ("甲", 5, ""), ("丙", 4, "兴市教〔2021〕3号")):
        published(column, title=title, written_on=date(2020, 1, day), document_number=number)
    assert titles(get("/opencat/")) == ["丙", "甲", "乙"]
    assert titles(get("/opencat/?sort=written")) == ["甲", "丙", "乙"]
    assert titles(get("/opencat/?sort=title")) == ["丙", "甲", "乙"]  # by their sounds: bing, jia, yi
    assert titles(get("/opencat/?sort=number")) == ["丙", "乙", "甲"]


def test_pages_hold_every_document_once(bureau: Staffed) -> None:
    for number in range(45):
        published(bureau.column, title=f"第{number}条")
    seen = [title for number in (1, 2, 3) for title in titles(get(f"/opencat/?page={number}"))]
    assert seen == [f"第{number}条" for number in range(44, -1, -1)]
    page = get("/opencat/?page=2&sort=written")
    assert "sort=written" in page.select_one(".pagination a")["href"]


def test_a_change_shows_at_once(documents: dict[str, ArticlePage], bureau: Staffed) -> None:
    before = counts(get("/opencat/"), "有效性")
    page = ArticlePage.objects.get(pk=documents["old"].pk)
    page.unpublish()
    assert total(get("/opencat/")) == 4
    assert "已废止" not in counts(get("/opencat/"), "有效性")
    published(bureau.column, title="新文件")
    assert counts(get("/opencat/"), "有效性")["现行有效"] == before["现行有效"] + 1
    ArticlePage.objects.get(pk=documents["news"].pk).delete()
    assert "文件news" not in titles(get("/opencat/"))
    assert total(get("/opencat/")) == 4


def test_what_is_not_public_is_not_even_counted(documents: dict[str, ArticlePage], bureau: Staffed) -> None:
    draft(bureau.column, bureau.editor, title="未发布的草稿")
    column = column_of(bureau.site, "documents")
    PageViewRestriction.objects.create(page=column, restriction_type=PageViewRestriction.LOGIN)
    page = get("/opencat/")
    assert titles(page) == ["文件news"]
    assert total(page) == 1
    assert set(counts(page, "成文年份")) == {"2021 年"}
    assert titles(get("/opencat/?q=rules")) == []
    assert titles(get("/opencat/?q=兴市教〔2019〕7号")) == []
    number = ArticlePage.objects.get(pk=documents["rules"].pk).index_number
    get(f"/opencat/n/{number}/", status=410)
    assert csv_rows("/opencat/data/1504.csv") == []
    assert "文件rules" not in get("/opencat/statistics/?by=category").get_text()


@pytest.mark.parametrize(
    "query",
    [
        "page=1000000000",
        "page=-3",
        "page=x&sort=x&state=x&kind=not_a_kind&genre=x&year=20x&unit=nobody&category=9999&interpreted=x",
        "year=99999999999999999999",
        "year=２０２１",
        "q=%00%27%22%3Cscript%3E",
        "q=" + "长" * 5000,
        "q=〔〕",
        "unit[]=jyj&category[]=1501",
        "state=in_force&state=x",
        "category=14' OR 1=1",
    ],
)
def test_nonsense_is_not_asked(documents: dict[str, ArticlePage], query: str) -> None:
    page = get(f"/opencat/?{query}")
    assert not page.select("script:not([src]):not([type='application/ld+json'])")
    if "q=" not in query:
        assert total(page) == 5
        assert not page.select(".chip")


def test_permanent_links_follow_the_document(documents: dict[str, ArticlePage], bureau: Staffed, client: Any) -> None:
    page = ArticlePage.objects.get(pk=documents["rules"].pk)
    link = f"/opencat/n/{page.index_number}/"
    answer = client.get(link, headers={"host": "jyj.localhost"})
    assert (answer.status_code, answer["Location"]) == (302, page.get_url().removeprefix("http://jyj.localhost"))
    there = client.get(link, headers={"host": PORTAL})
    assert there["Location"] == page.full_url
    relocate(bureau, page, column_of(bureau.site, "other"))
    moved = client.get(link, headers={"host": "jyj.localhost"})
    assert moved["Location"].startswith("/other/")
    ArticlePage.objects.get(pk=page.pk).unpublish()
    assert "撤下" in get(link, status=410).h1.get_text()
    for unknown in ("441481-jyj-150401-2020-99999", "x", "%00", "a/b"):
        get(f"/opencat/n/{unknown}/", status=404)


def test_a_kept_number_with_a_slash_has_a_link_too(bureau: Staffed, client: Any) -> None:
    page = published(column_of(bureau.site, "documents"), title="旧文件", index_number="007/2014-19")
    answer = client.get("/opencat/n/007/2014-19/", headers={"host": "jyj.localhost"})
    assert answer["Location"] == page.get_url().removeprefix("http://jyj.localhost")


def test_the_page_is_found_under_its_clean_address(documents: dict[str, ArticlePage]) -> None:
    page = get("/opencat/?utm=x&category=1504&state=nonsense")
    assert page.select_one("link[rel=canonical]")["href"] == "http://jyj.localhost/opencat/?category=1504"
    assert page.title.get_text().startswith("政策性、规范性文件_政府信息公开目录")
    assert page.select_one("meta[name=description]")["content"]
    assert page.select_one("meta[name=SiteName]")
    assert not page.select("meta[name=robots]")
    assert get("/opencat/?category=1504&year=2012").select_one("meta[name=robots]")["content"] == "noindex, follow"
    assert [text(each) for each in page.select(".breadcrumb li")] == ["首页", "政府信息公开", "公开目录"]


STRIP = ["公开目录", "公开指南", "公开年报", "机构与领导", "公开统计", "数据下载", "依申请公开"]


def test_every_site_leads_to_its_catalogue(documents: dict[str, ArticlePage]) -> None:
    assert get("/").select_one(".site-footer a[href='/opencat/']")
    assert get("/czj/", PORTAL).select_one(".site-footer a[href='/opencat/?unit=czj']")
    assert get("/?display=elder").select_one(".elder-footer a[href='/opencat/']")
    for path in ("/disclosure/", "/disclosure/guide/", "/opencat/", "/opencat/data/", "/opencat/statistics/"):
        links = {text(each): each["href"] for each in get(path).select(".disclosure-strip a")}
        assert list(links) == STRIP, path
    assert not get("/news/").select(".disclosure-strip")
    channel = {text(each): each["href"] for each in get("/czj/disclosure/", PORTAL).select(".disclosure-strip a")}
    assert channel["公开目录"] == "/opencat/?unit=czj"


def test_categories_have_an_address(documents: dict[str, ArticlePage], client: Any) -> None:
    answer = client.get("/opencat/category/1504/?unit=all", headers={"host": "jyj.localhost"})
    assert answer["Location"] == "/opencat/?category=1504&unit=all"
    get("/opencat/category/9999/", status=404)
    get("/opencat/category/x/", status=404)


def test_the_form_asks_for_the_same_as_the_links(documents: dict[str, ArticlePage]) -> None:
    """Without JavaScript: what is chosen stands in the form, and what the form has no field for goes along."""
    form = get("/opencat/?unit=all&year=2012&kind=proactive&sort=title&q=文件").select_one(".catalogue-form")
    chosen = {each["name"]: each.select_one("option[selected]") for each in form.select("select")}
    assert chosen["year"]["value"] == "2012"
    assert form.select_one("input[type=hidden][name=sort]")["value"] == "title"
    assert form.select_one("input[type=hidden][name=kind]")["value"] == "proactive"
    assert form.select_one("input[name=q]")["value"] == "文件"


def test_no_other_way_in_than_reading(client: Any, portal: Staffed) -> None:
    for path in ("/opencat/", "/opencat/data/", "/opencat/data/1401.csv", "/opencat/statistics/"):
        assert client.post(path, headers={"host": PORTAL}).status_code == 405
