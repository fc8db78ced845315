"""A public form counts once for each proof: work that a browser did, or without scripts a little patience."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import altcha
import pytest
import time_machine
from bs4 import BeautifulSoup
from django import forms
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from hub.proof_of_work.fields import PressedByAPerson
from tests.services import free_port
from tests.staffed import Staffed
from tests.testapp.models.tree import Tree

TELL = "/trees/tell/"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


@pytest.fixture
def visitor(portal: Staffed, settings: Settings) -> Client:
    settings.PROOF_OF_WORK_TRIES, settings.PROOF_OF_WORK_ROUNDS = 5, 10
    return Client(HTTP_HOST="portal.localhost")


def challenge(client: Client) -> altcha.Challenge:
    return altcha.Challenge.from_dict(client.get("/challenge/").json())


def proof(client: Client) -> str:
    """As the browser's script sends it."""
    found = challenge(client)
    solution = altcha.solve_challenge(found)
    assert solution is not None
    return altcha.Payload(found, solution).to_base64()


def form_of(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser").select_one("main form")


def fields(page: BeautifulSoup) -> dict[str, str]:
    return {each["name"]: each.get("value", "") for each in page.select("input[name]:not([type=file])")}


def send(client: Client, **data: str) -> Any:
    return client.post(TELL, {"text": "路边的榕树断了枝", **data})


def is_accepted(response: Any) -> bool:
    return response.status_code == 302


def words(response: Any) -> str:
    return " ".join(each.text for each in form_of(response).select(".errorlist"))


# --- With a script ---


def test_a_solved_challenge_is_accepted(visitor: Client) -> None:
    assert is_accepted(send(visitor, proof_of_work=proof(visitor)))


def test_a_challenge_is_signed_short_lived_and_kept_by_nobody(visitor: Client, django_assert_num_queries: Any) -> None:
    visitor.get("/challenge/")
    with django_assert_num_queries(0):
        response = visitor.get("/challenge/")
    assert response.headers["Cache-Control"] == "no-store"
    assert "signature" in response.json()
    assert not response.cookies
    assert visitor.post("/challenge/").status_code == 405


def test_no_address_takes_too_many_challenges(visitor: Client, settings: Settings) -> None:
    settings.PROOF_OF_WORK_RATE = "3/m"
    assert [visitor.get("/challenge/").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert int(visitor.get("/challenge/").headers["Retry-After"]) > 0


def test_each_solution_counts_once(visitor: Client) -> None:
    payload = proof(visitor)
    assert is_accepted(send(visitor, proof_of_work=payload))
    again = send(visitor, proof_of_work=payload)
    assert "这次验证已经用过，可能刚才已经提交成功" in words(again)
    assert "路边的榕树断了枝" in form_of(again).select_one("textarea").text


def test_a_solution_written_in_another_way_does_not_count_again(visitor: Client) -> None:
    payload = proof(visitor)
    assert is_accepted(send(visitor, proof_of_work=payload))
    said = json.loads(base64.b64decode(payload))
    said["challenge"]["parameters"]["cost"] = float(said["challenge"]["parameters"]["cost"])
    said["solution"]["time"] = 5
    again = base64.b64encode(json.dumps(said, indent=1).encode()).decode()
    assert not is_accepted(send(visitor, proof_of_work=again))


def test_a_solution_is_not_spent_by_a_form_with_another_fault(visitor: Client) -> None:
    payload = proof(visitor)
    assert not is_accepted(send(visitor, text="", proof_of_work=payload))
    assert is_accepted(send(visitor, proof_of_work=payload))


def test_a_late_solution_says_so_and_keeps_what_was_typed(visitor: Client, clock: time_machine.Traveller) -> None:
    payload = proof(visitor)
    clock.shift(20 * 60 + 1)
    response = send(visitor, proof_of_work=payload)
    assert "验证已经过期，您填写的内容还在，请再提交一次" in words(response)
    assert "路边的榕树断了枝" in form_of(response).select_one("textarea").text
    assert fields(form_of(response))["proof_of_work"] == ""


def changed(payload: str, way: str) -> str:
    said = json.loads(base64.b64decode(payload))
    parameters, solution = said["challenge"]["parameters"], said["solution"]
    if way == "cost":
        parameters["cost"] = 1
    elif way == "expiry":
        parameters["expiresAt"] += 3600
    elif way == "prefix":
        parameters["keyPrefix"] = ""
    elif way == "signature":
        said["challenge"]["signature"] = "00" * 32
    elif way == "no signature":
        del said["challenge"]["signature"]
    elif way == "key":
        solution["derivedKey"] = "00" * 32
    elif way == "key of another kind":
        solution["derivedKey"] = 5
    return base64.b64encode(json.dumps(said).encode()).decode()


@pytest.mark.parametrize("way", ["cost", "expiry", "prefix", "signature", "no signature", "key", "key of another kind"])
def test_what_was_changed_does_not_count(visitor: Client, way: str) -> None:
    assert "验证没有通过" in words(send(visitor, proof_of_work=changed(proof(visitor), way)))


@pytest.mark.parametrize(
    "payload",
    ["x", "验证", "e30=", "bnVsbA==", "W10=", "A" * 5000, base64.b64encode(b"[" * 3000).decode(), "\x00", "\ud800"],
)
def test_what_is_no_solution_does_not_count(visitor: Client, payload: str) -> None:
    form = {"text": "字", "proof_of_work": payload.encode("utf-8", "surrogatepass")}
    response = visitor.post(TELL, form)
    assert response.status_code == 200
    assert "验证没有通过" in words(response)


def test_the_key_of_another_install_does_not_count(visitor: Client, settings: Settings) -> None:
    payload = proof(visitor)
    settings.SECRET_KEY = "another"
    assert not is_accepted(send(visitor, proof_of_work=payload))


# --- Without ---


def test_without_a_script_who_waits_is_accepted(visitor: Client, clock: time_machine.Traveller) -> None:
    shown = fields(form_of(visitor.get(TELL)))
    clock.shift(10)
    assert is_accepted(send(visitor, **shown))


def test_who_does_not_wait_is_told_for_how_long_and_goes_on_with_the_same_form(
    visitor: Client, clock: time_machine.Traveller
) -> None:
    shown = fields(form_of(visitor.get(TELL)))
    clock.shift(4)
    response = send(visitor, **shown)
    assert "请等 6 秒再提交一次" in words(response)
    again = fields(form_of(response))
    assert again["proof_of_work_stamp"] == shown["proof_of_work_stamp"]
    assert "路边的榕树断了枝" in form_of(response).select_one("textarea").text
    clock.shift(6)
    assert is_accepted(send(visitor, **again))


def test_each_form_that_was_shown_counts_once(visitor: Client, clock: time_machine.Traveller) -> None:
    shown = fields(form_of(visitor.get(TELL)))
    clock.shift(10)
    assert is_accepted(send(visitor, **shown))
    response = send(visitor, **shown)
    assert "这次验证已经用过" in words(response)
    anew = fields(form_of(response))
    assert anew["proof_of_work_stamp"] != shown["proof_of_work_stamp"]
    clock.shift(10)
    assert is_accepted(send(visitor, **anew))


@pytest.mark.parametrize("stamp", ["", "x", "a:b", "验", "x" * 4000])
def test_a_stamp_of_ones_own_does_not_count(visitor: Client, stamp: str) -> None:
    response = send(visitor, proof_of_work_stamp=stamp)
    assert "打开得太久了" in words(response)
    assert len(fields(form_of(response))["proof_of_work_stamp"]) > 20


def test_a_form_that_was_open_for_a_day_is_sent_again(visitor: Client, clock: time_machine.Traveller) -> None:
    shown = fields(form_of(visitor.get(TELL)))
    clock.shift(24 * 60 * 60)
    response = send(visitor, **shown)
    assert "打开得太久了，您填写的内容还在" in words(response)
    clock.shift(10)
    assert is_accepted(send(visitor, **fields(form_of(response))))


def test_who_fills_in_what_nobody_sees_is_told(visitor: Client, clock: time_machine.Traveller) -> None:
    shown = fields(form_of(visitor.get(TELL)))
    clock.shift(10)
    response = send(visitor, **{**shown, "proof_of_work_website": "http://spam.example"})
    assert "请把“网址”一栏清空后再提交" in words(response)
    assert is_accepted(send(visitor, **{**fields(form_of(response)), "proof_of_work_website": ""}))


def test_few_come_from_one_address_without_a_script(
    visitor: Client, settings: Settings, clock: time_machine.Traveller
) -> None:
    settings.WAITING_PROOF_RATE = "2/h"
    shown = [fields(form_of(visitor.get(TELL))) for _ in range(3)]
    clock.shift(10)
    assert is_accepted(send(visitor, **shown[0]))
    assert not is_accepted(send(visitor, text="", **shown[1]))  # a fault is not counted
    assert is_accepted(send(visitor, **shown[1]))
    response = send(visitor, **shown[2])
    assert "从您的网络提交得太多，请等" in words(response)
    assert is_accepted(send(visitor, proof_of_work=proof(visitor)))


def test_the_cache_that_was_emptied_stops_nobody(visitor: Client) -> None:
    payload = proof(visitor)
    cache.clear()
    assert is_accepted(send(visitor, proof_of_work=payload))


def test_while_redis_is_away_each_solution_still_counts_once(visitor: Client, settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "hub.shared_cache.SharedCache",
            "LOCATION": f"redis://127.0.0.1:{free_port()}/0",
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},
        }
    }
    payload = proof(visitor)
    assert is_accepted(send(visitor, proof_of_work=payload))
    assert not is_accepted(send(visitor, proof_of_work=payload))


def test_a_form_that_is_not_sent_asks_for_nothing(visitor: Client) -> None:
    page = visitor.get(TELL)
    assert words(page) == ""
    assert "请在打开本页 10 秒以后提交" in form_of(page).select_one("[role=status]").text


def test_the_traditional_page_says_it_in_its_script(visitor: Client) -> None:
    assert "正在驗證" in form_of(visitor.get(f"/zh-hant{TELL}")).select_one("[data-words=working]").text
    assert "驗證沒有通過" in words(visitor.post(f"/zh-hant{TELL}", {"text": "字", "proof_of_work": "x"}))


def test_forms_of_models_have_it_too(visitor: Client, rf: RequestFactory) -> None:
    class TreeForm(PressedByAPerson, forms.ModelForm):
        class Meta:
            model = Tree
            fields = ["name"]

    payload = proof(visitor)
    for is_first in (True, False):
        data = {"name": "榕树", "proof_of_work": payload}
        assert TreeForm(data, request=rf.post("/")).is_valid() == is_first
    assert TreeForm({"name": "榕树"}, request=rf.post("/")).errors.keys() == {"proof_of_work"}
    assert TreeForm(request=rf.get("/")).errors == {}
