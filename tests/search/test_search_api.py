"""The search as JSON: the same results as on the page, held against the OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from wagtail.models import PageViewRestriction

from sites.pages.enums import Validity
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, draft, published
from tests.staffed import Staffed
from tests.visits import document, get, text
from tests.website.test_api import ask, data

Indexed = Callable[[], int]


def search(query: str, more: str = "", host: str = "jyj.localhost", status: int = 200) -> Any:
    return data(f"search?q={quote(query)}{more}", host, status)


def titles(query: str, more: str = "", host: str = "jyj.localhost") -> list[str]:
    return [each["title"] for each in search(query, more, host)["items"]]


@pytest.fixture
def world(bureau: Staffed, other_bureau: Staffed, indexed: Indexed) -> Staffed:
    rules = column_of(bureau.site, "documents")
    page = ArticlePage(
        title="渡槽养护办法",
        source="市教育局",
        document_number="兴市教〔2014〕7号",
        written_on=date(2014, 5, 1),
        kind="policy",
        summary="怎样养护",
        body=[("paragraph", "<p>渡槽由所在镇养护。</p>")],
    )
    page.attachments.add(ArticleAttachment(document=document(bureau), title="渡槽名录"))
    published(rules, page)
    published(bureau.column, title="渡槽修好了", kind="news", written_on=date(2026, 1, 1))
    published(rules, title="渡槽旧办法", kind="policy", validity=Validity.ABOLISHED, written_on=date(2001, 1, 1))
    published(column_of(other_bureau.site, "documents"), title="渡槽经费办法", kind="policy")
    indexed()
    return bureau


def test_a_hit_with_all_its_elements(world: Staffed) -> None:
    (hit,) = search("渡槽养护办法", "&in_title=true")["items"][:1]
    page = ArticlePage.objects.get(pk=hit["id"])
    assert hit["url"] == page.full_url
    assert (hit["unit"], hit["kind"], hit["state"]) == ("jyj", "policy", "in_force")
    assert (hit["document_number"], hit["written_on"]) == ("兴市教〔2014〕7号", "2014-05-01")
    assert hit["passage"] == "渡槽由所在镇养护。"
    assert "渡槽" in "".join(hit["found"])
    assert hit["has_attachment"] is True
    assert hit["attachment"] is None
    assert data(f"articles/{hit['id']}")["title"] == hit["title"]


def test_the_parameters_are_those_of_the_page(world: Staffed) -> None:
    for more in (
        "", "&scope=group", "&scope=policy", "&sort=date", "&kind=news", "&year=2014", "&year_from=2014&year_to=2001",
        "&state=abolished", "&unit=jyj", "&unit=czj&scope=group", "&category=1504&scope=group", "&attachment=1",
        "&in_title=1",
    ):  # fmt: skip
        page = get(f"/search/?q=渡槽{more}")
        assert titles("渡槽", more) == [text(each).removesuffix("已废止") for each in page.select(".search-result h3")]


def test_facets_count_what_is_found(world: Staffed) -> None:
    found = search("渡槽", "&scope=group")
    assert found["count"] == 4
    counts = {name: {each["value"]: each["count"] for each in rows} for name, rows in found["facets"].items()}
    assert counts["unit"] == {"jyj": 3, "czj": 1}
    assert counts["kind"] == {"policy": 3, "news": 1}
    assert counts["attachment"] == {"true": 1}
    assert counts["state"]["abolished"] == 1


def test_only_what_everybody_may_see(world: Staffed, indexed: Indexed) -> None:
    draft(world.column, world.editor, title="渡槽草稿")
    page = ArticlePage.objects.get(title="渡槽修好了")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    indexed()
    found = search("渡槽", "&scope=group")
    assert found["count"] == 3
    assert "渡槽修好了" not in {each["title"] for each in found["items"]}
    assert {each["value"] for each in found["facets"]["kind"]} == {"policy"}


def test_pages(world: Staffed) -> None:
    first = search("渡槽", "&limit=2")
    assert (first["count"], len(first["items"]), first["previous"]) == (3, 2, None)
    second = ask(first["next"].partition("/api/v1/")[2]).json()
    assert len(second["items"]) == 1
    assert second["next"] is None
    assert second["previous"].endswith("page=1")
    for beyond in ("&page=1000000000", "&page=400"):
        found = search("渡槽", beyond)
        assert (found["count"], found["items"], found["next"], found["previous"]) == (3, [], None, None)


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ("", "q"), ("q=", "q"), ("q=a%00b", "q"), (f"q={'a' * 201}", "q"), ("q=a&scope=all", "scope"),
        ("q=a&year=20", "year"), ("q=a&unit=%27", "unit"), ("q=a&limit=1000", "limit"), ("q=a&page=0", "page"),
        ("q=a&state=new", "state"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_chinese(bureau: Staffed, parameters: str, field: str) -> None:
    found = data(f"search?{parameters}", status=422)
    assert [each["field"] for each in found["errors"]] == [field]


def test_an_unknown_unit_or_category_has_nothing(world: Staffed) -> None:
    assert titles("渡槽", "&unit=nobody") == titles("渡槽", "&category=9999") == []


def test_anything_may_be_asked(world: Staffed) -> None:
    for query in ('"', "'; DROP TABLE x;--", "*:*", "(((", "、。！", "😀", "a* NEAR b", "的"):
        search(query)


def test_the_traditional_answer(world: Staffed) -> None:
    from django.test import Client

    found = Client(HTTP_HOST="jyj.localhost").get("/zh-hant/api/v1/search?q=渡槽养护办法").json()["items"][0]
    assert found["title"] == "渡槽養護辦法"
    assert "/zh-hant/" in found["url"]


def test_the_page_about_the_api_names_it(bureau: Staffed) -> None:
    assert "/api/v1/search" in text(get("/api/v1/").main)


def test_too_many_requests_are_refused_in_json(bureau: Staffed, settings: Any) -> None:
    settings.SEARCH_RATES = {**settings.SEARCH_RATES, "api": "2/m"}
    for _ in range(2):
        assert ask("search?q=a").status_code == 200
    response = ask("search?q=a")
    assert response.status_code == 429
    assert "请求过多" in response.json()["detail"]
