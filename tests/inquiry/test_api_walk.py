"""Every address of the OpenAPI document, asked with what its parameters may be and may not be, where letters are."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from sites.casework.models.reply import Reply
from tests.casework.desk import CODE, Desk, answered, in_hand
from tests.inquiry.citizen import LETTER

BASE = "/api/v1/"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)


def values_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Those that a parameter allows, its edges, and some that it does not."""
    kinds = schema.get("anyOf", [schema])
    found: list[st.SearchStrategy[Any]] = [TEXTS]
    for kind in kinds:
        if "enum" in kind:
            found.append(st.sampled_from(kind["enum"]))
        elif kind.get("type") == "integer":
            low, high = kind.get("minimum", 0), kind.get("maximum", 10**6)
            edges = st.sampled_from([low - 1, low, low + 1, high, high + 1])
            found.append(edges | st.integers(low, min(high, low + 30)))
        elif kind.get("format") == "date":
            found.append(st.dates().map(str))
        elif kind.get("type") == "boolean":
            found.append(st.booleans())
    return st.one_of(found)


@pytest.mark.django_db
@pytest.mark.usefixtures("at")
def test_whatever_is_asked_is_answered_as_the_document_says(desk: Desk) -> None:
    public = {"publishes": True, "public_title": "校车时间", "public_question": "新学期校车几点到？"}
    answered(desk, in_hand(desk, wishes_public=True, title="一封自己的信"), **public)
    secret = answered(desk, in_hand(desk, text="不公开的一件。"), text="只给来信人的答复。")
    keys = list(Reply.objects.values_list("pk", flat=True))
    client = Client(HTTP_HOST="jyj.localhost")
    document = client.get(f"{BASE}openapi.json").json()
    paths = [path for path, methods in document["paths"].items() if "get" in methods]
    assert f"{BASE}contents/{{name}}/{{item_id}}" in paths
    assert client.get(f"{BASE}contents/letter").json()["items"]
    named = {"name": st.just("letter") | TEXTS, "item_id": st.sampled_from(keys) | st.integers(0, 40)}

    def ask(path: str, address: str, asked: dict[str, Any]) -> None:
        response = client.get(address, asked)
        status = str(response.status_code)
        answers = document["paths"][path]["get"]["responses"]
        assert status in ("200", "404", "422", "429"), (address, asked, response.content[:300])
        for private in (LETTER["name"], LETTER["telephone"], CODE, secret.number, "只给来信人的答复"):
            assert private not in response.content.decode()
        if status in answers:
            schema = answers[status]["content"]["application/json"]["schema"]
            whole = {**schema, "components": document["components"]}
            problems = Draft202012Validator(whole, format_checker=FormatChecker()).iter_errors(response.json())
            assert [error.message for error in problems] == [], (address, asked)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def walk(data: st.DataObject) -> None:
        path = data.draw(st.sampled_from([*paths, *(each for each in paths if "{name}" in each)]))
        asked: dict[str, Any] = {}
        address = path
        for parameter in document["paths"][path]["get"].get("parameters", []):
            name = parameter["name"]
            if parameter["in"] == "path":
                value = data.draw(named.get(name, values_of(parameter["schema"])))
                address = address.replace(f"{{{name}}}", quote(str(value), safe=""))
            elif data.draw(st.booleans()):
                asked[name] = data.draw(values_of(parameter["schema"]))
        ask(path, address, asked)

    for key in keys:
        ask(f"{BASE}contents/{{name}}/{{item_id}}", f"{BASE}contents/letter/{key}", {})
    ask(f"{BASE}contents/{{name}}", f"{BASE}contents/letter", {"page": 1})
    walk()
