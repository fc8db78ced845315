"""Homes as their editors compose them, and what each kind begins with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from hub.blocks import TEXT_FEATURES
from hub.models import User
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit_site import UnitSite
from sites.pages.icons import TileIcon
from sites.pages.models.department_home_page import DepartmentHomePage
from sites.pages.models.home_page import HomePage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.link_page import LinkPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.provisioning.actions import create_site
from sites.pages.sections import HomeSections, Width
from tests.factories import UnitFactory, column_of, draft, published, save_imported
from tests.staffed import Staffed
from tests.visits import get, image, queries, text

Login = Callable[[User], Client]


def home_of(site: Staffed) -> HomePage:
    return DepartmentHomePage.objects.get(pk=site.site.home_id)


def compose(home: HomePage, *sections: tuple[str, dict[str, Any]]) -> None:
    """Publishes a home made of `sections`."""
    home.sections = list(sections)
    save_imported(home)


def tabs(*columns: Any, title: str = "动态") -> tuple[str, dict[str, Any]]:
    return "news_tabs", {"title": title, "columns": list(columns), "width": Width.WIDE}


def form_of(*sections: tuple[str, Any]) -> dict[str, Any]:
    """What the editor of a home sends."""
    return nested_form_data(
        {
            "title": "兴宁市教育局",
            "sections": streamfield(list(sections)),
            "introduction": rich_text("", features=TEXT_FEATURES),
            "comments": inline_formset([]),
        }
    )


def tile(words: str, **target: Any) -> dict[str, Any]:
    return {"icon": TileIcon.EDUCATION.value, "words": words, "page": "", "address": "", **target}


def services(*tiles: dict[str, Any]) -> tuple[str, Any]:
    return "services", {"title": "便民办事", "tiles": streamfield([("item", each) for each in tiles])}


def test_an_editor_composes_the_home_and_sees_it_before_it_is_public(bureau: Staffed, login: Login) -> None:
    client, home = login(bureau.editor), home_of(bureau)
    data = form_of(services(tile("招生考试", page=column_of(bureau.site, "guides").pk)))
    assert client.get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200

    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[home.pk])
    assert client.post(preview, data).json()["is_valid"]
    shown = BeautifulSoup(client.get(f"{preview}?mode=").content, "html.parser")
    assert text(shown.select_one(".services__tile")) == "招生考试"
    assert shown.select_one("link[href$='components.css']") is not None

    assert client.post(reverse("wagtailadmin_pages:edit", args=[home.pk]), data).status_code == 302
    (section,) = home_of(bureau).get_latest_revision_as_object().sections
    assert section.value["title"] == "便民办事"
    assert "招生考试" not in get("/").get_text()  # nothing is public without approval


def test_a_section_names_no_page_of_another_unit(bureau: Staffed, other_bureau: Staffed, login: Login) -> None:
    data = form_of(services(tile("别人的", page=other_bureau.column.pk)))
    response = login(bureau.editor).post(reverse("wagtailadmin_pages:edit", args=[bureau.site.home_id]), data)
    assert response.headers["Location"] == reverse("wagtailadmin_home")  # Wagtail's answer to what is not allowed
    assert "别人的" not in str(home_of(bureau).get_latest_revision_as_object().sections)


@pytest.mark.parametrize("target", [{}, {"address": "https://a.example/", "page": "own"}])
def test_a_tile_leads_to_exactly_one_place(bureau: Staffed, login: Login, target: dict[str, Any]) -> None:
    if "page" in target:
        target = {**target, "page": bureau.column.pk}
    before = home_of(bureau).latest_revision_id
    response = login(bureau.editor).post(
        reverse("wagtailadmin_pages:edit", args=[bureau.site.home_id]), form_of(services(tile("磁贴", **target)))
    )
    message = json.dumps("请选择本站页面或填写网址，只填一项。").strip('"')  # as Wagtail hands it to its script
    assert message in response.content.decode()
    assert home_of(bureau).latest_revision_id == before


def test_every_section_shows_what_the_records_hold(bureau: Staffed) -> None:
    leaders = column_of(bureau.site, "organisation/leaders")
    published(leaders, LeaderPage(title="某示例", position="局长", portrait=image(bureau)))
    published(bureau.site.home.specific, TopicPage(title="校园安全专题", picture=image(bureau)))
    published(bureau.site.home.specific, LinkPage(title="省教育厅", address="https://edu.example/"))
    first = published(bureau.column, title="旧闻", cover=image(bureau))
    published(bureau.column, title="新闻", summary="摘要", cover=image(bureau))
    compose(
        home_of(bureau),
        ("hero", {"title": "要闻", "stories": [first], "column": None}),
        ("introduction", {"image": image(bureau), "alt": "校园", "width": Width.FULL}),
        tabs(bureau.column, column_of(bureau.site, "guides")),
        ("columns", {"columns": [bureau.column], "number": 1, "width": Width.FULL}),
        ("services", {"title": "服务", "tiles": [{**tile("外部", address="https://x.example/"), "page": None}]}),
        ("pictures", {"title": "图片新闻", "number": 2, "width": Width.FULL}),
        ("topics", {"title": "专题", "topics": []}),
        ("leaders", {"title": "领导", "width": Width.FULL}),
        ("statistics", {"title": "统计", "width": Width.FULL}),
        ("column_index", {"title": "目录", "column": None, "width": Width.NARROW}),
        ("links", {"title": "链接"}),
    )
    found = get("/")
    assert text(found.select_one(".hero .story")) == "旧闻"
    assert text(found.select_one(".hero .headline")) == "新闻摘要"
    assert found.select_one(".about-unit img")["alt"] == "校园"
    assert [text(each) for each in found.select(".tabs__tab")] == ["工作动态"]  # the other column is empty
    assert [text(each.a) for each in found.select(".panels .notice-list li")] == ["新闻"]
    assert found.select_one(".services a")["href"].startswith("/leaving/")
    assert [text(each) for each in found.select(".section--full > .cards h3")] == ["新闻", "旧闻"]
    assert text(found.select_one(".topic-card h3")) == "校园安全专题"
    assert text(found.select_one(".leader-card")) == "某示例局长"
    assert [text(each) for each in found.select(".statistics__figures dd")] == ["2条", "2条", "2条"]
    assert text(found.select_one(".statistics__months li:last-child .statistics__number")) == "2条"
    assert "政务动态2条" in [text(each) for each in found.select(".tiles a")]
    assert "省教育厅" in text(found.select_one(".links"))
    assert queries("/") <= 14


def test_pictures_have_a_small_and_a_large_size_in_two_formats(bureau: Staffed) -> None:
    published(bureau.column, title="新闻", cover=image(bureau))
    compose(home_of(bureau), ("hero", {"title": "要闻", "stories": [], "column": None}))
    picture = get("/").select_one(".story picture")
    assert [each["type"] for each in picture.select("source")] == ["image/webp"]
    assert picture.source["srcset"].count("w,") == 2
    assert (picture.img["width"], picture.img["height"]) == ("640", "360")
    assert picture.img["fetchpriority"] == "high"
    assert picture.img["src"].endswith((".jpg", ".jpeg"))


def test_what_was_taken_down_leaves_the_sections(bureau: Staffed) -> None:
    published(bureau.column, title="信息")
    to_column = {"icon": TileIcon.GUIDE, "words": "动态", "page": bureau.column, "address": ""}
    compose(home_of(bureau), tabs(bureau.column), ("services", {"title": "服务", "tiles": [to_column]}))
    assert get("/").select_one(".tabs__tab") is not None
    bureau.column.unpublish()
    found = get("/")
    assert found.select_one(".tabs__tab, .services__tile") is None
    bureau.column.delete()
    assert get("/").select_one(".tabs__tab, .services__tile") is None


def test_drafts_are_not_counted_and_what_is_published_counts_at_once(bureau: Staffed) -> None:
    compose(home_of(bureau), ("statistics", {"title": "统计", "width": Width.FULL}))

    def total() -> str:
        return text(get("/").select(".statistics__figures dd")[2])

    draft(bureau.column, bureau.editor)
    assert total() == "0条"
    page = published(bureau.column)
    assert total() == "1条"
    page.unpublish()
    assert total() == "0条"


def test_the_portal_counts_the_whole_group_and_a_site_itself(bureau: Staffed, portal: Staffed) -> None:
    published(bureau.column)
    figures = [text(each) for each in get("/", "portal.localhost").select(".statistics__figures dd")]
    assert figures == ["1条", "1条", "1条", f"{UnitSite.objects.count()}个"]
    assert [text(each) for each in get("/").select(".statistics__figures dd")] == ["1条", "1条", "1条"]


def test_each_kind_of_home_begins_with_its_own_sections(portal: Staffed, bureau: Staffed) -> None:
    town = create_site(UnitFactory(code="yonghe", name="永和镇", short_name="永和镇", category=UnitCategory.TOWN))
    kinds = {}
    for site in (portal.site, bureau.site, town):
        home = site.home.specific
        assert all(section.value for section in home.sections)
        kinds[type(home).__name__] = [section.block_type for section in home.sections]
        home.sections.stream_block.clean(home.sections)  # as a form would judge it
    assert kinds["PortalHomePage"][0] == "hero"
    assert kinds["TownHomePage"][0] == "introduction"
    assert kinds["DepartmentHomePage"][0] == "news_tabs"
    assert len({tuple(sections) for sections in kinds.values()}) == 3


def test_opening_a_site_again_leaves_its_home_as_editors_made_it(bureau: Staffed) -> None:
    compose(home_of(bureau), tabs(bureau.column, title="只有这个"))
    create_site(bureau.unit)
    assert [section.value["title"] for section in home_of(bureau).sections] == ["只有这个"]


def test_a_full_portal_keeps_its_budget(portal: Staffed) -> None:
    for path in ("news/meetings", "news/events", "news/notices", "disclosure/plans", "disclosure/budget"):
        for number in range(3):
            published(column_of(portal.site, path), title=f"{path} {number}", cover=image(portal))
    leaders = column_of(portal.site, "overview/leaders")
    published(leaders, LeaderPage(title="某示例", position="市长", portrait=image(portal)))
    published(column_of(portal.site, "topics"), TopicPage(title="专题", picture=image(portal)))
    assert queries("/", "portal.localhost") <= 13


@pytest.mark.parametrize("name", list(HomeSections().child_blocks))
def test_every_section_can_be_looked_at_before_it_is_chosen(portal: Staffed, login: Login, name: str) -> None:
    block = HomeSections().child_blocks[name]
    assert block.is_previewable
    assert block.label
    assert block.meta.description
    published(column_of(portal.site, "news/meetings"), title="新闻", cover=image(portal))
    block = DepartmentHomePage._meta.get_field("sections").stream_block.child_blocks[name]
    editor = portal.people[next(iter(portal.people))]
    response = login(editor).get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "components.css" in response.content.decode()


def test_every_icon_that_editors_may_choose_is_drawn() -> None:
    sprite = (django_settings.BASE_DIR / "static/icons/sprite.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))
    folder = django_settings.BASE_DIR / "templates"
    texts = [path.read_text() for path in folder.rglob("*.html")]
    named = {name for each in texts for name in re.findall(r'icon\.html" with name="([a-z0-9-]+)"', each)}
    assert named
    assert named | set(TileIcon.values) <= drawn


def test_the_style_guide_exists_where_one_builds_only(portal: Staffed, settings: Any) -> None:
    published(column_of(portal.site, "news/meetings"), title="新闻", cover=image(portal))
    get("/style-guide/", "portal.localhost", status=404)
    settings.DEMO = True
    found = get("/style-guide/", "portal.localhost")
    assert {"--brand", "--space-4"} <= {text(each) for each in found.select("code")}
    for component in (".breadcrumb", ".pagination", ".notice-list", ".card", ".services__tile", ".statistics", ".hero"):
        assert found.select_one(f"main {component}") is not None, component
    ids = [each["id"] for each in found.select("[id]")]
    assert len(ids) == len(set(ids))
