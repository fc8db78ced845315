"""What every public page has around its content, and what it costs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, column_of, draft, published
from tests.staffed import Staffed
from tests.visits import article_with_every_block, get, image, is_served, queries, text


def test_the_footer_leads_to_the_other_sites_and_names_the_unit(bureau: Staffed, other_bureau: Staffed) -> None:
    Unit.objects.filter(pk=bureau.unit.pk).update(address="示例路1号", telephone="0753-0000000")
    bureau.site.identification_code, bureau.site.filing_number = "4414810001", "粤备示例号"
    bureau.site.save()
    found = get("/")
    sections = found.select("footer details")
    assert [text(each.summary) for each in sections] == ["市政府门户网站（1）", "政府部门（2）"]
    links = {text(each): each["href"] for each in found.select("footer details a")}
    assert links == {
        "市府办": "http://portal.localhost/",
        "市教育局": "http://jyj.localhost/",
        "市财政局": "http://portal.localhost/czj/",
    }
    footer = text(found.footer)
    for part in (
        "主办单位：兴宁市教育局",
        "地址：示例路1号",
        "电话：0753-0000000",
        "网站标识码：4414810001",
        "备案号：粤备示例号",
    ):
        assert part in footer


def test_other_sites_lead_to_the_portal_and_the_portal_not_to_itself(bureau: Staffed) -> None:
    assert get("/").select_one(".utility-bar__portal")["href"] == "http://portal.localhost/"
    assert get("/", "portal.localhost").select_one(".utility-bar__portal") is None


@pytest.fixture
def urls(bureau: Staffed, portal: Staffed) -> list[tuple[str, str]]:
    """(host, URL) of one page of each kind."""
    home = bureau.site.home.specific
    article = article_with_every_block(bureau)
    leader = published(column_of(bureau.site, "organisation/leaders"), LeaderPage(title="某示例", position="局长"))
    topic = published(home, TopicPage(title="专题"))
    create_site(UnitFactory(code="yonghe", name="永和镇", short_name="永和镇", category=UnitCategory.TOWN))
    paths = ["/", "/news/", "/news/activities/", "/documents/", article.get_url(), leader.get_url(), topic.get_url()]
    paths = [path.removeprefix("http://jyj.localhost") for path in paths]
    return [("portal.localhost", "/"), ("yonghe.localhost", "/"), *(("jyj.localhost", path) for path in paths)]


def test_every_kind_of_page_is_sound_html(urls: list[tuple[str, str]]) -> None:
    """One main heading, no level left out, no inline style or script, unique ids, nothing from other parties."""
    for host, url in urls:
        found = get(url, host)
        assert found.html["lang"] == "zh-Hans"
        assert len(found.select("h1")) == len(found.select("main")) == 1, url
        levels = [int(each.name[1]) for each in found.select("main h1, main h2, main h3, main h4")]
        assert all(after - before <= 1 for before, after in pairwise(levels)), (url, levels)
        assert not found.select("style, [style], iframe, [src^='data:'], script[src]:not([type=module])"), url
        assert not found.select("script:not([src], [type='application/ld+json'])"), url
        assert not [name for tag in found.find_all() for name in tag.attrs if name.startswith("on")], url
        assert all("alt" in each.attrs and each["width"] and each["height"] for each in found.select("img")), url
        ids = [each["id"] for each in found.select("[id]")]
        assert len(ids) == len(set(ids)), url
        assert found.select_one("body > a.skip-link")["href"] == f"#{found.main['id']}"
        loaded = found.select("link:not([rel=canonical], [rel=alternate])")
        assert all(each["href"].startswith("/") for each in loaded), url
        assert set(ids) >= {each["aria-labelledby"] for each in found.select("[aria-labelledby]")}, url


def test_the_policy_of_public_pages_forbids_inline_code(bureau: Staffed) -> None:
    policy = Client(HTTP_HOST="jyj.localhost").get("/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_stylesheets_and_mark_exist(bureau: Staffed) -> None:
    for each in get("/").select("link[rel=stylesheet], link[rel=icon]"):
        assert is_served(each["href"])


def test_a_missing_page_of_a_site_wears_the_site(bureau: Staffed) -> None:
    found = get("/nothing/", status=404)
    assert text(found.h1) == "页面不存在"
    assert "兴宁市教育局" in text(found.header)
    assert found.select("footer details")


def test_a_host_without_a_site_gets_a_plain_404(bureau: Staffed) -> None:
    found = get("/", "nobody.localhost", status=404)
    assert text(found.h1) == "页面不存在"
    assert not found.select("nav, footer, header, a")
    assert "兴宁市" not in found.get_text()


def test_a_locked_out_person_reads_how_long_to_wait(portal: Staffed, settings: Any) -> None:
    settings.AXES_ENABLED = True
    client = Client(HTTP_HOST="portal.localhost")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = client.post("/admin/login/", {"username": "somebody", "password": "wrong"})
    assert response.status_code == 429
    main = text(BeautifulSoup(response.content, "html.parser").main)
    assert "密码连续输错8次" in main
    assert "请在15分钟后再试" in main


def test_a_preview_wears_the_site_of_its_unit(other_bureau: Staffed) -> None:
    """A channel's page is previewed on the portal's host."""
    page = draft(other_bureau.column, other_bureau.editor)
    response = page.make_preview_request()
    found = BeautifulSoup(response.content, "html.parser")
    assert "兴宁市财政局" in text(found.header)
    assert [text(each) for each in found.select(".breadcrumb li")] == ["首页", "政务动态", "工作动态", "一篇草稿"]


def test_an_article_takes_at_most_ten_queries(bureau: Staffed) -> None:
    plain = published(bureau.column)
    picture = {"image": image(bureau), "alt": "梯田", "caption": ""}
    illustrated = published(bureau.column, body=[("paragraph", "<p>正文</p>"), ("picture", picture)])
    many = [{**picture, "image": image(bureau)} for _ in range(6)]
    gallery = published(bureau.column, body=[("gallery", {"title": "", "pictures": many})])
    assert [queries(page.get_url()) for page in (plain, illustrated, gallery)] == [8, 10, 10]


def test_lists_take_the_same_number_of_queries_however_long(bureau: Staffed) -> None:
    leaders = column_of(bureau.site, "organisation/leaders")
    paths = ("/", "/news/", "/news/activities/", "/organisation/leaders/")

    def add() -> None:
        published(bureau.column, cover=image(bureau))
        published(leaders, LeaderPage(title="某示例", position="局长", portrait=image(bureau)))

    add()
    before = [queries(path) for path in paths]
    for _ in range(5):
        add()
    assert [queries(path) for path in paths] == before
