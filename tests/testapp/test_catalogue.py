"""What is no page in the disclosure catalogue: found, counted and taken home like a document."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import StringIO
from threading import Barrier
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.admin_url_finder import NullAdminURLFinder, finder_classes, register_admin_url_finder
from wagtail.models import Page, PageViewRestriction

from hub.models import User
from opencat.catalogue import changes
from opencat.coverage.interpretations import without_interpretation
from opencat.coverage.matrix import load_matrix
from opencat.models import CatalogueEntry, Category, IndexCounter
from opencat.signal_handlers import fill_empty_catalogue
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from sites.pages.enums import DisclosureKind, InformationKind, Validity
from sites.pages.public_content import tell_changed
from tests.factories import column_of, published, written_before
from tests.opencat.test_catalogue_data import ATOM, csv_rows, downloaded
from tests.opencat.test_catalogue_pages import titles, total
from tests.staffed import Staffed
from tests.testapp.models.tree import Tree
from tests.testapp.public_content import CATEGORY
from tests.visits import get, text

pytestmark = pytest.mark.django_db
Login = Callable[[User], Client]
Finder = Callable[[type], None]
PORTAL = "portal.localhost"
PLACES = (
    "/opencat/?unit=all",
    f"/opencat/?unit=all&category={CATEGORY}",
    f"/opencat/category/{CATEGORY}/rss.xml?unit=all",
    f"/opencat/data/{CATEGORY}.csv?unit=all",
)
# SQLite takes 999 values a statement, and writes many rows in several.
FEW_MORE = 6


def planted(unit: Unit, name: str = "学宫古樟", **fields: Any) -> Tree:
    about = {"place": "学宫前", "surveyed_on": date(2026, 1, 5), "is_public": True, **fields}
    return Tree.objects.create(unit=unit, name=name, **about)


def many(unit: Unit, number: int) -> list[int]:
    rows = [
        Tree(unit=unit, name=f"第{each}株", place="山上", surveyed_on=date(2026, 1, 5), is_public=True)
        for each in range(number)
    ]
    return [tree.pk for tree in Tree.objects.bulk_create(rows)]


def entry_of(tree: Tree) -> CatalogueEntry:
    return CatalogueEntry.objects.get(content_type__app_label="testapp", object_id=tree.pk)


def links(host: str, url: str = "/opencat/?unit=all") -> dict[str, str]:
    return {each.get_text(strip=True): each["href"] for each in get(url, host).select(".catalogue-list__item h3 a")}


def feed_items(file: str = "atom.xml", host: str = PORTAL) -> list[dict[str, Any]]:
    answer = Client(HTTP_HOST=host).get(f"/opencat/category/{CATEGORY}/{file}")
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)  # noqa: S314 (our own answer)
    if file == "rss.xml":
        return [{each.tag: each.text for each in item} for item in root.iter("item")]
    return [
        {"title": each.findtext(f"{ATOM}title"), "link": each.find(f"{ATOM}link").get("href")}  # type: ignore[union-attr]
        for each in root.iter(f"{ATOM}entry")
    ]


def permanent(number: str | None, host: str = PORTAL) -> Any:
    return Client(HTTP_HOST=host).get(f"/opencat/n/{number}/")


class TestPublic:
    def test_what_its_entry_says(self, bureau: Staffed) -> None:
        tree = planted(bureau.unit)
        today, entry = timezone.localdate(), entry_of(tree)
        assert entry.index_number == f"441481-jyj-{CATEGORY}-{today.year}-00001"
        assert (entry.title, entry.unit, entry.category.code) == (tree.name, bureau.unit, CATEGORY)
        assert (entry.written_on, entry.year, entry.published_on) == (date(2026, 1, 5), 2026, today)
        assert (entry.published_at, entry.path, entry.page) == (tree.entered_at, f"trees/{tree.pk}/", None)
        kinds = (entry.kind, entry.disclosure_kind, entry.validity)
        assert kinds == (InformationKind.POLICY, DisclosureKind.PROACTIVE, Validity.IN_FORCE)
        assert (entry.term_code, entry.due_on) == ("disclose", date(2026, 2, 2))
        assert "政府信息公开条例" in entry.due_explanation

    def test_it_is_listed_with_its_address_on_its_unit_s_host(self, bureau: Staffed) -> None:
        tree = planted(bureau.unit)
        assert links(PORTAL) == {tree.name: f"http://jyj.localhost/trees/{tree.pk}/"}
        assert links("jyj.localhost") == {tree.name: f"/trees/{tree.pk}/"}
        assert text(get(f"/trees/{tree.pk}/").h1) == tree.name
        page = get(f"/opencat/?unit=jyj&category={CATEGORY}&year=2026&state=in_force&q=古樟", PORTAL)
        assert titles(page) == [tree.name]
        assert permanent(entry_of(tree).index_number).url == f"http://jyj.localhost/trees/{tree.pk}/"

    def test_of_a_channel_it_is_below_the_portal_s_host(self, other_bureau: Staffed) -> None:
        tree = planted(other_bureau.unit)
        assert links("jyj.localhost") == {tree.name: f"http://portal.localhost/trees/{tree.pk}/"}

    def test_other_units_hosts_begin_without_it(self, bureau: Staffed, other_bureau: Staffed) -> None:
        planted(other_bureau.unit)
        assert total(get("/opencat/")) == 0
        assert total(get("/opencat/?unit=all")) == 1
        assert csv_rows(f"/opencat/data/{CATEGORY}.csv") == []

    @pytest.mark.parametrize("file", ["rss.xml", "atom.xml"])
    def test_it_is_in_the_feed_of_its_category_among_articles(self, portal: Staffed, file: str) -> None:
        category = Category.objects.get(code=CATEGORY)
        article = published(column_of(portal.site, "news/notices"), title="环境公报", category=category)
        tree = planted(portal.unit, place="河边")
        written_before(Tree.objects.filter(pk=tree.pk), name="古\x01樟<b>")  # as a row of before may be
        tell_changed(Tree, [tree.pk])
        found = feed_items(file)
        assert [each["title"] for each in found] == ["古樟<b>", "环境公报"]
        assert [each["link"] for each in found] == [f"http://portal.localhost/trees/{tree.pk}/", article.full_url]

    def test_it_can_be_taken_home(self, bureau: Staffed) -> None:
        tree = planted(bureau.unit)
        (row,) = csv_rows(f"/opencat/data/{CATEGORY}.csv")
        address = f"http://jyj.localhost/trees/{tree.pk}/"
        assert (row["标题"], row["网址"], row["单位代码"]) == (tree.name, address, "jyj")
        assert row["永久链接"].endswith(f"/opencat/n/{entry_of(tree).index_number}/")
        (document,) = json.loads(downloaded(f"/opencat/data/{CATEGORY}.json"))["documents"]
        assert document["url"] == address

    def test_it_is_counted_at_once(self, portal: Staffed) -> None:
        def counted() -> list[str]:
            rows = get("/opencat/statistics/?by=category", PORTAL).select("tbody tr")
            return [text(row) for row in rows if "环境保护" in text(row)]

        assert counted() == []
        planted(portal.unit)
        (row,) = counted()
        assert "1" in row
        (matrix_row,) = load_matrix({portal.unit.pk}).rows
        cell = matrix_row.cell(CATEGORY)
        assert cell is not None
        assert (cell.count, cell.latest) == (1, timezone.localdate())

    def test_without_a_category_that_exists_it_is_not_in_the_catalogue(
        self, bureau: Staffed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        listed = planted(bureau.unit)
        monkeypatch.setattr("tests.testapp.public_content.CATEGORY", "999999")
        planted(bureau.unit, name="别的树")
        listed.save()
        assert not CatalogueEntry.objects.public().exists()
        assert CatalogueEntry.objects.get().index_number


class TestChanges:
    def test_the_entry_follows_and_keeps_what_was_given(self, bureau: Staffed, other_bureau: Staffed) -> None:
        tree = planted(bureau.unit)
        before = entry_of(tree)
        tree.name, tree.unit, tree.surveyed_on = "改名的树", other_bureau.unit, date(2025, 3, 4)
        tree.save()
        entry = entry_of(tree)
        assert (entry.title, entry.unit, entry.written_on, entry.year) == (
            "改名的树", other_bureau.unit, date(2025, 3, 4), 2025,
        )  # fmt: skip
        assert (entry.pk, entry.index_number, entry.published_on, entry.due_on) == (
            before.pk, before.index_number, before.published_on, before.due_on,
        )  # fmt: skip
        assert list(links(PORTAL)) == ["改名的树"]

    def test_taken_down_it_is_gone_at_once_and_comes_back_with_its_number(self, bureau: Staffed) -> None:
        tree = planted(bureau.unit)
        number = entry_of(tree).index_number
        assert total(get("/opencat/")) == 1
        tree.is_public = False
        tree.save()
        assert links(PORTAL) == {}
        assert total(get("/opencat/")) == 0
        assert feed_items() == []
        assert csv_rows(f"/opencat/data/{CATEGORY}.csv") == []
        assert permanent(number).status_code == 410
        assert not CatalogueEntry.objects.unpublished().exists()
        tree.is_public = True
        tree.save()
        assert entry_of(tree).index_number == number
        assert total(get("/opencat/")) == 1

    def test_deleted_it_leaves_its_record_and_its_number_is_not_given_again(self, bureau: Staffed) -> None:
        tree = planted(bureau.unit)
        number = entry_of(tree).index_number
        tree.delete()
        record = CatalogueEntry.objects.get(index_number=number)
        assert (record.content_type, record.object_id, record.is_public) == (None, None, False)
        assert record.title == "学宫古樟"
        assert permanent(number).status_code == 410
        assert total(get("/opencat/")) == 0
        assert entry_of(planted(bureau.unit)).index_number != number

    def test_an_undone_change_leaves_no_entry(self, bureau: Staffed) -> None:
        with transaction.atomic():
            planted(bureau.unit)
            transaction.set_rollback(True)
        assert not CatalogueEntry.objects.exists()

    def test_many_keys_in_one_signal_cost_what_few_do(self, bureau: Staffed) -> None:
        def told(keys: list[int]) -> int:
            with CaptureQueriesContext(connection) as captured:
                tell_changed(Tree, keys)
            return len(captured)

        few, lots = many(bureau.unit, 2), many(bureau.unit, 200)
        told(many(bureau.unit, 1))
        assert told(lots) <= told(few) + FEW_MORE <= 20
        entries = CatalogueEntry.objects.order_by("index_number")
        serials = [number[-5:] for number in entries.values_list("index_number", flat=True)]
        assert serials == [f"{serial:05}" for serial in range(1, 204)]
        Tree.objects.update(name="同名")
        renamed = told(few)
        assert told(lots) <= renamed + 4 * FEW_MORE
        assert entries.filter(title="同名").count() == 202
        assert total(get("/opencat/")) == 203
        assert told(few) < renamed  # nothing to be written

    def test_more_changes_than_are_told_one_by_one(self, bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(changes, "MOST_CHANGES", 3)
        assert total(get("/opencat/")) == 0
        tell_changed(Tree, many(bureau.unit, 5))
        assert total(get("/opencat/")) == 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_tell_of_it_at_once_make_one_entry(bureau: Staffed) -> None:
    keys, people = many(bureau.unit, 20), 4
    barrier = Barrier(people)

    def tell(_person: int) -> None:
        barrier.wait()
        try:
            tell_changed(Tree, keys)
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        list(pool.map(tell, range(people)))
    assert CatalogueEntry.objects.public().count() == 20
    assert IndexCounter.objects.get().last_serial == 20


def test_a_restricted_site_hides_it_as_its_pages(bureau: Staffed, other_bureau: Staffed) -> None:
    tree, seen = planted(bureau.unit), planted(other_bureau.unit, name="财政局的树")
    PageViewRestriction.objects.create(page=bureau.site.home, restriction_type="login")
    page = get("/opencat/?unit=all", PORTAL)
    assert (titles(page), total(page)) == ([seen.name], 1)
    assert [row["标题"] for row in csv_rows(f"/opencat/data/{CATEGORY}.csv?unit=all", PORTAL)] == [seen.name]
    assert [each["title"] for each in feed_items()] == [seen.name]
    assert permanent(entry_of(tree).index_number).status_code == 410


def cost(url: str, client: Client | None = None) -> int:
    """Queries of a warm request. Time stands still, so that nothing ages meanwhile."""
    client = client or Client(HTTP_HOST="jyj.localhost")
    with time_machine.travel(timezone.now(), tick=False):
        client.get(url).getvalue()
        with CaptureQueriesContext(connection) as captured:
            response = client.get(url)
            assert response.status_code == 200
            response.getvalue()
    return len(captured)


def test_pages_cost_the_same_with_many(bureau: Staffed) -> None:
    published(column_of(bureau.site, "documents"), title="文件")
    planted(bureau.unit)
    few = [cost(path) for path in PLACES]
    tell_changed(Tree, many(bureau.unit, 60))
    assert [cost(path) for path in PLACES] == few


def test_it_asks_for_no_interpretation(portal: Staffed) -> None:
    """Only articles are interpreted."""
    Category.objects.filter(code=CATEGORY).update(asks_interpretation=True)
    planted(portal.unit)
    assert not without_interpretation().exists()


class TestRebuilding:
    def test_what_was_public_before_gets_its_entries_once(self, bureau: Staffed) -> None:
        published(bureau.column)
        many(bureau.unit, 2)
        fill_empty_catalogue()
        assert CatalogueEntry.objects.public().count() == 3
        many(bureau.unit, 1)
        fill_empty_catalogue()
        assert CatalogueEntry.objects.public().count() == 3

    def test_the_command_brings_everything_up_to_date(self, bureau: Staffed) -> None:
        gone, hidden = planted(bureau.unit, name="砍了的树"), planted(bureau.unit, name="收回的树")
        Tree.objects.filter(pk=hidden.pk).update(is_public=False)
        Tree.objects.filter(pk=gone.pk)._raw_delete("default")
        many(bureau.unit, 2)
        said = StringIO()
        call_command("catalogue_rebuild", stdout=said)
        assert "古树名木：更新 4 条" in said.getvalue()
        assert set(CatalogueEntry.objects.public().values_list("title", flat=True)) == {"第0株", "第1株"}
        assert CatalogueEntry.objects.existing().count() == 3
        before = list(CatalogueEntry.objects.order_by("pk").values())
        call_command("catalogue_rebuild", stdout=StringIO())
        assert list(CatalogueEntry.objects.order_by("pk").values()) == before


@pytest.fixture
def finder(monkeypatch: pytest.MonkeyPatch) -> Callable[[type], None]:
    """`finder(class)` is what says where trees are edited, instead of what says so in the app."""
    for name in ("values_by_class", "values_by_exact_class"):
        monkeypatch.setattr(finder_classes, name, dict(getattr(finder_classes, name)))
    return lambda found: register_admin_url_finder(Tree, found)


class SomewhereFinder(NullAdminURLFinder):
    def get_edit_url(self, instance: Tree) -> str:
        return f"/edited/here/{instance.pk}/"


class TestAdmin:
    def test_a_cell_lists_it_and_says_where_it_is(self, bureau: Staffed, login: Login, finder: Finder) -> None:
        finder(NullAdminURLFinder)
        tree, page = planted(bureau.unit), published(bureau.column, category=Category.objects.get(code=CATEGORY))
        shown = login(bureau.editor).get(reverse("coverage:documents", args=[bureau.unit.pk, CATEGORY]))
        content = shown.content.decode()
        assert f"http://jyj.localhost/trees/{tree.pk}/" in content
        assert entry_of(tree).index_number in content
        assert page.full_url in content
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in content
        assert f"{tree.name}</a>" not in content

    def test_lists_lead_to_where_it_is_edited(
        self, centre: dict[Office, User], bureau: Staffed, login: Login, finder: Finder
    ) -> None:
        finder(SomewhereFinder)
        tree, page = planted(bureau.unit), published(bureau.column)
        client = login(centre[Office.CENTRE_HEAD])
        for url in (reverse("coverage:documents", args=[bureau.unit.pk, CATEGORY]), reverse("entry:index")):
            assert f"/edited/here/{tree.pk}/" in client.get(url).content.decode()
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in client.get(reverse("entry:index")).content.decode()

    def test_lists_cost_the_same_with_many(
        self, centre: dict[Office, User], bureau: Staffed, login: Login, finder: Finder
    ) -> None:
        finder(SomewhereFinder)
        client = login(centre[Office.CENTRE_HEAD])
        planted(bureau.unit)
        published(bureau.column, title="第一篇", category=Category.objects.get(code=CATEGORY))

        urls = (reverse("coverage:documents", args=[bureau.unit.pk, CATEGORY]), reverse("entry:index"))
        few = [cost(url, client) for url in urls]
        tell_changed(Tree, many(bureau.unit, 15))
        for number in range(3):
            published(bureau.column, title=f"又{number}篇", category=Category.objects.get(code=CATEGORY))
        assert [cost(url, client) for url in urls] == few

    def test_the_register_with_what_was_deleted_can_be_read_and_exported(
        self, centre: dict[Office, User], bureau: Staffed, login: Login
    ) -> None:
        planted(bureau.unit).delete()
        client = login(centre[Office.CENTRE_HEAD])
        assert "学宫古樟" in client.get(reverse("entry:index")).content.decode()
        exported = client.get(reverse("entry:index"), {"export": "csv"})
        assert "学宫古樟" in exported.getvalue().decode()

    def test_a_draft_s_date_is_not_theirs(self, bureau: Staffed) -> None:
        """Nothing is known of them before they are public, so nobody is reminded of them."""
        tree = planted(bureau.unit, surveyed_on=timezone.localdate() - timedelta(days=90))
        tree.is_public = False
        tree.save()
        assert entry_of(tree).was_late
        assert not CatalogueEntry.objects.near().exists()


def test_pages_are_known_by_the_key_that_all_pages_have(bureau: Staffed) -> None:
    page = published(bureau.column)
    entry = CatalogueEntry.objects.get(page=page)
    assert (entry.content_type.model_class(), entry.object_id) == (Page, page.pk)
    assert entry.content == Page.objects.get(pk=page.pk)
