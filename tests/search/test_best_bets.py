"""Answers that the centre pins above the results, and who may pin them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from hub.models import User
from search.best_bets import best_bets
from search.models import BestBet, Synonym
from search.query import question_of
from search.suggestions.names import renew_names
from sites.organisation.enums import Office
from tests.factories import published
from tests.reviewing import confirm_changes
from tests.search.test_suggestions import offered
from tests.staffed import Staffed

Indexed = Callable[[], int]


def pinned(typed: str) -> list[str]:
    return [bet.title for bet in best_bets(question_of(typed))]


def test_the_same_query_in_any_shape_finds_the_answer(bureau: Staffed) -> None:
    BestBet.objects.create(title="热线", queries="市长热线、投诉电话\n12345", telephone="12345")
    for typed in ("市长热线", "市長熱線", "　投诉 电话 ", "１２３４５"):
        assert pinned(typed) == ["热线"], typed
    for typed in ("热线", "市长热线电话", "", "。"):
        assert pinned(typed) == []
    found = Client(HTTP_HOST="jyj.localhost").get("/search/?q=12345").content.decode()
    assert "12345" in found
    assert "热线" in found


def test_only_in_its_time_and_only_if_enabled(bureau: Staffed) -> None:
    today = timezone.localdate()
    bet = BestBet.objects.create(title="防汛", queries="防汛", text="值班电话", starts_on=today, ends_on=today)
    assert pinned("防汛") == ["防汛"]
    for changes in ({"ends_on": today - timedelta(days=1)}, {"starts_on": today + timedelta(days=1)}):
        BestBet.objects.filter(pk=bet.pk).update(**{"starts_on": None, "ends_on": None, **changes})
        assert pinned("防汛") == []
    BestBet.objects.filter(pk=bet.pk).update(starts_on=None, ends_on=None)
    bet.refresh_from_db()
    bet.is_enabled = False
    bet.save()
    assert pinned("防汛") == []


def test_an_answer_to_a_page_goes_with_the_page(bureau: Staffed, indexed: Indexed) -> None:
    page = published(bureau.column, title="招生")
    BestBet.objects.create(title="招生专题", queries="入学报名", page=page)
    indexed()
    renew_names()
    assert pinned("入学报名") == ["招生专题"]
    assert offered("rxbm") == ["入学报名"]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert pinned("入学报名") == []
    assert offered("rxbm") == []


def test_a_query_without_an_answer_costs_nothing(bureau: Staffed) -> None:
    BestBet.objects.create(title="热线", queries="热线", telephone="12345")
    pinned("热线")
    with CaptureQueriesContext(connection) as captured:
        pinned("别的")
    assert len(captured) == 0


def test_an_answer_must_say_something(bureau: Staffed) -> None:
    today = timezone.localdate()
    for fields in (
        {},
        {"page": bureau.site.home, "address": "https://example.com/"},
        {"text": "说明", "starts_on": today, "ends_on": today - timedelta(days=1)},
    ):
        with pytest.raises(ValidationError):
            BestBet(title="标题", queries="词", **fields).full_clean()


def test_the_centre_pins_and_teaches_and_nobody_else(
    bureau: Staffed, centre: dict[Office, User], login: Callable[[User], Client]
) -> None:
    head = login(centre[Office.CENTRE_HEAD])
    sent = {"title": "热线", "queries": "市长热线", "telephone": "12345", "is_enabled": "on", "sort_order": "10"}
    assert head.post(reverse("bestbet:add"), sent).status_code == 302
    assert pinned("市长热线") == []
    assert confirm_changes(centre[Office.CENTRE_EDITOR]) == 1
    assert pinned("市长热线") == ["热线"]
    assert "热线" in head.get(reverse("bestbet:index")).content.decode()
    assert head.post(reverse("synonym:add"), {"term": "甲词", "meant": "乙词", "is_mutual": "on"}).status_code == 302
    same = head.post(reverse("synonym:add"), {"term": "甲词", "meant": "甲词"})
    assert "两个词相同" in same.content.decode()
    confirm_changes(centre[Office.CENTRE_EDITOR])
    pair = Synonym.objects.get(term="甲词")
    for person in (bureau.editor, bureau.leader):
        client = login(person)
        assert client.post(reverse("bestbet:add"), sent).status_code == 302
        assert client.post(reverse("synonym:edit", args=[pair.pk]), {"term": "丙", "meant": "丁"}).status_code == 302
        assert "站内搜索" not in client.get("/admin/").content.decode()
    assert BestBet.objects.count() == 1
    assert Synonym.objects.get(pk=pair.pk).term == "甲词"
