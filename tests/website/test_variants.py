"""The Traditional twin of every public URL, as a visitor meets it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from hub.models import ScriptCorrection
from hub.variants import responses
from hub.variants.current_converter import to_traditional
from hub.variants.enums import Variant
from hub.variants.middleware import VariantMiddleware
from hub.variants.responses import in_script
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.topic_page import TopicPage
from tests.factories import published
from tests.staffed import Staffed
from tests.visits import article_with_every_block, get

pytestmark = pytest.mark.django_db
# Characters that only Simplified has, among those that stand on every page.
SIMPLIFIED = set("务发导众网项实讯动关门见议长问应简这们书与区业产单县务办乡镇总级结组织织经给编线练")


def visible_words(found: BeautifulSoup) -> str:
    """Text and attributes that people read, without what says that it is not to be converted."""
    for element in found.select("script, style, [translate=no], select"):
        element.decompose()
    attributes = [
        element.get(name, "")
        for element in found.find_all(True)
        for name in ("title", "alt", "aria-label", "placeholder")
    ]
    return found.get_text() + "".join(attributes)


def path_of(page: Page) -> str:
    return urlsplit(page.full_url).path


def twin(page: Page) -> str:
    return f"/zh-hant{path_of(page)}"


def answer(path: str, method: Any, **middleware: Any) -> HttpResponse:
    """What the middleware makes of the response that `method` gives to a request for `path`."""
    request = RequestFactory().get(path, HTTP_HOST="jyj.localhost", **middleware)
    return VariantMiddleware(method)(request)


# --- Pages ------------------------------------------------------------------


def test_every_page_type_has_a_twin_in_traditional_characters(bureau: Staffed, portal: Staffed) -> None:
    article = article_with_every_block(bureau)
    topic = published(bureau.site.home, TopicPage(title="专题发布", introduction="<p>发展</p>"))
    leader = published(bureau.column.get_parent().specific, LeaderPage(title="示例领导", position="局长"))
    for page in (bureau.site.home, bureau.column, article, topic, leader):
        found = get(twin(page))
        assert found.html["lang"] == "zh-Hant", page
        assert not SIMPLIFIED & set(visible_words(found)), (page, SIMPLIFIED & set(visible_words(found)))


def test_links_of_a_twin_stay_in_the_script(bureau: Staffed) -> None:
    found = get(twin(article_with_every_block(bureau)))
    stays = [link["href"] for link in found.select("a[href^='/']:not([hreflang])")]
    assert stays
    files = ("/files/", "/media/", "/static/")
    assert [href for href in stays if not href.startswith(("/zh-hant/", *files))] == []
    hosts = [link["href"] for link in found.select("a[href^='http']:not([hreflang])") if ".localhost" in link["href"]]
    assert hosts
    assert [href for href in hosts if not re.match(r"http://\w+\.localhost/zh-hant/", href)] == []


def test_a_twin_costs_one_query_more(bureau: Staffed) -> None:
    url = path_of(bureau.column)
    for path in (url, f"/zh-hant{url}"):
        get(path)
    counts = []
    for path in (url, f"/zh-hant{url}"):
        with CaptureQueriesContext(connection) as captured:
            get(path)
        counts.append(len(captured))
    assert counts[1] - counts[0] <= 2  # the corrections' version; a translation is asked for


def test_errors_are_in_the_script(bureau: Staffed) -> None:
    found = get("/zh-hant/no-such-page/", status=404)
    assert "頁面不存在" in found.get_text()
    assert found.select_one("a.site-header__name")["href"].startswith("/zh-hant/")


def test_redirects_stay_in_the_script(bureau: Staffed) -> None:
    url = path_of(bureau.column)
    response = Client(HTTP_HOST="jyj.localhost").get(f"/zh-hant{url.rstrip('/')}?page=1")
    assert (response.status_code, response["Location"]) == (301, f"/zh-hant{url}?page=1")


def test_head_tells_the_length_of_the_twin(bureau: Staffed) -> None:
    client = Client(HTTP_HOST="jyj.localhost")
    url = twin(bureau.column)
    got, head = client.get(url), client.head(url)
    assert int(got["Content-Length"]) == len(got.content)
    assert int(head["Content-Length"]) == len(got.content)
    assert head.content == b""


def test_forms_and_their_answers_stay_in_the_script() -> None:
    form = '<form action="/mailbox/"><input name="q" value="发展"><input type="submit" value="发送"></form>'
    shown = answer("/zh-hant/mailbox/", lambda request: HttpResponse(form)).content.decode()
    assert shown == (
        '<form action="/zh-hant/mailbox/"><input name="q" value="发展"><input type="submit" value="發送"></form>'
    )


def test_feeds_and_data_are_converted() -> None:
    feed = (
        '<?xml version="1.0"?><rss><channel><title>发展</title><link>http://jyj.localhost/news/</link>'
        "<language>zh-Hans</language>"
        '<description><![CDATA[<a href="/x/">头<b>发</b></a>]]></description></channel></rss>'
    )
    shown = answer("/zh-hant/rss.xml", lambda request: HttpResponse(feed, content_type="application/rss+xml")).content
    assert shown.decode() == (
        '<?xml version="1.0"?><rss><channel><title>發展</title><link>http://jyj.localhost/zh-hant/news/</link>'
        "<language>zh-Hant</language>"
        '<description><![CDATA[<a href="/zh-hant/x/">頭<b>髮</b></a>]]></description></channel></rss>'
    )
    data = {"发": "头发", "url": "/news/", "file": "/media/发.pdf", "n": [1, None, "<p>发展</p>"], "e": "mailto:发@x"}
    body = json.dumps(data)
    shown = answer("/zh-hant/api/", lambda request: HttpResponse(body, content_type="application/json")).content
    assert json.loads(shown) == {
        **data, "发": "頭髮", "url": "/zh-hant/news/", "n": [1, None, "<p>發展</p>"],
    }  # fmt: skip


def test_other_content_passes_untouched() -> None:
    for kind in ("text/plain; charset=utf-8", "text/css", "application/pdf"):
        body = "发展 href='/x/'".encode()
        kept = answer("/zh-hant/x", lambda request, kind=kind, body=body: HttpResponse(body, content_type=kind))
        assert kept.content == body


# --- Addresses --------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/zh-hant", "/zh-hant/"),
        ("/zh-hant?x=1", "/zh-hant/?x=1"),
        ("/zh-hant/admin/", "/admin/"),
        ("/zh-hant/static/css/base.css", "/static/css/base.css"),
        ("/en/media/images/a.jpg", "/media/images/a.jpg"),
        ("/zh-tw/news/?page=2", "/news/?page=2"),
        ("/zh-xx/", "/"),
        ("/zh-Hant-HK/news/", "/news/"),
        ("/zh-Hant/news/", "/zh-hant/news/"),
        ("/EN/", "/en/"),
        ("/zh-tw//evil.example/", "/evil.example/"),
    ],
)
def test_addresses_that_are_no_variant_lead_on(bureau: Staffed, asked: str, led: str) -> None:
    response = Client(HTTP_HOST="jyj.localhost").get(asked)
    assert (response.status_code, response["Location"]) == (302, led)


def test_a_page_may_look_like_a_script(bureau: Staffed) -> None:
    column = published(bureau.site.home, ColumnPage(title="综合管理", slug="zh-gl"))
    assert "综合管理" in get(path_of(column)).h1.get_text()


def test_two_slashes_never_lead_to_another_host(bureau: Staffed) -> None:
    client = Client(HTTP_HOST="jyj.localhost")
    for path in ("/zh-hant//evil.example/", "//evil.example/?script=zh-hans", "/zh-hant//evil.example/?script=zh-hans"):
        response = client.get(f"http://jyj.localhost{path}")
        assert not response.get("Location", "").startswith("//")
        assert 'href="//evil' not in response.content.decode()


# --- The choice -------------------------------------------------------------


def test_the_choice_is_remembered_and_forgotten(bureau: Staffed) -> None:
    client = Client(HTTP_HOST="jyj.localhost")
    url = path_of(bureau.column)
    link = BeautifulSoup(client.get(f"{url}?page=1").content, "html.parser").select_one("a[hreflang=zh-Hant]")["href"]
    chosen = client.get(link)
    assert (chosen.status_code, chosen["Location"]) == (302, f"/zh-hant{url}?page=1")
    assert "no-store" in chosen["Cache-Control"]
    cookie = chosen.cookies["script"]
    assert (cookie.value, cookie["samesite"], cookie["secure"], cookie["domain"]) == ("zh-hant", "Lax", "", "")

    led = client.get(f"{url}?page=1")
    assert (led.status_code, led["Location"]) == (302, f"/zh-hant{url}?page=1")
    assert "Cookie" in led["Vary"]
    assert "no-store" in led["Cache-Control"]

    back = BeautifulSoup(client.get(f"/zh-hant{url}").content, "html.parser").select_one("a[hreflang=zh-Hans]")["href"]
    assert client.get(back)["Location"] == url
    assert client.get(url).status_code == 200


def test_a_direct_link_needs_no_cookie_and_the_page_no_vary(bureau: Staffed) -> None:
    response = Client(HTTP_HOST="jyj.localhost").get(twin(bureau.column))
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("value", ["zh-tw", "", "zh-hans", "'\"><script>", "zh-hant/../x"])
def test_other_cookies_do_nothing(bureau: Staffed, value: str) -> None:
    client = Client(HTTP_HOST="jyj.localhost")
    client.cookies["script"] = value
    assert client.get(path_of(bureau.column)).status_code == 200


def test_only_pages_that_are_read_lead_on() -> None:
    def led(response: HttpResponse, path: str = "/x/") -> bool:
        return answer(path, lambda request: response, HTTP_COOKIE="script=zh-hant").status_code == 302

    assert led(HttpResponse("<p>发"))
    assert led(HttpResponse("<p>发", status=404))
    assert not led(HttpResponse("<p>发", status=500))
    assert not led(HttpResponse("{}", content_type="application/json"))
    assert not led(HttpResponse("<rss/>", content_type="application/rss+xml"))
    assert not led(HttpResponse("<p>发"), "/admin/")
    post = RequestFactory().post("/x/", HTTP_HOST="jyj.localhost", HTTP_COOKIE="script=zh-hant")
    assert VariantMiddleware(lambda request: HttpResponse("<p>发"))(post).status_code == 200


@pytest.mark.parametrize(
    ("host", "domain"), [("jyj.xingning.example", "xingning.example"), ("www.other.example", ""), ("localhost", "")]
)
@override_settings(GROUP_DOMAIN="xingning.example", ALLOWED_HOSTS=["*"])
def test_the_cookie_holds_for_the_group(host: str, domain: str) -> None:
    request = RequestFactory().get("/?script=zh-hant", HTTP_HOST=host, secure=True)
    cookie = VariantMiddleware(lambda request: HttpResponse())(request).cookies["script"]
    assert (cookie["domain"], cookie["secure"]) == (domain, True)


def test_who_chose_english_reaches_the_chinese_original(bureau: Staffed) -> None:
    client = Client(HTTP_HOST="jyj.localhost")
    url = path_of(article_with_every_block(bureau))
    assert client.get(f"{url}?script=en")["Location"] == f"/en{url}"
    assert client.get(url)["Location"] == f"/en{url}"
    offer = BeautifulSoup(client.get(f"/en{url}").content, "html.parser").select_one("aside a[hreflang=zh-Hans]")
    assert client.get(offer["href"])["Location"] == url
    assert client.get(url).status_code == 200


# --- Corrections ------------------------------------------------------------


def test_corrections_come_with_the_install() -> None:
    assert to_traditional("地方志办公室、行政复议、松口镇") == "地方志辦公室、行政復議、松口鎮"


def test_a_correction_takes_effect_on_the_next_page(bureau: Staffed) -> None:
    def shown() -> str:
        return get(twin(bureau.column)).footer.get_text()

    assert "教育局" in shown()
    correction = ScriptCorrection.objects.create(simplified="宁市教育", traditional="甯市敎育")
    assert "興甯市敎育局" in shown()
    correction.traditional = "甯市教育"
    correction.save()
    assert "興甯市教育局" in shown()
    correction.delete()
    assert "興寧市教育局" in shown()


def test_a_hostile_correction_makes_no_markup() -> None:
    ScriptCorrection.objects.create(simplified="发展", traditional="<script>發")
    ScriptCorrection.objects.create(simplified='发" onclick="', traditional="發")
    assert to_traditional('发展发" onclick="') == '發展發" onclick="'


# --- Failures ---------------------------------------------------------------


def test_when_conversion_fails_the_page_says_so(
    bureau: Staffed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("dictionary is gone")

    monkeypatch.setattr(responses, "current_converter", broken)
    found = get(twin(bureau.column))
    assert "繁體轉換暫時無法使用" in found.select_one(".variant-note").get_text()
    assert found.html["lang"] == "zh-Hans"
    assert bureau.column.title in found.h1.get_text()
    assert found.select_one("nav.main-navigation a")["href"].startswith("/zh-hant/")
    assert "dictionary is gone" in caplog.text
    plain = answer("/zh-hant/x/", lambda request: HttpResponse('<body class="a"><p>发'))
    assert plain.content.decode().startswith('<body class="a"><p class="variant-note wrap"')
    assert "no-store" in plain["Cache-Control"]


def test_an_unknown_configuration_of_opencc_is_a_failure_too(bureau: Staffed) -> None:
    with override_settings(SCRIPT_CONVERSION="s2nowhere"):
        assert get(twin(bureau.column)).select_one(".variant-note")


def test_what_is_no_json_or_no_text_stays() -> None:
    for body, kind in ((b"{nonsense", "application/json"), (b"\xff\xfe<p>", "text/html; charset=utf-8")):
        kept = answer("/zh-hant/x", lambda request, body=body, kind=kind: HttpResponse(body, content_type=kind))
        assert kept.content == body, kind


# --- Text beside the page, and English --------------------------------------


def test_text_that_does_not_wait_for_the_response() -> None:
    request = HttpRequest()
    assert in_script(request, "头发") == "头发"
    request.variant = Variant.TRADITIONAL
    assert in_script(request, "头发") == "頭髮"
    with CaptureQueriesContext(connection) as captured:
        in_script(request, "发展")
    assert len(captured) == 0  # the corrections were looked up once for the request


def test_english_keeps_its_links_and_the_words() -> None:
    page = '<html lang="zh-Hans"><a href="/x/">头发</a><a href="/x/" hreflang="zh-Hans">中文</a>'
    shown = answer("/en/x/", lambda request: HttpResponse(page)).content.decode()
    assert shown == page.replace('href="/x/">头发', 'href="/en/x/">头发')


def test_the_path_inside_is_the_sources() -> None:
    seen: list[tuple[str, str]] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append((request.path, request.variant))
        return HttpResponse()

    answer("/zh-hant/news/", view)
    answer("/en/", view)
    answer("/news/", view)
    assert seen == [("/news/", "zh-hant"), ("/", "en"), ("/news/", "zh-hans")]
