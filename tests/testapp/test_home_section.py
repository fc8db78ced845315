"""The section 内容列表 of a home, and the elder mode's task: trees where most people meet them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser

from hub.models import User
from sites.pages import public_content
from sites.pages.models.home_page import HomePage
from sites.pages.models.portal_home_page import PortalHomePage
from sites.pages.sections import HomeSections, Width
from tests.pages.test_homes import compose, form_of, home_of
from tests.staffed import Staffed
from tests.testapp.models.tree import Tree
from tests.testapp.planting import plant
from tests.visits import get, queries, text

Login = Callable[[User], Client]
PHONE = {"width": 360, "height": 740}


def section(**values: Any) -> tuple[str, dict[str, Any]]:
    return "contents", {"title": "身边的古树", "content": "tree", "number": 3, "width": Width.HALF, **values}


def shown(host: str = "jyj.localhost") -> Tag | None:
    return get("/", host).select_one("main .section--half")


def names(host: str = "jyj.localhost") -> list[str]:
    found = shown(host)
    return [text(link) for link in found.select("li a")] if found else []


@pytest.fixture
def home(bureau: Staffed) -> HomePage:
    home = home_of(bureau)
    compose(home, section())
    return home


@pytest.fixture
def without_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_content, "_registered", {})


def test_it_lists_the_newest_and_leads_to_all(bureau: Staffed, home: HomePage) -> None:
    trees = [plant(bureau.unit, f"第{number}株") for number in range(5)]
    plant(bureau.unit, "内部", is_public=False)
    assert names() == ["第4株", "第3株", "第2株"]
    found = shown()
    assert text(found.select_one("h2")) == "身边的古树"
    assert found.select_one("li a")["href"] == f"/trees/{trees[-1].pk}/"
    assert found.select_one(".section__more")["href"] == "/trees/"
    assert text(found.select_one("li time")) == f"{timezone.localtime(trees[-1].entered_at):%Y-%m-%d}"


def test_in_a_twin_its_links_stay_there(bureau: Staffed, home: HomePage) -> None:
    plant(bureau.unit)
    links = get("/zh-hant/").select("main .section--half a")
    assert links
    assert all(link["href"].startswith("/zh-hant/trees/") for link in links)


def test_the_portal_shows_its_channels_too(bureau: Staffed, other_bureau: Staffed, portal: Staffed) -> None:
    compose(PortalHomePage.objects.get(), section())
    for unit in (bureau.unit, other_bureau.unit, portal.unit):
        plant(unit, unit.code)
    assert names("portal.localhost") == ["portal-office", "czj"]


def test_with_nothing_to_list_it_is_not_there(bureau: Staffed, home: HomePage) -> None:
    plant(bureau.unit, is_public=False)
    assert shown() is None


@pytest.mark.parametrize("name", ["gone", "", None])
def test_of_an_app_that_is_gone_it_shows_nothing(bureau: Staffed, name: str | None) -> None:
    plant(bureau.unit)
    compose(home_of(bureau), section(content=name))
    assert shown() is None


def test_without_any_app_a_home_is_shown_and_edited(
    bureau: Staffed, home: HomePage, login: Login, without_apps: None
) -> None:
    assert shown() is None
    page = login(bureau.editor).get(reverse("wagtailadmin_pages:edit", args=[home.pk]))
    assert page.status_code == 200
    assert HomeSections().get_form_state(home.sections) == []


def test_it_costs_the_same_however_many_sections_and_trees(bureau: Staffed, home: HomePage) -> None:
    plant(bureau.unit)
    few = queries("/")
    for _ in range(12):
        plant(bureau.unit)
    compose(home, section(), section(number=10), section(width=Width.FULL))
    assert queries("/") == few
    compose(home)
    assert queries("/") == few - 1


def offered() -> set[str]:
    return {block.name for _group, blocks in HomeSections().grouped_child_blocks() for block in blocks}


def test_editors_are_offered_it_where_there_is_something_to_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "contents" in offered()
    monkeypatch.setattr(public_content, "_registered", {})
    assert "contents" not in offered()
    assert "hero" in offered()


@pytest.mark.parametrize(("name", "is_valid"), [("tree", True), ("gone", False)])
def test_an_editor_chooses_among_what_is_registered(bureau: Staffed, login: Login, name: str, is_valid: bool) -> None:
    data = form_of(section(content=name))
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[bureau.site.home_id])
    assert login(bureau.editor).post(preview, data).json()["is_valid"] is is_valid


def test_it_fits_a_phone(bureau: Staffed, home: HomePage, browser: Browser, site_url: Callable[..., str]) -> None:
    plant(bureau.unit, "学宫前相传为南宋绍兴年间所植并经历次修缮养护的大叶樟树第一株")
    page = browser.new_page(locale="zh-CN", viewport=PHONE)
    page.goto(site_url("jyj.localhost"))
    assert page.get_by_role("heading", name="身边的古树").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".section__more", has_text="身边的古树").click()
    assert page.get_by_role("heading", name="古树名木").is_visible()


class TestElderTask:
    def tasks(self, url: str = "/news/", host: str = "jyj.localhost") -> dict[str, str]:
        response = Client(HTTP_HOST=host).get(f"{url}?display=elder", follow=True)
        page = BeautifulSoup(response.content, "html.parser")
        return {text(link): link["href"] for link in page.select(".elder-navigation a")}

    def test_it_is_there_from_the_first_public_tree_to_the_last(self, bureau: Staffed) -> None:
        assert "古树名木" not in self.tasks()
        tree = plant(bureau.unit, is_public=False)
        assert "古树名木" not in self.tasks()
        tree.is_public = True
        tree.save()
        assert self.tasks()["古树名木"] == "/trees/"
        Tree.objects.update(is_public=False)
        public_content.tell_changed(Tree, [tree.pk])
        assert "古树名木" not in self.tasks()

    def test_ours_stand_before_it(self, bureau: Staffed) -> None:
        plant(bureau.unit)
        found = list(self.tasks())
        assert found.index("首页") < found.index("最新信息") < found.index("古树名木")

    def test_a_channels_leads_to_its_host(self, other_bureau: Staffed) -> None:
        plant(other_bureau.unit)
        assert "古树名木" not in self.tasks("/news/", "portal.localhost")
        assert self.tasks("/czj/news/", "portal.localhost")["古树名木"] == "/trees/"
