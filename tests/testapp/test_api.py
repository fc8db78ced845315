"""Trees in the public API, by the endpoints that know no app."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker

from hub.models import GroupDocument
from sites.organisation.models.unit import Unit
from tests.factories import published
from tests.staffed import Staffed
from tests.testapp.models.tree import Tree
from tests.testapp.planting import plant
from tests.visits import document, is_served

TEMPLATES = {1: "contents", 2: "contents/{name}", 3: "contents/{name}/{item_id}"}


def ask(path: str, host: str = "jyj.localhost") -> Any:
    return Client(HTTP_HOST=host).get(f"/api/v1/{path}")


def data(path: str, host: str = "jyj.localhost", status: int = 200) -> Any:
    """The answer, held against what the OpenAPI document says of this path and status."""
    response = ask(path, host)
    assert response.status_code == status, (path, response.content)
    found = response.json()
    api = ask("openapi.json").json()
    template = TEMPLATES[len(path.partition("?")[0].split("/"))]
    responses = api["paths"][f"/api/v1/{template}"]["get"]["responses"]
    schema = {**responses[str(status)]["content"]["application/json"]["schema"], "components": api["components"]}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(found)] == []
    return found


def names(found: Any) -> list[str]:
    return [each["title"] for each in found["items"]]


def test_it_says_what_there_is(bureau: Staffed) -> None:
    assert data("contents") == [
        {"name": "letter", "label": "来信选登", "url": "http://jyj.localhost/letters/"},
        {"name": "consultation", "label": "意见征集", "url": "http://jyj.localhost/consultations/"},
        {"name": "tree", "label": "古树名木", "url": "http://jyj.localhost/trees/"},
    ]
    assert data("contents", "nobody.localhost", status=404)["detail"] == "这个主机名没有网站。"


def test_the_list_has_the_newest_first_and_the_public_only(bureau: Staffed) -> None:
    plant(bureau.unit, "古樟")
    tree = plant(bureau.unit, "古榕", place="南门")
    plant(bureau.unit, "内部", is_public=False)
    found = data("contents/tree")
    assert (found["count"], names(found)) == (2, ["古榕", "古樟"])
    item = found["items"][0]
    assert item["id"] == tree.pk
    assert item["url"] == f"http://jyj.localhost/trees/{tree.pk}/"
    assert (item["unit"], item["summary"], item["source"]) == ("jyj", "位于南门", "兴宁市教育局")
    assert (item["keywords"], item["written_on"]) == (["古树名木"], "2026-01-01")
    assert item["published_at"].endswith("+08:00")


def test_the_portal_has_its_channels_and_is_narrowed(bureau: Staffed, other_bureau: Staffed, portal: Staffed) -> None:
    for unit in (bureau.unit, other_bureau.unit, portal.unit):
        plant(unit, unit.code)
    assert set(names(data("contents/tree", "portal.localhost"))) == {"czj", "portal-office"}
    assert names(data("contents/tree?unit=czj", "portal.localhost")) == ["czj"]
    assert names(data("contents/tree?unit=jyj", "portal.localhost")) == []


def test_one_has_its_text_and_files(bureau: Staffed) -> None:
    sheet = document(bureau)
    tree = plant(bureau.unit, story="相传为\n宋代所植。", photo_sheet=sheet)
    found = data(f"contents/tree/{tree.pk}")
    assert found["text"] == "相传为\n宋代所植。"
    (attachment,) = found["attachments"]
    assert (attachment["title"], attachment["extension"]) == ("古樟图册", "pdf")
    assert is_served(attachment["url"].removeprefix("http://jyj.localhost"))
    assert found["variants"] == [{"language": "zh-hant", "url": f"http://jyj.localhost/zh-hant/trees/{tree.pk}/"}]


def test_pages_follow_one_another(bureau: Staffed) -> None:
    for number in range(5):
        plant(bureau.unit, f"第{number}株")
    found = data("contents/tree?limit=2&page=2")
    assert names(found) == ["第2株", "第1株"]
    assert found["next"].endswith("limit=2&page=3")
    assert names(data("contents/tree?page=9")) == []


@pytest.mark.parametrize("path", ["contents/nothing", "contents/nothing/1", "contents/Tree", "contents/trees"])
def test_unknown_names_are_refused_in_chinese(bureau: Staffed, path: str) -> None:
    assert data(path, status=404)["detail"] == "没有这类内容。"


def test_what_is_not_public_here_is_not_there(bureau: Staffed, other_bureau: Staffed) -> None:
    hidden, foreign = plant(bureau.unit, is_public=False), plant(other_bureau.unit)
    for key in (hidden.pk, foreign.pk, 999_999):
        assert data(f"contents/tree/{key}", status=404)["detail"] == "没有这条内容，或者它没有公开。"
    assert data("contents/tree", "nobody.localhost", status=404)["detail"] == "这个主机名没有网站。"


@pytest.mark.parametrize(
    "path", ["contents/tree?limit=0", "contents/tree?page=x", "contents/tree/0", "contents/tree/x"]
)
def test_nonsense_is_refused(bureau: Staffed, path: str) -> None:
    assert data(path, status=422)["detail"] == "参数不符合要求。"


def test_it_costs_the_same_however_many_trees(bureau: Staffed, other_bureau: Staffed) -> None:
    def cost() -> int:
        ask("contents/tree", "portal.localhost")
        with CaptureQueriesContext(connection) as captured:
            ask("contents/tree", "portal.localhost")
        return len(captured)

    plant(other_bureau.unit)
    few = cost()
    for _ in range(10):
        plant(other_bureau.unit)
        plant(Unit.objects.get(code="portal-office"))
    assert cost() == few <= 5


class TestFiles:
    """A file is there for everybody once a public object names it."""

    def served(self, sheet: GroupDocument) -> bool:
        return is_served(sheet.url)

    def test_with_its_tree(self, bureau: Staffed) -> None:
        sheet = document(bureau)
        tree = plant(bureau.unit, photo_sheet=sheet, is_public=False)
        assert not self.served(sheet)
        tree.is_public = True
        tree.save()
        assert self.served(sheet)

    def test_never_because_a_page_has_the_same_key(self, bureau: Staffed) -> None:
        sheet, page = document(bureau), published(bureau.column)
        Tree.objects.create(
            pk=page.pk, unit=bureau.unit, name="内部", place="路", surveyed_on="2026-01-01", photo_sheet=sheet
        )
        assert not self.served(sheet)
