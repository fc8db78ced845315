"""What is no page is found as pages are: on every backend, with files, facets, suggestions and counted clicks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hub.models import GroupDocument
from opencat.models import Category
from search.backends import database_backend
from search.content_key import keys_of
from search.engine import Answer, answer
from search.enums import Extraction
from search.indexing import drain_database
from search.models import ExtractedText, IndexedDocument, IndexTask, QueryClick, Suggestion
from search.query import Filters, question_of
from search.usage.recording import UsageBuffer
from sites.pages import public_content
from tests.factories import published
from tests.search.conftest import indexed, waiting
from tests.search.nodes import node, node_alone
from tests.search.usage import ask, counted
from tests.staffed import Staffed
from tests.testapp.models.tree import Tree
from tests.testapp.public_content import Trees
from tests.visits import document

__all__ = ["indexed", "node", "node_alone", "waiting"]

Bring = Callable[[], Any]


def tree(place: Staffed, name: str = "学宫古樟", **more: Any) -> Tree:
    known = {"place": "学宫门前", "surveyed_on": date(2026, 3, 1), "is_public": True, **more}
    return Tree.objects.create(unit=place.unit, name=name, **known)


def found(typed: str, **context: Any) -> Answer:
    return answer(question_of(typed, **context))


def titles(typed: str, **context: Any) -> list[str]:
    return [hit.document.title for hit in found(typed, **context).hits]


@pytest.mark.django_db
class TestOnEveryBackend:
    @pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
    def bring(self, request: pytest.FixtureRequest) -> Bring:
        return request.getfixturevalue("node_alone" if request.param == "elasticsearch" else "indexed")

    def test_found_by_name_text_source_and_keyword(self, bureau: Staffed, bring: Bring) -> None:
        tree(bureau, story="树下设有护栏，相传为明代所植。")
        tree(bureau, "塘边古榕")
        bring()
        assert titles("学宫古樟")[0] == "学宫古樟"
        assert titles("明代护栏") == ["学宫古樟"]
        assert set(titles("古树名木")) == {"学宫古樟", "塘边古榕"}

    def test_beside_pages_filtered_and_counted(self, bureau: Staffed, other_bureau: Staffed, bring: Bring) -> None:
        published(bureau.column, title="学宫古樟保护通告")
        tree(bureau)
        tree(other_bureau, "财政局古樟")
        bring()
        assert set(titles("古樟")) == {"学宫古樟保护通告", "学宫古樟", "财政局古樟"}
        assert set(titles("古樟", filters=Filters(kind=("tree",)))) == {"学宫古樟", "财政局古樟"}
        own = Filters(kind=("tree",), units=frozenset([bureau.unit.pk]), year=(2026,))
        assert titles("古樟", filters=own) == ["学宫古樟"]
        category = Category.objects.get(code="140606")
        counts = {name: dict(values) for name, values in found("古樟").facets.items()}
        assert counts["kind"]["tree"] == 2
        assert counts["category"][category.pk] == 2

    def test_a_page_and_an_object_with_one_key_are_two(self, bureau: Staffed, bring: Bring) -> None:
        page = published(bureau.column, title="古樟通告")
        Tree.objects.create(
            pk=page.pk, unit=bureau.unit, name="古樟本树", place="某处", surveyed_on="2026-01-01", is_public=True
        )
        bring()
        assert set(titles("古樟")) == {"古樟通告", "古樟本树"}
        page.delete()
        bring()
        assert titles("古樟") == ["古樟本树"]

    def test_what_is_no_longer_public_is_gone_before_anybody_indexes(self, bureau: Staffed, bring: Bring) -> None:
        first, second, third = (tree(bureau, f"{name}古樟") for name in "甲乙丙")
        bring()
        assert len(titles("古樟")) == 3
        first.is_public = False
        first.save()
        second.delete()
        Tree.objects.filter(pk=third.pk).update(is_public=False)
        public_content.tell_changed(Tree, [third.pk])
        assert titles("古樟") == []
        bring()
        assert titles("古樟") == []
        first.is_public = True
        first.save()
        bring()
        assert titles("古樟") == ["甲古樟"]

    def test_a_file_that_it_shows_is_read(self, bureau: Staffed, bring: Bring) -> None:
        sheet = document(bureau, "图册.pdf")
        found = tree(bureau, photo_sheet=sheet)
        bring()
        row = ExtractedText.objects.get(file=sheet)
        assert row.state == Extraction.WAITING
        ExtractedText.objects.filter(pk=row.pk).update(state=Extraction.DONE, text="树冠东西长二十一米。")
        GroupDocument.objects.get(pk=sheet.pk).save()  # as the worker does, it tells of what shows the file
        bring()
        (hit,) = answer(question_of("树冠东西长二十一米")).hits
        assert (hit.document.object_id, hit.attachment) == (found.pk, "学宫古樟图册")


@pytest.mark.django_db
class TestOnThePage:
    def test_leads_to_its_address_on_the_host_of_its_unit(
        self, bureau: Staffed, other_bureau: Staffed, indexed: Bring
    ) -> None:
        own, other = tree(bureau), tree(other_bureau, "财政局古樟")
        indexed()
        shown = Client(HTTP_HOST="jyj.localhost").get("/search/", {"q": "古樟", "scope": "group"})
        page = BeautifulSoup(shown.content, "html.parser")
        links = {link.get_text().strip(): link["href"] for link in page.select("main h3 a")}
        assert links["学宫古樟"] == f"/trees/{own.pk}/"
        assert links["财政局古樟"] == f"http://portal.localhost/trees/{other.pk}/"
        assert "古树名木" in page.select_one("main").get_text()
        assert Client(HTTP_HOST="jyj.localhost").get(links["学宫古樟"]).status_code == 200
        assert Client(HTTP_HOST="portal.localhost").get(f"/trees/{other.pk}/").status_code == 200

    def test_the_advanced_form_and_the_facet_offer_its_kind(self, bureau: Staffed, indexed: Bring) -> None:
        tree(bureau)
        published(bureau.column, title="学宫古樟保护通告")
        indexed()
        client = Client(HTTP_HOST="jyj.localhost")
        form = BeautifulSoup(client.get("/search/advanced/").content, "html.parser")
        assert form.select_one("#advanced-kind option[value=tree]").get_text() == "古树名木"
        page = BeautifulSoup(client.get("/search/", {"q": "古樟", "kind": "tree"}).content, "html.parser")
        assert [each.get_text().strip() for each in page.select("main h3 a")] == ["学宫古樟"]

    def test_the_api_names_kind_and_key(self, bureau: Staffed, indexed: Bring) -> None:
        own = tree(bureau)
        indexed()
        client = Client(HTTP_HOST="jyj.localhost")
        answered = client.get("/api/v1/search", {"q": "古樟", "kind": "tree"}).json()
        (item,) = answered["items"]
        assert (item["id"], item["kind"], item["state"]) == (own.pk, "tree", None)
        assert item["url"] == f"http://jyj.localhost/trees/{own.pk}/"
        assert {"value": "tree", "label": "古树名木", "count": 1} in answered["facets"]["kind"]
        refused = client.get("/api/v1/search", {"q": "古樟", "kind": "cat"})
        assert refused.status_code == 422
        assert "tree" in refused.json()["errors"][0]["message"]

    def test_suggested_while_one_types(self, bureau: Staffed, indexed: Bring) -> None:
        own = tree(bureau)
        indexed()
        client = Client(HTTP_HOST="jyj.localhost")
        said = client.get("/search/suggestions/", {"q": "xuegong"})
        assert "学宫古樟" in said.content.decode()
        own.delete()
        assert not Suggestion.objects.filter(text="学宫古樟").exists()

    def test_clicks_are_counted_and_forgotten_with_it(
        self, bureau: Staffed, indexed: Bring, waiting: UsageBuffer
    ) -> None:
        own = tree(bureau)
        indexed()
        page = BeautifulSoup(ask("古樟").content, "html.parser")
        results = page.select_one("[data-clicks]")
        link = results.select_one("h3 a[data-click]")
        client = Client(HTTP_HOST="jyj.localhost", HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0)")
        client.post(results["data-address"], {"token": results["data-clicks"], "document": link["data-click"]})
        counted()
        (row,) = QueryClick.objects.all()
        (key,) = keys_of(Tree, [own.pk])
        assert (row.content_key, row.clicks) == (key, 1)
        own.delete()
        assert not QueryClick.objects.exists()

    def test_many_cost_no_more_queries(self, bureau: Staffed, indexed: Bring) -> None:
        client = Client(HTTP_HOST="jyj.localhost")

        def cost() -> int:
            client.get("/search/", {"q": "古樟"})
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/search/", {"q": "古樟"}).status_code == 200
            return len(queries)

        published(bureau.column, title="古樟通告")
        tree(bureau)
        indexed()
        few = cost()
        for number in range(12):
            tree(bureau, f"古樟{number}号")
        indexed()
        assert cost() <= few


@pytest.mark.django_db
class TestKept:
    def test_check_and_rebuild_know_it(self, bureau: Staffed, indexed: Bring) -> None:
        lost, old = tree(bureau, "甲古樟"), tree(bureau, "乙古樟")
        indexed()
        (lost_key,), (old_key,) = keys_of(Tree, [lost.pk]), keys_of(Tree, [old.pk])
        row = IndexedDocument.objects.get(object_id=lost.pk, content_type=lost_key.content_type)
        row.delete()
        IndexedDocument.objects.filter(object_id=old.pk, content_type=old_key.content_type).update(digest="x")
        out = StringIO()
        with pytest.raises(CommandError, match="2 处不一致"):
            call_command("search_check", stdout=out)
        assert f"缺少 1 篇（古树名木 {lost.pk}）；过时 1 篇（古树名木 {old.pk}）" in out.getvalue()
        call_command("search_rebuild", "--target", "database", stdout=StringIO())
        call_command("search_check", stdout=StringIO())
        assert len(titles("古樟")) == 2

    def test_an_object_that_cannot_be_described_holds_up_no_other(
        self, bureau: Staffed, indexed: Bring, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bad, _good = tree(bureau, "坏古樟"), tree(bureau, "好古樟")
        describe = Trees.items

        def items(content: Trees, objects: Any) -> Any:
            rows = list(objects)
            if any(row.pk == bad.pk for row in rows):
                raise ValueError("not to be read")
            return describe(content, rows)

        monkeypatch.setattr(Trees, "items", items)
        drain_database()
        assert titles("古樟") == ["好古樟"]
        assert list(IndexTask.objects.exclude(attempts=0).values_list("object_id", flat=True)) == [bad.pk]

    def test_the_documents_of_an_app_that_is_no_more_go_with_a_rebuild(
        self, bureau: Staffed, indexed: Bring, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tree(bureau)
        indexed()
        monkeypatch.setattr(public_content, "_registered", {})
        assert titles("古樟") == ["学宫古樟"]
        call_command("search_rebuild", "--target", "database", stdout=StringIO())
        assert titles("古樟") == []

    def test_nothing_in_the_index_is_left_over(self, bureau: Staffed, indexed: Bring) -> None:
        own = tree(bureau)
        indexed()
        own.delete()
        assert not IndexedDocument.objects.filter(object_id=own.pk, page=None).exists()
        assert set(database_backend().keys()) == set(IndexedDocument.objects.values_list("pk", flat=True))


def test_a_name_that_pages_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Trees, "name", "news")
    assert "search.E001" in [each.id for each in run_checks()]
