"""Modes and settings without scripts: cookie, form, links, and the same pages under another layout."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from sites.organisation.models.unit_site import UnitSite
from tests.factories import published
from tests.staffed import Staffed
from tests.visits import article_with_every_block, queries, text

HOST = "jyj.localhost"


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def data_of(response: HttpResponse) -> dict[str, str]:
    """What display.css goes by."""
    attributes = soup(response).html.attrs
    return {name.removeprefix("data-"): value for name, value in attributes.items() if name.startswith("data-")}


@pytest.fixture
def visitor(bureau: Staffed) -> Client:
    return Client(HTTP_HOST=HOST, enforce_csrf_checks=True)


def test_a_form_sets_the_mode_and_leads_back(visitor: Client) -> None:
    response = visitor.post("/display/", {"mode": "elder", "next": "/news/?page=1"})
    assert (response.status_code, response.url) == (302, "/news/?page=1")
    cookie = response.cookies["display"]
    assert (cookie.value, cookie["samesite"], cookie["path"], cookie["domain"]) == ("elder", "Lax", "/", "")
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    page = visitor.get("/news/")
    assert data_of(page) == {"mode": "elder"}
    assert soup(page).select_one(".elder-header")


def test_the_toolbar_is_a_form_whose_every_button_works_without_scripts(visitor: Client) -> None:
    visitor.get("/?display=accessible")
    form = soup(visitor.get("/news/")).select_one("form[data-display-form]")
    hidden = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    buttons = [(each["name"], each["value"]) for each in form.select("button[name]")]
    assert {name for name, _value in buttons} == {
        "text", "contrast", "line", "letter", "speech", "ruler", "caption", "pictures", "reset", "bar", "mode",
    }  # fmt: skip
    for name, value in buttons:
        visitor.get("/?display=accessible.line:wide")
        response = visitor.post(form["action"], {**hidden, name: value}, follow=True)
        assert response.redirect_chain == [("/news/", 302)]
        expected = {"mode": "accessible", "line": "wide"}
        if name == "reset":
            expected.pop("line")
        elif name == "mode":
            expected = {}
        else:
            expected[name] = value
        defaults = {("text", "100"), ("contrast", "site"), ("line", "normal"), ("letter", "normal")}
        assert data_of(response) == dict(expected.items() - defaults), (name, value)


def test_buttons_say_which_state_holds(visitor: Client) -> None:
    page = soup(visitor.get("/?display=accessible.contrast:white-on-black.ruler:on.pictures:off.text:150"))
    pressed = {text(each) for each in page.select("button[aria-pressed=true]")}
    assert pressed == {"黑底白字", "标准", "辅助线", "去图片"}
    sizes = {text(each): each["value"] for each in page.select("button[name=text]")}
    assert sizes == {"缩小文字": "125", "放大文字": "175"}
    assert page.select_one("button[name=bar]")["aria-expanded"] == "true"


def test_a_closed_toolbar_stays_closed_and_its_settings_hold(visitor: Client) -> None:
    visitor.get("/?display=accessible.text:150")
    response = visitor.post("/display/", {"bar": "off", "next": "/"}, follow=True)
    page = soup(response)
    assert data_of(response) == {"mode": "accessible", "text": "150", "bar": "off"}
    assert page.select_one("#display-tools").has_attr("hidden")
    assert page.select_one("button[name=bar]")["aria-expanded"] == "false"
    assert page.select_one("button[name=mode]")["value"] == "normal"


def test_leaving_forgets_everything(visitor: Client) -> None:
    visitor.get("/?display=accessible.text:200.contrast:yellow-on-black")
    response = visitor.post("/display/", {"mode": "normal"})
    assert response.cookies["display"].value == ""
    assert response.cookies["display"]["max-age"] == 0
    page = visitor.get("/")
    assert data_of(page) == {}
    assert not soup(page).select("[data-display-form], link[href*='display.css']")


@pytest.mark.parametrize(
    "target",
    ["//evil.example/", "http://evil.example/", "/\\evil.example", "javascript:alert(1)", "/\r\nSet-Cookie: a=b"],
)
def test_a_hostile_way_back_leads_home(visitor: Client, target: str) -> None:
    for response in (
        visitor.get("/display/", {"mode": "elder", "next": target}),
        visitor.post("/display/", {"mode": "elder", "next": target}),
    ):
        assert (response.status_code, response.url) == (302, "/")


@pytest.mark.parametrize("value", ["nonsense", '"><script>alert(1)</script>', "elder; Domain=evil", "e" * 5000])
def test_a_hostile_cookie_is_the_normal_mode(visitor: Client, value: str) -> None:
    visitor.cookies["display"] = value
    page = visitor.get("/")
    assert (page.status_code, data_of(page)) == (200, {})
    assert b"alert(1)" not in page.content


def test_any_address_can_be_linked_to_in_a_mode(visitor: Client, bureau: Staffed) -> None:
    """At once, remembered, and without a second address of the page."""
    article = published(bureau.column)
    for path in ("/", "/news/", "/documents/?year=2020", article.url, "/nothing/", "/display/"):
        plain = visitor.get(path)
        visitor.cookies.clear()
        joint = "&" if "?" in path else "?"
        shown = visitor.get(f"{path}{joint}display=elder.text:125")
        assert shown.status_code == plain.status_code
        assert data_of(shown) == {"mode": "elder", "text": "125"}, path
        assert shown.cookies["display"].value == "elder.text:125"
        page = soup(shown)
        own = page.select("link[href], a[href^='/'], form[action]")
        assert own
        assert not [each for each in own if "display=elder" in str(each)]
        assert page.select("link[rel=canonical]") == soup(plain).select("link[rel=canonical]")
        visitor.cookies.clear()


def test_an_unknown_mode_in_a_link_is_the_normal_one(visitor: Client) -> None:
    response = visitor.get("/?display=gigantic")
    assert (response.status_code, data_of(response)) == (200, {})


def test_a_link_to_a_page_of_a_list_keeps_its_query(visitor: Client, bureau: Staffed) -> None:
    for number in range(25):
        published(bureau.column, title=f"第{number}条")
    page = soup(visitor.get("/news/activities/?page=2&display=elder"))
    assert page.select_one(".pagination [aria-current]").text == "2"
    hrefs = {each["href"] for each in page.select(".pagination a")}
    assert not [href for href in hrefs if "display" in href]
    leave = page.select_one(".elder-button--leave")["href"]
    assert parse_qs(urlsplit(leave).query) == {"mode": ["normal"], "next": ["/news/activities/?page=2"]}


def test_caches_are_told_that_pages_differ_by_cookie(visitor: Client) -> None:
    for path in ("/", "/news/", "/nothing/", "/display/"):
        assert "Cookie" in visitor.get(path).headers["Vary"]


def test_normal_pages_set_no_cookie(visitor: Client) -> None:
    for path in ("/", "/news/", "/display/"):
        assert not visitor.get(path).cookies


def test_the_form_of_all_settings_shows_and_sets_each(visitor: Client) -> None:
    form = soup(visitor.get("/display/?next=/news/")).select_one("main form")
    checked = {each["name"]: each["value"] for each in form.select("input[checked]")}
    assert checked == {
        "mode": "normal", "text": "100", "contrast": "site", "line": "normal", "letter": "normal",
        "pictures": "on", "ruler": "off", "caption": "off", "speech": "off", "keys": "on",
    }  # fmt: skip
    assert all(text(each.find_parent("label")) for each in form.select("input[type=radio]"))
    wanted = {**checked, "mode": "accessible", "text": "175", "letter": "wider", "caption": "on", "keys": "off"}
    way_back = form.select_one("[name=next]")["value"]
    response = visitor.post(form["action"], {**wanted, "next": way_back}, follow=True)
    assert response.redirect_chain == [("/news/", 302)]
    assert data_of(response) == {
        "mode": "accessible", "text": "175", "letter": "wider", "caption": "on", "keys": "off",
    }  # fmt: skip
    form = soup(visitor.get("/display/")).select_one("main form")
    now = {each["name"]: each["value"] for each in form.select("input[checked]")}
    assert now == wanted


def test_search_engines_find_nothing_new(visitor: Client) -> None:
    for response in (visitor.get("/display/"), visitor.get("/display/?mode=elder"), visitor.post("/display/")):
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_host_without_a_site_has_no_settings(bureau: Staffed) -> None:
    assert Client(HTTP_HOST="nobody.localhost").get("/display/").status_code == 404


def test_one_cookie_serves_all_hosts_of_the_group(visitor: Client, settings: Any) -> None:
    settings.GROUP_DOMAIN, settings.ALLOWED_HOSTS = "xingning.example", ["*"]
    for host, domain in (
        ("jyj.xingning.example", "xingning.example"),
        ("own.example", ""),
        ("xingning.example.evil", ""),
    ):
        response = Client(HTTP_HOST=host).get("/display/?mode=elder")
        assert response.cookies["display"]["domain"] == domain


def test_the_cookie_is_secure_where_the_page_is(visitor: Client) -> None:
    assert visitor.get("/display/?mode=elder", secure=True).cookies["display"]["secure"]


def test_links_carry_the_display_to_hosts_that_do_not_share_the_cookie(visitor: Client, portal: Staffed) -> None:
    visitor.get("/?display=accessible.text:125")
    page = soup(visitor.get("/"))
    elsewhere = {each["href"] for each in page.select("a[href^='http://portal.localhost/']")}
    assert elsewhere
    assert {parse_qs(urlsplit(href).query)["display"][0] for href in elsewhere} == {"accessible.text:125"}
    # The other host understands it.
    href = urlsplit(elsewhere.pop())
    assert data_of(Client(HTTP_HOST=href.netloc).get(f"{href.path}?{href.query}")) == {
        "mode": "accessible",
        "text": "125",
    }
    visitor.cookies.clear()
    assert b"display=accessible" not in visitor.get("/").content


def test_links_to_hosts_that_share_the_cookie_or_are_not_of_the_group_stay(
    visitor: Client, bureau: Staffed, settings: Any
) -> None:
    body = [
        ("paragraph", '<p><a href="http://jyj.localhost/news/">本站</a><a href="http://other.example/">外站</a></p>')
    ]
    article = published(bureau.column, body=body)
    page = visitor.get(f"{article.url}?display=elder").content.decode()
    assert "http://jyj.localhost/news/?" not in page
    assert "other.example/?display" not in page
    settings.GROUP_DOMAIN = "group.localhost"
    for unit_site in UnitSite.objects.filter(site__isnull=False).select_related("site"):
        unit_site.site.hostname = unit_site.site.hostname.replace(".localhost", ".group.localhost")
        unit_site.site.save()
    cache.clear()
    shared = Client(HTTP_HOST="jyj.group.localhost").get("/?display=accessible").content.decode()
    assert "http://portal.group.localhost/" in shared
    assert "?display=" not in shared


def test_pictures_off_means_text_and_no_request(visitor: Client, bureau: Staffed) -> None:
    url = article_with_every_block(bureau).url
    assert soup(visitor.get(url)).select("main img")
    page = soup(visitor.get(f"{url}?display=accessible.pictures:off"))
    assert not page.select("img, video[poster]")
    described = [each.text for each in page.select("main .picture-text")]
    assert {"〔图片：山坡上的梯田〕", "〔图片：石桥〕", "〔图片：水库〕"} <= set(described)


def test_the_admin_and_files_know_no_display(visitor: Client) -> None:
    response = visitor.get("/admin/login/?display=elder")
    assert "display" not in response.cookies
    assert "data-mode" not in response.content.decode()


def test_other_modes_ask_the_database_for_no_more(bureau: Staffed) -> None:
    url = published(bureau.column, title="一条信息").url
    for path in ("/", "/news/activities/", url):
        normal = queries(path)
        assert queries(f"{path}?display=accessible.pictures:off") <= normal
        assert queries(f"{path}?display=elder") <= normal
