"""What a visitor sees where there is no page, where something failed, and while the site is closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from sites.approval import ledger
from sites.website.enums import NoticeKind
from sites.website.models.removed_page import RemovedPage
from sites.website.models.site_notice import SiteNotice
from tests.factories import draft, published, save_imported
from tests.staffed import Staffed
from tests.visits import get, text


def read(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def visit(url: str, host: str = "jyj.localhost") -> HttpResponse:
    return Client(HTTP_HOST=host, raise_request_exception=False).get(url)


def is_for_people_only(response: HttpResponse) -> bool:
    robots = read(response).select("meta[name=robots]")
    return "noindex" in response.headers["X-Robots-Tag"] and {each["content"] for each in robots} == {"noindex"}


def take_down(page: Page) -> None:
    """As the settlement of a decision does it: the gate writes it to the ledger."""
    with ledger.acting(ledger.Actor(), "测试"):
        page.specific.unpublish()


# --- 404 and 410 ---------------------------------------------------------------


def test_a_missing_page_offers_search_home_and_likely_pages(bureau: Staffed) -> None:
    published(bureau.column, title="关于招生的通知", slug="zhaosheng-2026")
    response = visit("/news/activities/zhaosheng-2025/")
    found = read(response)
    assert response.status_code == 404
    assert text(found.h1) == "页面不存在"
    assert "兴宁市教育局" in text(found.header)
    assert found.html["lang"]
    form = found.select_one("main form[role=search]")
    assert (form["action"], form.input["name"]) == ("/search/", "q")
    assert form.select_one(f"label[for={form.input['id']}]")
    likely = {text(each): each["href"] for each in found.select(".error__likely a")}
    assert likely["关于招生的通知"] == "/news/activities/zhaosheng-2026/"
    assert likely["工作动态"] == "/news/activities/"
    assert len(likely) <= 3
    assert found.select_one(".error__ways a")["href"] == "/"
    assert is_for_people_only(response)


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("/nees/", "/news/"),
        ("/activities/", "/news/activities/"),
        ("/news/activties/", "/news/activities/"),
        ("/工作动态/", "/news/activities/"),
        ("/old/system/news.html", "/news/"),
    ],
)
def test_a_slip_of_the_pen_finds_its_page(bureau: Staffed, url: str, meant: str) -> None:
    assert meant in [each["href"] for each in get(url, status=404).select(".error__likely a")]


def test_nothing_is_likely_that_is_not_public_or_of_another_site(bureau: Staffed, other_bureau: Staffed) -> None:
    draft(bureau.column, bureau.editor, title="机密草稿", slug="zhaosheng-2026")
    published(other_bureau.column, title="别的网站", slug="zhaosheng-2026")
    assert "机密草稿" not in str(get("/zhaosheng-2026/", status=404))
    for host in ("jyj.localhost", "portal.localhost"):  # the other one is a channel below the portal
        assert "别的网站" not in str(get("/zhaosheng-2026/", host, status=404))
    assert "机密草稿" not in str(get("/news/activities/zhaosheng-2026/", status=404))
    found = get("/czj/zhaosheng-2026/", "portal.localhost", status=404)
    assert "别的网站" in text(found.main)


def test_a_missing_page_of_a_channel_wears_the_channel(bureau: Staffed, other_bureau: Staffed) -> None:
    found = get("/czj/news/nothing/", "portal.localhost", status=404)
    assert "兴宁市财政局" in text(found.header)
    assert found.select_one(".error__ways a")["href"] == "/czj/"
    assert "兴宁市财政局" not in text(get("/nothing/", "portal.localhost", status=404).header)


def test_what_was_public_and_was_taken_down_is_gone_with_date_and_unit(bureau: Staffed) -> None:
    page = published(bureau.column, title="误发的内容", slug="wrong")
    take_down(page)
    response = visit("/news/activities/wrong/")
    found = read(response)
    assert response.status_code == 410
    assert text(found.h1) == "本页已撤下"
    today = timezone.localdate()
    assert f"已于{today.year}年{today.month}月{today.day}日撤下（兴宁市教育局）" in text(found.main)
    assert "误发" not in response.content.decode()
    assert is_for_people_only(response)


def test_what_was_never_public_is_not_there(bureau: Staffed) -> None:
    draft(bureau.column, bureau.editor, title="机密草稿", slug="secret")
    response = visit("/news/activities/secret/")
    assert response.status_code == 404
    assert "机密" not in response.content.decode()


def test_what_was_deleted_is_gone_and_its_title_with_it(bureau: Staffed) -> None:
    page = published(bureau.column, title="删掉的内容", slug="deleted")
    hidden = draft(bureau.column, bureau.editor, title="草稿", slug="never")
    with ledger.acting(ledger.Actor(), "测试"):
        page.delete()
        hidden.delete()
    response = visit("/news/activities/deleted/")
    assert response.status_code == 410
    assert "删掉" not in response.content.decode()
    assert visit("/news/activities/never/").status_code == 404
    assert [row.path for row in RemovedPage.objects.all()] == ["news/activities/deleted/"]
    published(bureau.column, title="新的内容", slug="deleted")
    assert visit("/news/activities/deleted/").status_code == 200


def test_what_was_deleted_with_its_column_is_gone_too(bureau: Staffed, other_bureau: Staffed) -> None:
    """In a channel, by the channel's own address."""
    published(other_bureau.column, title="删掉的内容", slug="deleted")
    with ledger.acting(ledger.Actor(), "测试"):
        Page.objects.get(pk=other_bureau.column.pk).delete()
    assert visit("/czj/news/activities/deleted/", "portal.localhost").status_code == 410
    assert visit("/czj/news/activities/", "portal.localhost").status_code == 410
    assert visit("/news/activities/deleted/").status_code == 404


def test_a_redirect_is_better_than_a_notice(bureau: Staffed) -> None:
    page = published(bureau.column, title="旧", slug="old")
    take_down(page)
    Redirect.objects.create(old_path="/news/activities/old", redirect_link="/news/")
    response = visit("/news/activities/old/")
    assert (response.status_code, response["Location"]) == (301, "/news/")


def test_a_renamed_page_leads_on(bureau: Staffed) -> None:
    page = published(bureau.column, title="改名", slug="before")
    page.slug = "after"
    save_imported(page)
    Redirect.add_redirect("/news/activities/before/", redirect_to=page)
    response = visit("/news/activities/before/?a=b")
    assert (response.status_code, response["Location"]) == (301, page.full_url)


@pytest.mark.parametrize(
    "url", ["/a%00b/", "/%ff%fe/", "/" + "a/" * 300, "/" + "a" * 5000 + "/", "/..%2f..%2fetc/passwd", "/%0d%0aX:y/"]
)
def test_hostile_addresses_are_not_found(bureau: Staffed, url: str) -> None:
    response = visit(url)
    assert response.status_code == 404
    assert "X" not in response.headers
    assert text(read(response).h1) == "页面不存在"


def test_a_missing_file_costs_no_look_up(bureau: Staffed, django_assert_num_queries: Any) -> None:
    assert not read(visit("/static/nothing.css")).select("header")


# --- Hosts ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["evil.example", "portal.localhost@evil.example", "portal.localhost/..", "a b", "[::1", "日本"]
)
def test_a_hostile_host_gets_a_plain_400(bureau: Staffed, host: str) -> None:
    response = visit("/", host)
    found = read(response)
    assert response.status_code == 400
    assert text(found.h1) == "请求有误"
    assert not found.select("nav, header, footer, a")
    assert "兴宁" not in found.get_text()
    assert host not in response.content.decode()
    assert is_for_people_only(response)


def test_a_forwarded_host_is_not_believed(bureau: Staffed) -> None:
    response = Client(HTTP_HOST="jyj.localhost").get("/nothing/", headers={"X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in response.content.decode()


# --- Failures ------------------------------------------------------------------


@contextmanager
def database_away() -> Iterator[None]:
    def refuse(*args: Any) -> None:
        raise OperationalError("could not connect to server")

    with connection.execute_wrapper(refuse):
        yield


def test_a_database_that_is_away_is_503_and_asks_to_come_back(bureau: Staffed) -> None:
    for url in ("/", "/nothing/", "/news/"):
        cache.clear()
        with database_away():
            response = visit(url)
        found = read(response)
        assert response.status_code == 503
        assert response.headers["Retry-After"] == str(settings.RETRY_AFTER)
        assert response.headers["Cache-Control"] == "no-store"
        assert text(found.h1) == "暂时无法访问"
        assert "兴宁市政府网站群" in found.get_text()
        assert is_for_people_only(response)
    assert visit("/").status_code == 200


def test_a_failure_is_500_without_a_word_about_it(bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("sites.pages.models.column_page.ColumnPage.get_context", fail)
    response = visit("/news/")
    found = read(response)
    assert response.status_code == 500
    assert text(found.h1) == "暂时无法显示"
    assert "secret" not in response.content.decode()
    assert found.select_one("main a")["href"] == "/"
    assert is_for_people_only(response)


def test_mourning_holds_where_the_database_is_not_asked(bureau: Staffed) -> None:
    ends = timezone.now() + timedelta(hours=1)
    SiteNotice.objects.create(kind=NoticeKind.MOURNING, ends_at=ends)
    get("/")
    cache.delete("site_notices")
    with database_away():
        response = visit("/news/")
    assert response.status_code == 503
    assert read(response).html.has_attr("data-mourning")


# --- Closed --------------------------------------------------------------------


@pytest.fixture
def switch(settings: Any, tmp_path: Path) -> Path:
    settings.MAINTENANCE_FILE = str(tmp_path / "maintenance")
    return tmp_path / "maintenance"


def test_a_file_closes_the_site_and_says_why(bureau: Staffed, switch: Path) -> None:
    assert visit("/").status_code == 200
    switch.write_text("今晚22:00至24:00升级。<b>")
    for url in ("/", "/nothing/", "/admin/", "/zh-hant/"):
        with database_away():
            response = visit(url)
        assert response.status_code == 503
        assert int(response.headers["Retry-After"]) > 0
    with database_away():
        found = read(visit("/"))
    assert "今晚22:00至24:00升级。<b>" in text(found.main)
    assert text(found.h1) == "停机维护"
    switch.unlink()
    assert visit("/").status_code == 200


def test_an_empty_file_or_the_setting_closes_it_too(bureau: Staffed, switch: Path, settings: Any) -> None:
    switch.touch()
    assert "停机维护" in text(read(visit("/")).main)
    switch.unlink()
    settings.MAINTENANCE = True
    assert visit("/").status_code == 503


# --- Scripts -------------------------------------------------------------------


def test_errors_are_in_the_script_of_the_address(bureau: Staffed, switch: Path) -> None:
    take_down(published(bureau.column, slug="wrong"))
    for url, status, words in (
        ("/zh-hant/nothing/", 404, "頁面不存在"),
        ("/zh-hant/news/activities/wrong/", 410, "本頁已撤下"),
    ):
        response = visit(url)
        found = read(response)
        assert response.status_code == status
        assert found.html["lang"] == "zh-Hant"
        assert text(found.h1) == words
        assert found.select_one(".error__ways a")["href"] == "/zh-hant/"
    switch.touch()
    found = read(visit("/zh-hant/"))
    assert found.html["lang"] == "zh-Hant"
    assert text(found.h1) == "停機維護"
