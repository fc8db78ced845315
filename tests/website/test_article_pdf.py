"""The PDF of an article: what is in it, in both scripts, what it may load, and when it is made."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client

from hub.pdf import offer
from hub.pdf.files import RenditionFetcher
from sites.pages.models.article_page import ArticlePage
from sites.website.articles import pdf_store
from tests.factories import published
from tests.staffed import Staffed
from tests.visits import article_with_every_block, get, image

FOUR = 4


@pytest.fixture(autouse=True)
def own_storage(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def fetch(page: ArticlePage, prefix: str = "", **headers: str) -> HttpResponse:
    path = f"{prefix}{urlsplit(page.get_url()).path}article.pdf"
    response = Client(HTTP_HOST="jyj.localhost").get(path, headers=headers)
    if response.streaming:
        response = HttpResponse(response.getvalue(), status=response.status_code, headers=dict(response.headers))
    return response


def reader(response: HttpResponse) -> pypdf.PdfReader:
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(BytesIO(response.content))


def words(found: pypdf.PdfReader) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in found.pages))


@pytest.fixture
def made() -> Iterator[mock.Mock]:
    """Stands for the making, which takes half a second; what is kept and when is tested with it."""
    with mock.patch("sites.website.articles.views._make", side_effect=lambda *args: b"%PDF-made") as make:
        yield make


def test_the_pdf_holds_the_document(bureau: Staffed) -> None:
    page = article_with_every_block(bureau)
    assert get(page.get_url()).select_one('a[href="article.pdf"]') is not None
    response = fetch(page)
    found = reader(response)
    whole = words(found)
    for part in (
        "关于印发办法的通知",
        "兴市府办〔2014〕19号",
        "信息来源：市教育局",
        "第一章总则",
        "第一条为了公开。",
        "项目表",
        "修路",
        "办法全文（PDF，2.0KB）",
        page.get_url(),
        f"第1页/共{len(found.pages)}页",
        "兴宁市教育局",
    ):
        assert part in whole
    assert "字号" not in whole
    assert len(found.pages[0].images) + len(found.pages[1].images) > 0
    root = found.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("zh-Hans", True)
    assert found.metadata.title == "关于印发办法的通知"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Link"] == f'<{page.get_url()}>; rel="canonical"'
    assert "attachment" not in response.headers["Content-Disposition"]


def test_the_twin_is_in_the_other_script(bureau: Staffed) -> None:
    page = published(bureau.column, title="关于干部下乡的通知", body=[("paragraph", "<p>头发与发展。</p>")])
    found = reader(fetch(page, "/zh-hant"))
    whole = words(found)
    for part in (
        "關於幹部下鄉的通知",
        "頭髮與發展。",
        "第1頁/共1頁",
        f"jyj.localhost/zh-hant{urlsplit(page.get_url()).path}",
    ):
        assert part in whole
    assert found.trailer["/Root"]["/Lang"] == "zh-Hant"


def test_a_pdf_is_made_once_and_again_when_the_content_changes(bureau: Staffed, made: mock.Mock) -> None:
    page = published(bureau.column)
    first = fetch(page)
    assert first.content == b"%PDF-made"
    assert fetch(page).headers["ETag"] == first.headers["ETag"]
    assert made.call_count == 1
    assert fetch(page, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    ArticlePage.objects.filter(pk=page.pk).update(validity="abolished")
    assert fetch(page).headers["ETag"] != first.headers["ETag"]
    assert made.call_count == 2
    fetch(page, "/zh-hant")
    assert made.call_count == 3
    assert len(default_storage.listdir(f"{pdf_store.FOLDER}/{page.pk}")[1]) == 2


@pytest.mark.parametrize("ending", ["unpublish", "delete"])
def test_what_is_taken_down_leaves_no_pdf(bureau: Staffed, made: mock.Mock, ending: str) -> None:
    page = published(bureau.column)
    path, folder = f"{urlsplit(page.get_url()).path}article.pdf", f"{pdf_store.FOLDER}/{page.pk}"
    fetch(page)
    assert len(default_storage.listdir(folder)[1]) == 1
    getattr(page, ending)()
    assert default_storage.listdir(folder)[1] == []
    assert Client(HTTP_HOST="jyj.localhost").get(path).status_code in (404, 410)


def test_without_the_system_s_libraries_nothing_is_offered(bureau: Staffed) -> None:
    page = published(bureau.column)
    with mock.patch("hub.pdf.offer._loads", return_value=False):
        offer.pdf_is_offered.cache_clear()
        assert get(page.get_url()).select_one('a[href="article.pdf"]') is None
        response = fetch(page)
    offer.pdf_is_offered.cache_clear()
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "暂时不能生成PDF" in re.sub(r"\s", "", response.content.decode())


def test_many_who_ask_at_once_get_one_that_was_made_once(settings: Any) -> None:
    began, may_end, calls = threading.Event(), threading.Event(), []

    def make() -> bytes:
        calls.append(1)
        began.set()
        assert may_end.wait(20)
        return b"%PDF-slow"

    found: list[bytes] = []

    def ask() -> None:
        with pdf_store.stored_pdf("article-pdf/1/zh-hans-abc.pdf", make) as file:
            found.append(file.read())

    threads = [threading.Thread(target=ask) for _ in range(FOUR)]
    threads[0].start()
    assert began.wait(20)
    for thread in threads[1:]:
        thread.start()
    may_end.set()
    for thread in threads:
        thread.join(20)
    assert (len(calls), found) == (1, [b"%PDF-slow"] * FOUR)


def test_who_waits_too_long_is_asked_to_come_back(bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_store, "PATIENCE_SECONDS", 0)
    assert pdf_store._turn.acquire()
    try:
        assert fetch(published(bureau.column)).status_code == 503
    finally:
        pdf_store._turn.release()


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:5432/",
        "http://169.254.169.254/latest/meta-data/",
        "https://evil.example/x.png",
        "http://jyj.localhost/media/documents/secret.pdf",
        "http://jyj.localhost/media/images/../documents/secret.pdf",
        "http://jyj.localhost/media/images/..%2fdocuments%2fsecret.pdf",
        "http://jyj.localhost/media/images/%2e%2e/%2e%2e/etc/passwd",
        "http://jyj.localhost/admin/",
        "data:image/png;base64,AAAA",
        "ftp://jyj.localhost/media/images/x.png",
    ],
)
def test_a_pdf_loads_nothing_but_pictures_of_ours(address: str) -> None:
    default_storage.save("documents/secret.pdf", BytesIO(b"secret"))
    with mock.patch("socket.create_connection", side_effect=AssertionError), pytest.raises(ValueError, match="picture"):
        RenditionFetcher("http://jyj.localhost/news/").fetch(address)


def test_a_picture_comes_from_the_storage(bureau: Staffed) -> None:
    picture = image(bureau)
    published(bureau.column, cover=picture)
    rendition = picture.get_rendition("width-320")
    fetched = RenditionFetcher("http://jyj.localhost/news/").fetch(f"http://jyj.localhost{rendition.url}")
    assert fetched.content_type == "image/jpeg"
    assert fetched.read()[:2] == b"\xff\xd8"


def test_hostile_text_brings_nothing_into_the_pdf(bureau: Staffed) -> None:
    default_storage.save("documents/secret.txt", BytesIO("机密".encode()))
    hostile = (
        '<p>正文</p><img src="file:///etc/passwd"><img src="/media/documents/secret.txt"><a href="file:///etc/passwd">x</a>'
        '<link rel="attachment" href="file:///etc/passwd"><style>@import "http://127.0.0.1:1/";</style>'
    )
    with mock.patch("socket.create_connection", side_effect=AssertionError):
        found = reader(fetch(published(bureau.column, body=[("paragraph", hostile)])))
    assert "正文" in words(found)
    assert found.attachments == {}
    assert b"passwd" not in b"".join(page.get_contents().get_data() for page in found.pages)
    targets = [
        each.get_object().get("/A", {}).get("/URI", "") for page in found.pages for each in page.get("/Annots", [])
    ]
    assert not [target for target in targets if str(target).startswith("file:")]
