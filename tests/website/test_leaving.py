"""Links out of the group: marked, and over a page that says where they lead."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.models import Site

from sites.organisation.models.former_address import FormerAddress
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.link_page import LinkPage
from sites.pages.models.trusted_host import TrustedHost
from sites.pages.outbound.addresses import is_local, web_address
from sites.pages.outbound.links import exit_notice_path, outbound_link
from tests.factories import published, written_before
from tests.staffed import Staffed
from tests.visits import get, queries, text

ABROAD = "https://www.example.org/a?b=1&c=%E4%B8%AD#d"
HOSTILE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "https:evil.example",
    "https:///evil.example",
    "http://jyj.localhost@evil.example/",
    "http://jyj.localhost%40evil.example@evil.example/",
    "http://evil.example\r\nSet-Cookie: a=b",
    "http://evil.example\\@jyj.localhost/",
    "http://evil .example/",
    "http://\u202emoc.example/",
    "http://[::1",
    "http://a:99999/",
    "ftp://evil.example/",
    "https://" + "a" * 3000 + ".example/",
]


def target_of(href: str) -> str:
    assert urlsplit(href).path == "/leaving/"
    return parse_qs(urlsplit(href).query)["to"][0]


def article_links(bureau: Staffed, html: str) -> list[Tag]:
    """Of a body that was written before anybody looked at it."""
    page = published(bureau.column)
    written_before(ArticlePage.objects.filter(pk=page.pk), body=ArticlePage(body=[("paragraph", html)]).body)
    return get(urlsplit(page.full_url).path).select(".rich-text a")


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_leads_nowhere(address: str, bureau: Staffed) -> None:
    assert outbound_link(address).href == ""
    assert Client(HTTP_HOST="jyj.localhost").get("/leaving/", {"to": address, "s": "x"}).status_code == 404


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_in_rich_text_is_no_link(address: str, bureau: Staffed) -> None:
    for quote in ('"', "'"):
        assert article_links(bureau, f"<p>看<a href={quote}{address}{quote}>这里</a>。</p>") == []


def test_no_road_leads_a_browser_elsewhere_than_the_notice_says() -> None:
    """What looks local stays on the host; what is shown is what the network opens."""
    assert is_local("/news/?page=2#a")
    assert is_local("?page=2")
    assert not is_local("//evil.example")
    assert not is_local("/\\evil.example")
    assert web_address("HTTPS://例子.CN/路径").host == "xn--fsqu00a.cn"
    assert web_address("https://例子.cn/").url == "https://xn--fsqu00a.cn/"
    assert web_address("https://ex\u0430mple.org/").host.startswith("xn--")  # a Cyrillic а
    assert web_address("https://[::1]:8000/").url == "https://[::1]:8000/"


def test_links_in_rich_text_are_marked_and_lead_over_the_notice(bureau: Staffed) -> None:
    own = "http://jyj.localhost/news/"
    (inside, outside, mail, anchor) = article_links(
        bureau,
        f'<p><a href="{own}">动态</a><a href="https://www.example.org/a?b=1&amp;c=%E4%B8%AD#d"><b>外站</b></a>'
        '<a href="mailto:a@example.org">信箱</a><a href="#b">下文</a></p>',
    )
    assert inside["href"] == own
    assert inside.get("rel") is None
    assert target_of(outside["href"]) == ABROAD
    assert text(outside) == "外站（外部链接）"
    assert outside.b is not None
    assert set(outside["rel"]) == {"external", "noopener"}
    assert mail["href"] == "mailto:a@example.org"
    assert anchor["href"] == "#b"


def test_attributes_of_hostile_links_are_left_out(bureau: Staffed) -> None:
    (link,) = article_links(bureau, '<p><a onclick="alert(1)" style="top:0" href="/news/">动态</a></p>')
    assert set(link.attrs) == {"href"}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a title=">" href="javascript:alert(1)">x</a>',
        '<a href="/news/"><a href="javascript:alert(1)">x</a>',
        '<a href="javascript:alert(1)',
        "<A HREF=javascript:alert(1)>x</A>",
        '<a/href="javascript:alert(1)">x</a>',
        '<a href="/news/" href="javascript:alert(1)">x</a>',
    ],
)
def test_broken_markup_hides_no_link(html: str, bureau: Staffed) -> None:
    assert {link["href"] for link in article_links(bureau, f"<p>{html}</p>")} <= {"/news/"}


def test_the_notice_names_host_and_address_and_waits(bureau: Staffed) -> None:
    url = "https://user-example.例子.cn/%3Cscript%3E?x=<b>"
    response = Client(HTTP_HOST="jyj.localhost").get(outbound_link(url.replace("<b>", "%3Cb%3E")).href)
    found = BeautifulSoup(response.content, "html.parser")
    assert text(found.h1) == "您将离开本网站"
    assert [text(each) for each in found.select("dd")] == [
        "user-example.xn--fsqu00a.cn",
        "https://user-example.xn--fsqu00a.cn/%3Cscript%3E?x=%3Cb%3E",
    ]
    go, back = found.select(".leaving__choice a")
    assert (text(go), go["href"]) == ("继续访问", text(found.select("dd")[1]))
    assert (text(back), back["href"]) == ("返回", "/")
    assert not found.select("meta[http-equiv], main script")
    assert "noreferrer" in go["rel"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "noindex" in found.select_one("meta[name=robots]")["content"]
    assert "兴宁市教育局" in text(found.header)


def test_back_leads_to_the_page_one_came_from_but_never_elsewhere(bureau: Staffed) -> None:
    def back(referer: str) -> str:
        client = Client(HTTP_HOST="jyj.localhost", HTTP_REFERER=referer)
        found = BeautifulSoup(client.get(exit_notice_path(ABROAD)).content, "html.parser")
        return found.select(".leaving__choice a")[1]["href"]

    assert back("http://jyj.localhost/news/?page=2") == "/news/?page=2"
    assert back("http://evil.example/") == "/"
    assert back("http://jyj.localhost.evil.example/") == "/"
    assert back("http://jyj.localhost//evil.example/") == "/"
    assert back("http://jyj.localhost@evil.example/") == "/"


def test_nobody_else_sends_people_over_our_notice(bureau: Staffed) -> None:
    client = Client(HTTP_HOST="jyj.localhost")
    signature = parse_qs(urlsplit(exit_notice_path(ABROAD)).query)["s"][0]
    assert client.get("/leaving/", {"to": ABROAD, "s": signature}).status_code == 200
    for forged in (
        {"to": ABROAD},
        {"to": ABROAD, "s": ""},
        {"to": ABROAD, "s": signature[:-1]},
        {"to": ABROAD + "x", "s": signature},
        {"to": "https://evil.example/", "s": signature},
        {},
    ):
        response = client.get("/leaving/", forged)
        assert response.status_code == 404
        main = BeautifulSoup(response.content, "html.parser").main
        assert "页面不存在" in text(main)
        assert "example" not in str(main)


def test_a_link_page_leads_over_the_notice_and_a_list_of_links_at_once(bureau: Staffed) -> None:
    home = bureau.site.home.specific
    page = published(home, LinkPage(title="外站", address=ABROAD))
    response = Client(HTTP_HOST="jyj.localhost").get(urlsplit(page.full_url).path)
    assert response.status_code == 302
    assert target_of(response["Location"]) == ABROAD
    own = published(home, LinkPage(title="本站动态", address="http://portal.localhost/news/"))
    assert Client(HTTP_HOST="jyj.localhost").get(urlsplit(own.full_url).path)["Location"] == own.address
    bad = published(home, LinkPage(title="坏", address="http://jyj.localhost@evil.example/"))
    get(urlsplit(bad.full_url).path, status=404)
    found = {text(each): each["href"] for each in get("/").select(".links a")}
    assert target_of(found["外站（外部链接）"]) == ABROAD
    assert found["本站动态"] == own.address
    assert "坏" not in found


def test_hosts_of_the_group_and_those_that_the_centre_trusts_are_not_external(bureau: Staffed) -> None:
    assert not outbound_link("http://jyj.localhost:8000/").is_outward
    assert outbound_link("http://old.example/").is_outward
    row = FormerAddress.objects.create(unit_site=bureau.site, host="old.example")
    assert not outbound_link("http://OLD.example/news/").is_outward
    row.delete()
    assert outbound_link("http://old.example/").is_outward
    host = TrustedHost.objects.create(host="gov.example")
    assert not outbound_link("https://gov.example/").is_outward
    assert not outbound_link("https://www.gov.example./").is_outward
    assert outbound_link("https://fakegov.example/").is_outward
    host.delete()
    assert outbound_link("https://gov.example/").is_outward
    Site.objects.create(hostname="new.example", root_page=bureau.site.home)
    assert not outbound_link("https://new.example/").is_outward


@pytest.mark.parametrize("host", ["", "http://gov.cn", "gov.cn/a", "a@gov.cn", "gov.cn:80", "*.gov.cn", "cn", "a b.cn"])
def test_a_trusted_host_is_a_host(host: str) -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        TrustedHost(host=host).full_clean(validate_unique=False)


def test_links_cost_no_query(bureau: Staffed) -> None:
    def paths(number: int) -> str:
        links = "".join(f'<a href="https://www.example.org/{each}">外</a>' for each in range(number))
        page: Any = published(bureau.column, body=[("paragraph", f"<p>{links}</p>")])
        return urlsplit(page.full_url).path

    few, many = paths(0), paths(30)
    assert queries(many) == queries(few)
