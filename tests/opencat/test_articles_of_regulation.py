"""One test for each article on disclosure (Arts. 10–15) and for each category, through what people see."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from opencat.models import CatalogueEntry, Category
from opencat.seeds import CATEGORIES, Seed
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from tests.factories import column_of, published
from tests.opencat.test_entries import entry_of
from tests.staffed import Staffed
from tests.story import approve, article_form, browser_of, write

pytestmark = pytest.mark.django_db
PARTS = [seed for seed in CATEGORIES if seed.parent]


def catalogue(client: Client, host: str = "jyj.localhost", **asked: str) -> str:
    response = client.get("/opencat/", asked, headers={"host": host})
    assert response.status_code == 200
    return response.content.decode()


def test_article_10(bureau: Staffed, client: Client) -> None:
    """What must be disclosed is on the site, to read and to download, free of charge and without a login."""
    page = published(column_of(bureau.site, "documents"), title="教育收费管理办法", kind="policy")
    assert "教育收费管理办法" in catalogue(client)
    assert client.get(page.get_url(), headers={"host": "jyj.localhost"}).status_code == 200
    data = client.get("/opencat/data/150401.csv", headers={"host": "jyj.localhost"})
    assert "教育收费管理办法" in b"".join(data).decode("utf-8-sig")


def test_article_11(bureau: Staffed) -> None:
    """Collecting, editing, review, publishing: each step is on record before a document is in the catalogue."""
    page, _ = write(bureau.editor, bureau.column, action="submit", title="家长开放日")
    assert not entry_of(page).is_public
    approve(page, [bureau.reviewer, bureau.leader])
    assert entry_of(page).is_public


def test_article_12(bureau: Staffed, client: Client) -> None:
    """Elements are complete, source and time are marked, columns count what they hold."""
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", bureau.column.pk])
    form = article_form(source="", title="没有来源") | {"action-submit": "1"}
    refused = browser_of(bureau.editor).post(url, form)
    assert set(refused.context["form"].errors) == {"source"}
    assert "没有来源" in refused.content.decode()
    published(bureau.column, title="有来源")
    html = client.get("/opencat/statistics/", headers={"host": "jyj.localhost"}).content.decode()
    assert bureau.column.title in html


@time_machine.travel("2026-03-06 10:00+08:00")
def test_article_13(bureau: Staffed) -> None:
    """News within 2 working days, other information within 5, the catalogue's by the rules on disclosure."""
    in_time = published(bureau.column, title="及时", written_on=date(2026, 3, 4))
    late = published(bureau.column, title="迟到", written_on=date(2026, 3, 2))
    assert entry_of(in_time).was_late is False
    assert entry_of(late).was_late is True
    assert "第十三条（一）" in entry_of(late).due_explanation


def test_article_14(portal: Staffed) -> None:
    """The portal's columns hold all ten items."""
    assert _items_with_columns(portal.site, "14") == [f"14{number:02}" for number in range(1, 11)]


def test_article_15(bureau: Staffed) -> None:
    """The columns of towns and departments hold all six items."""
    assert _items_with_columns(bureau.site, "15") == [f"15{number:02}" for number in range(1, 7)]


def _items_with_columns(site: UnitSite, article: str) -> list[str]:
    codes = ColumnPage.objects.descendant_of(site.home).values_list("category__code", flat=True)
    return sorted({code[:4] for code in codes if code and code.startswith(article)})


def test_every_noun_of_the_articles_has_its_place() -> None:
    names = "".join(Category.objects.values_list("name", flat=True))
    nouns = (
        "概况概览",
        "机构设置",
        "领导简介",
        "规范性文件",
        "统计数据",
        "总体规划",
        "区域规划",
        "专项规划",
        "相关政策",
        "重大工作部署",
        "重大建设项目",
        "预算",
        "决算",
        "重要会议",
        "重大活动",
        "人事任免",
        "行政事业性收费",
        "政府集中采购",
        "扶贫",
        "教育",
        "医疗",
        "社会保障",
        "促进就业",
        "环境保护",
        "公共卫生",
        "安全生产",
        "食品药品",
        "产品质量",
        "应急预案",
        "预警信息",
        "应对情况",
        "许可事项",
        "办理情况",
        "非行政许可审批事项",
        "管理服务类事项",
        "人员情况",
        "办理流程",
        "表格下载",
        "政策解答",
        "办事指南",
        "服务类信息",
        "政策性",
        "政务动态",
        "公告",
        "通告",
        "公示",
        "便民告示",
        "新闻媒体披露",
    )
    assert [noun for noun in nouns if noun not in names] == []


@pytest.mark.parametrize("seed", PARTS, ids=[f"{seed.code} {seed.name}" for seed in PARTS])
def test_category(seed: Seed, request: pytest.FixtureRequest, client: Client) -> None:
    """A document put into the category is found under it on the site that it binds, with a number that names it."""
    fixture, host = ("portal", "portal.localhost") if seed.code.startswith("14") else ("bureau", "jyj.localhost")
    staffed: Staffed = request.getfixturevalue(fixture)
    category = Category.objects.get(code=seed.code)
    assert category.article == seed.article
    column = column_of(staffed.site, "disclosure")
    page: ArticlePage = published(column, title=f"关于{seed.name}的公开", category=category)
    assert f"-{seed.code}-" in page.index_number
    assert CatalogueEntry.objects.public().in_category(category.parent).filter(page=page).exists()
    assert page.title in catalogue(client, host, category=seed.code)
    other = next(each.code for each in PARTS if each.code[:2] == seed.code[:2] and each.code[:4] != seed.code[:4])
    assert page.title not in catalogue(client, host, category=other)
