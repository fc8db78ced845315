"""One document in many columns: shown where it belongs, stored once (`also_in`)."""

from __future__ import annotations

import pytest
from django.test import Client

from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.visits import queries

pytestmark = pytest.mark.django_db
HOST = {"host": "jyj.localhost"}


def guest(bureau: Staffed, *columns: ColumnPage, title: str = "同时显示的文件") -> ArticlePage:
    """A document of the column for documents that is shown in `columns` as well."""
    page = ArticlePage(title=title, source="市教育局")
    page.also_in = list(columns)
    return published(column_of(bureau.site, "documents"), page)


def test_it_is_listed_in_the_other_column_and_above_it(client: Client, bureau: Staffed) -> None:
    page = guest(bureau, bureau.column)
    for path in ("/news/activities/", "/news/", "/documents/"):
        text = client.get(path, headers=HOST).content.decode()
        assert text.count(f'href="/documents/{page.slug}/"') == 1, path


def test_it_leads_to_its_one_address(client: Client, bureau: Staffed) -> None:
    page = guest(bureau, bureau.column)
    assert page.get_url() == f"http://jyj.localhost/documents/{page.slug}/"
    assert "同时显示的文件" not in client.get("/news/notices/", headers=HOST).content.decode()
    assert ArticlePage.objects.filter(title=page.title).count() == 1


def test_counts_agree_with_the_lists(client: Client, bureau: Staffed) -> None:
    notices = column_of(bureau.site, "news/notices")
    guest(bureau, bureau.column, notices)
    published(bureau.column, title="本栏信息")
    news = bureau.column.get_parent().specific
    assert {column.slug: column.item_count for column in ColumnPage.below(news)}["activities"] == 2
    assert {column.slug: column.item_count for column in ColumnPage.below(news)}["notices"] == 1
    context = client.get("/news/", headers=HOST).context
    assert context["item_count"] == context["articles"].paginator.count == 2
    home = {column.slug: column.item_count for column in ColumnPage.below(bureau.site.home.specific)}
    assert (home["news"], home["documents"]) == (2, 1)


def test_it_leaves_the_list_with_the_public_page(client: Client, bureau: Staffed) -> None:
    page = guest(bureau, bureau.column)
    page.unpublish()
    assert page.title not in client.get("/news/activities/", headers=HOST).content.decode()


def test_the_feed_of_the_other_column_has_it(client: Client, bureau: Staffed) -> None:
    page = guest(bureau, bureau.column)
    assert page.title in client.get("/news/activities/rss.xml", headers=HOST).content.decode()


def test_queries_do_not_grow_with_them(bureau: Staffed) -> None:
    guest(bureau, bureau.column)
    few = queries("/news/")
    for number in range(5):
        guest(bureau, bureau.column, title=f"又一份{number}")
    assert queries("/news/") == few
