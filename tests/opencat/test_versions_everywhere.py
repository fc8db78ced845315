"""A change of state shows at once on every page that lists the document."""

from __future__ import annotations

import json
import re
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pypdf
import pytest
from bs4 import Tag
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from hub.variants.enums import Variant
from opencat.enums import LinkKind
from opencat.models import CatalogueEntry
from search.indexing import drain_database
from sites.approval.enums import LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from tests.opencat.test_versions import document, now
from tests.pages.translating import released, translated
from tests.staffed import Staffed
from tests.story import unapproved_content
from tests.visits import get

pytestmark = pytest.mark.django_db
HOST = "jyj.localhost"


@pytest.fixture
def old(bureau: Staffed) -> ArticlePage:
    """A document that is listed everywhere, each list read once while it still holds."""
    page = document(bureau, "旧办法")
    neighbour = document(bureau, "邻近文件")
    drain_database()
    for path in ("/", "/documents/", f"/documents/{neighbour.slug}/", "/search/?q=" + quote("旧办法")):
        get(path, HOST)
    return page


@pytest.fixture
def abolished(bureau: Staffed, old: ArticlePage) -> ArticlePage:
    document(bureau, "新办法", (LinkKind.ABOLISHES, old))
    drain_database()
    return now(old)


def marks(path: str, page: Page) -> set[str]:
    """What stands beside the links to `page` in the lists of a page."""
    links: list[Tag] = get(path, HOST).select("main a")
    found = {link.get_text(strip=True) for link in links if page.slug in str(link.get("href"))}
    assert found, "not listed"
    return found


@pytest.mark.parametrize("path", ["/documents/", "/search/?q=" + quote("旧办法")])
def test_lists_and_search(abolished: ArticlePage, path: str) -> None:
    assert marks(path, abolished) == {"旧办法已废止"}


def test_the_home(abolished: ArticlePage) -> None:
    assert "旧办法已废止" in marks("/", abolished)


def test_neighbours(abolished: ArticlePage) -> None:
    neighbour = ArticlePage.objects.get(title="邻近文件")
    assert marks(f"/documents/{neighbour.slug}/", abolished) == {"上一条旧办法已废止"}


def test_its_own_page(abolished: ArticlePage) -> None:
    page = get(f"/documents/{abolished.slug}/", HOST)
    assert "本文件已废止" in page.select_one(".notice--ineffective").get_text(strip=True)
    assert "新办法" in page.select_one(".document-links").get_text()


def test_the_api(client: Client, abolished: ArticlePage) -> None:
    found = json.loads(client.get("/api/v1/articles", headers={"host": HOST}).content)
    (row,) = [each for each in found["items"] if each["title"] == "旧办法"]
    assert row["validity"] == "abolished"


def test_the_catalogue(abolished: ArticlePage) -> None:
    entry = CatalogueEntry.objects.with_state().get(page=abolished)
    assert (entry.state, entry.ceases_on) == (Validity.ABOLISHED, timezone.localdate())


def test_the_feed_says_when_it_changed(client: Client, abolished: ArticlePage) -> None:
    text = client.get("/documents/atom.xml", headers={"host": HOST}).content.decode()
    assert "旧办法" in text
    stamps = {datetime.fromisoformat(stamp) for stamp in re.findall("<updated>([^<]+)", text)}
    assert abolished.last_published_at in stamps


def test_the_head_of_its_pdf(client: Client, abolished: ArticlePage) -> None:
    response: Any = client.get(f"/documents/{abolished.slug}/article.pdf", headers={"host": HOST})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    assert "本文件已废止" in "".join(text.split())
    assert "新办法" in text


def test_its_translation_stays_and_says_so(bureau: Staffed, old: ArticlePage) -> None:
    released(old, Variant.TRADITIONAL, bureau.editor)
    document(bureau, "新办法", (LinkKind.ABOLISHES, old))
    page = translated(old, Variant.TRADITIONAL)
    assert page.live
    assert page.validity == Validity.ABOLISHED
    assert unapproved_content(page) == unapproved_content(now(old)) == ""
    assert LedgerEntry.objects.of(page).latest("serial").action == LedgerAction.RESTATED
