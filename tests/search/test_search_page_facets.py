"""Narrowing what was found: facets with true counts, chips that take a choice back, the advanced form; help."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from opencat.models import Category
from search.content_key import page_keys
from search.enums import Extraction
from search.indexing import note_changes
from search.models import BestBet, ExtractedText
from sites.pages.enums import Validity
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.visits import document, get, queries, text

Indexed = Callable[[], int]


def counts(page: BeautifulSoup, facet: str) -> dict[str, int]:
    """What one reads beside the choices of a facet."""
    details = next((each for each in page.select(".facet") if text(each.h3) == facet), None)
    found = {}
    for link in details.select("a") if details else ():
        label = link.span.find(string=True, recursive=False)
        found[str(label).strip()] = int(link.select_one(".facet__count").find(string=True, recursive=False))
    return found


def total(page: BeautifulSoup) -> int:
    found = page.select_one(".search-count strong")
    return int(found.get_text().replace(",", "")) if found else 0


@pytest.fixture
def world(bureau: Staffed, other_bureau: Staffed, indexed: Indexed) -> dict[str, ArticlePage]:
    """Some of everything, in two units."""
    rules = column_of(bureau.site, "documents")
    rows: dict[str, tuple[Any, dict[str, Any]]] = {
        "养护": (rules, {"kind": "policy", "written_on": date(2014, 5, 1), "document_number": "兴市教〔2014〕7号"}),
        "旧": (rules, {"kind": "policy", "written_on": date(2001, 1, 1), "validity": Validity.ABOLISHED}),
        "竣工": (bureau.column, {"kind": "news", "written_on": date(2026, 3, 1)}),
        "经费": (column_of(other_bureau.site, "documents"), {"kind": "policy", "written_on": date(2014, 6, 1)}),
    }
    found = {name: published(column, title=f"渡槽{name}", **fields) for name, (column, fields) in rows.items()}
    file = document(bureau, "名录.pdf")
    page = ArticlePage(title="渡槽名录", source="市教育局", kind="policy", written_on=date(2015, 1, 1))
    page.attachments.add(ArticleAttachment(document=file, title="渡槽名录全文"))
    found["名录"] = published(rules, page)
    indexed()
    # As if it had been read in the background.
    ExtractedText.objects.filter(file=file).update(text="山脚下另有一座石拱桥。", state=Extraction.DONE)
    note_changes(page_keys([found["名录"].pk]))
    indexed()
    return found


def test_every_choice_gives_as_many_as_it_says(world: dict[str, ArticlePage]) -> None:
    for start in ("/search/?q=渡槽&scope=group", "/search/?q=渡槽&scope=group&kind=policy", "/search/?q=渡槽"):
        page = get(start)
        links = [link for link in page.select(".facet a") if not link.has_attr("aria-current")]
        assert links
        for link in links:
            said = int(link.select_one(".facet__count").find(string=True, recursive=False))
            assert total(get(link["href"])) == said, link["href"]


def test_the_facets_and_their_counts(world: dict[str, ArticlePage]) -> None:
    page = get("/search/?q=渡槽&scope=group")
    assert counts(page, "年份") == {"2026 年": 1, "2015 年": 1, "2014 年": 2, "2001 年": 1}
    assert next(iter(counts(page, "年份"))) == "2026 年"
    assert counts(page, "单位") == {"市教育局": 4, "市财政局": 1}
    assert counts(page, "信息类型") == {"政策文件等": 4, "工作动态、新闻": 1}
    assert counts(page, "有效性") == {"现行有效": 4, "已废止": 1}
    assert counts(page, "附件") == {"有附件": 1}
    assert counts(page, "目录类别")["政策性、规范性文件"] == 4


def test_a_category_holds_what_lies_below_it(world: dict[str, ArticlePage]) -> None:
    page = get("/search/?q=渡槽&scope=group&category=1504")
    assert total(page) == 4
    part = Category.objects.get(pk=world["养护"].catalogue_entry.category_id)
    assert counts(page, "目录类别")[part.name] == 4
    assert total(get(f"/search/?q=渡槽&scope=group&category={part.code}")) == 4


def test_what_is_chosen_can_be_taken_back(world: dict[str, ArticlePage]) -> None:
    chosen = "/search/?q=渡槽&scope=group&kind=policy&year=2014&unit=jyj&in_title=1&state=in_force&category=1504"
    page = get(chosen)
    assert [text(each.h3) for each in page.select(".search-result")] == ["渡槽养护"]
    chips = page.select(".chip:not(.chip--all)")
    assert len(chips) == 6
    for chip in chips:
        assert len(get(chip["href"]).select(".chip:not(.chip--all)")) == 5
        assert "scope=group" in chip["href"]
    everything = get(page.select_one(".chip--all")["href"])
    assert not everything.select(".chip")
    assert total(everything) == 5
    for link in page.select(".facet a[aria-current]"):
        assert len(get(link["href"]).select(".chip:not(.chip--all)")) == 5


def test_years_from_and_to(world: dict[str, ArticlePage]) -> None:
    page = get("/search/?q=渡槽&scope=group&year_from=2015&year_to=2014")
    assert total(page) == 3
    assert [text(each) for each in page.select(".chip:not(.chip--all)")] == ["年份：2014—2015年×，去掉这个条件"]
    assert total(get("/search/?q=渡槽&scope=group&year_to=2010")) == 1
    assert total(get("/search/?q=渡槽&scope=group&year_from=2020")) == 1


def test_unknown_units_and_categories_are_not_asked(world: dict[str, ArticlePage]) -> None:
    page = get("/search/?q=渡槽&scope=group&unit=nobody&category=9999")
    assert total(page) == 5
    assert not page.select(".chip")


def test_a_hit_in_an_attachment_says_in_which(world: dict[str, ArticlePage]) -> None:
    (hit,) = get("/search/?q=石拱桥").select(".search-result")
    assert text(hit.h3) == "渡槽名录"
    file = hit.select_one(".search-result__file a")
    assert text(file) == "渡槽名录全文"
    assert file["href"] == world["名录"].attachments.get().document.url
    assert "石拱桥" in {each.get_text() for each in hit.select(".search-result__passage mark")}


def test_an_exact_phrase(world: dict[str, ArticlePage], bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="养护渡槽")
    indexed()
    assert {text(each) for each in get(f"/search/?q={quote('渡槽养护')}").select("h3 a")} >= {"渡槽养护", "养护渡槽"}
    phrase = quote('"渡槽养护"')
    assert [text(each) for each in get(f"/search/?q={phrase}").select(".search-result h3")] == ["渡槽养护"]


def test_the_advanced_form_leads_to_one_short_address(world: dict[str, ArticlePage]) -> None:
    form = get("/search/advanced/?q=渡槽&scope=group&unit=jyj&year_from=2010").select_one("main form")
    assert form.select_one("[name=q]")["value"] == "渡槽"
    assert {each["value"] for each in form.select("option[selected]")} == {"group", "jyj", "relevance"}
    assert form.select_one("[name=year_from]")["value"] == "2010"
    names = {each["name"] for each in form.select("input, select")}
    sent = dict.fromkeys(names - {"in_title", "attachment"}, "")
    sent |= {"q": "渡槽", "phrase": "养护", "number": "兴市教[2014]7号", "scope": "group", "kind": "policy"}
    response = Client(HTTP_HOST="jyj.localhost").get("/search/", sent)
    assert response.status_code == 302
    query = quote('渡槽 "养护" 兴市教[2014]7号').replace("%20", "+")
    assert response.headers["Location"] == f"/search/?q={query}&kind=policy&scope=group"
    found = get(response.headers["Location"])
    assert text(found.select_one(".search-result h3")) == "渡槽养护"


def test_labels_of_the_advanced_form(bureau: Staffed) -> None:
    form = get("/search/advanced/").select_one("main form")
    labelled = {each["for"] for each in form.select("label[for]")}
    assert {each["id"] for each in form.select("input[id], select[id]")} == labelled
    assert {text(each) for each in form.select("legend")} == {"找什么", "在哪里找", "时间和有效性"}


def test_pinned_answers_stand_above_the_results(world: dict[str, ArticlePage]) -> None:
    BestBet.objects.create(title="报修渡槽", queries="渡槽", text="白天打这个电话", telephone="0753-0000000")
    BestBet.objects.create(title="渡槽养护办法", queries="渡槽、水渠", page=world["养护"])
    BestBet.objects.create(title="网上报修", queries="渡槽", address="https://www.example.com/")
    page = get("/search/?q=渡槽")
    answers = page.select(".search-answer")
    assert {text(each.h3) for each in answers} == {"报修渡槽", "渡槽养护办法", "网上报修（外部链接）"}
    assert "0753-0000000" in text(page.select_one(".search-answers"))
    assert f"/documents/{world['养护'].slug}/" in {each["href"] for each in page.select(".search-answer a")}
    assert not get("/search/?q=渡槽养护").select(".search-answers")
    PageViewRestriction.objects.create(page=world["养护"], restriction_type=PageViewRestriction.LOGIN)
    assert len(get("/search/?q=渡槽").select(".search-answer")) == 2


def test_another_spelling_is_offered(world: dict[str, ArticlePage], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.views.corrected", lambda question, holding_all: "渡槽")
    page = get("/search/?q=度槽&scope=group")
    assert text(page.select_one(".search-meant")) == "您要找的是不是：渡槽"
    assert page.select_one(".search-meant a")["href"] == f"/search/?q={quote('渡槽')}&scope=group"


def test_who_finds_nothing_is_helped_on(world: dict[str, ArticlePage]) -> None:
    page = get("/search/?q=经费渡槽&year=1999")
    assert not page.select(".search-result, .facet")
    links = {text(each): each["href"] for each in page.select(".search-advice a")}
    assert links["去掉已选的条件"] == f"/search/?q={quote('经费渡槽')}"
    assert text(get(links["在全市网站群中搜索"]).select_one(".search-result h3")) == "渡槽经费"


def test_filters_cost_no_more_queries(world: dict[str, ArticlePage]) -> None:
    plain = queries("/search/?q=渡槽&scope=group")
    assert queries("/search/?q=渡槽&scope=group&kind=policy&category=1504&unit=jyj&sort=date&in_title=1") <= plain


def test_a_new_name_is_shown_at_once(world: dict[str, ArticlePage]) -> None:
    get("/search/?q=渡槽&scope=group")
    category = Category.objects.get(code="1504")
    category.name = "各种文件"
    category.save()
    world["养护"].unit.short_name = "教育局"
    world["养护"].unit.save()
    page = get("/search/?q=渡槽&scope=group")
    assert "各种文件" in counts(page, "目录类别")
    assert "教育局" in counts(page, "单位")


def test_a_choice_brings_in_nothing_that_was_not_counted(
    bureau: Staffed, other_bureau: Staffed, indexed: Callable[[], int]
) -> None:
    """Similar results are shown where few have all the words; that one unit has few of many is no reason."""
    for number in range(12):
        published(bureau.column, title=f"水库清淤工程招标公告{number}")
    published(other_bureau.column, title="水库清淤资金拨付")
    published(other_bureau.column, title="水库清淤工程预算")
    published(other_bureau.column, title="工程清单")
    indexed()
    everywhere = get("/search/?q=水库清淤 工程&scope=group", "jyj.localhost")
    assert everywhere.select_one(".search-count strong").text == "13"
    chosen = get(f"/search/?q=水库清淤 工程&scope=group&unit={other_bureau.site.unit.code}", "jyj.localhost")
    assert [text(each) for each in chosen.select(".search-results h3")] == ["水库清淤工程预算"]
