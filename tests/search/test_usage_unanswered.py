"""Queries that find nothing reach the unit that should answer, and close by themselves once they find something."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from hub.models import AuditEvent, OutboxMessage, User
from opencat.models import Category
from search.enums import QueryState
from search.models import BestBet, Synonym, UnansweredQuery
from search.usage.mail import send_unanswered_queries
from search.usage.routing import Routes
from sites.organisation.enums import Office, UnitCategory
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage
from tests.factories import UnitFactory, appoint, centre_unit, published
from tests.search.usage import ask, counted
from tests.staffed import Staffed

pytestmark = pytest.mark.usefixtures("waiting")

Login = Callable[[User], Client]


@pytest.fixture
def officer(bureau: Staffed) -> User:
    return appoint(bureau.unit, Office.INFORMATION_OFFICER)


@pytest.fixture
def lacking(bureau: Staffed) -> UnansweredQuery:
    return UnansweredQuery.objects.create(query="蘑菇种植补贴", unit=bureau.unit, searches=3)


def unit_of(query: str) -> str | None:
    unit = UnansweredQuery.objects.get(query=query).unit
    return unit.code if unit else None


# --- Noted ---------------------------------------------------------------------------------------------------------


def test_what_finds_nothing_is_noted_for_the_site_it_was_asked_on(bureau: Staffed) -> None:
    ask("蘑菇种植补贴")
    ask("蘑菇种植补贴", address="10.0.0.2")
    counted()
    found = UnansweredQuery.objects.get()
    assert (found.query, found.unit, found.searches, found.state) == ("蘑菇种植补贴", bureau.unit, 2, QueryState.OPEN)
    ask("蘑菇种植补贴", address="10.0.0.3")
    counted()
    assert UnansweredQuery.objects.get().searches == 3


def test_what_another_site_has_is_nobodys_task(
    bureau: Staffed, other_bureau: Staffed, indexed: Callable[[], int]
) -> None:
    published(other_bureau.column, title="蘑菇种植补贴")
    indexed()
    ask("蘑菇种植补贴", scope="site")
    assert counted() == {"蘑菇种植补贴": (1, 1, 0)}
    assert not UnansweredQuery.objects.exists()


def test_what_has_a_best_bet_is_answered(bureau: Staffed) -> None:
    BestBet.objects.create(title="农技站", queries="蘑菇种植补贴", telephone="0000-000000")
    ask("蘑菇种植补贴")
    assert counted() == {"蘑菇种植补贴": (1, 0, 0)}


def test_a_later_search_that_finds_it_closes_it(
    bureau: Staffed, lacking: UnansweredQuery, indexed: Callable[[], int]
) -> None:
    published(bureau.column, title="关于蘑菇种植补贴的通知")
    indexed()
    ask("蘑菇种植补贴")
    counted()
    lacking.refresh_from_db()
    assert lacking.state == QueryState.ANSWERED
    assert "自动关闭" in lacking.note


def test_what_finds_nothing_again_is_open_again_unless_it_was_put_aside(
    bureau: Staffed, lacking: UnansweredQuery
) -> None:
    for before, after in ((QueryState.ANSWERED, QueryState.OPEN), (QueryState.REJECTED, QueryState.REJECTED)):
        UnansweredQuery.objects.update(state=before)
        ask("蘑菇种植补贴", address=f"10.0.1.{len(before)}")
        counted()
        assert UnansweredQuery.objects.get().state == after


# --- Routed --------------------------------------------------------------------------------------------------------


def test_the_portals_queries_go_to_whom_they_name(
    bureau: Staffed, other_bureau: Staffed, centre: dict[Office, User]
) -> None:
    town = UnitFactory(code="luogang", name="兴宁市罗岗镇人民政府", short_name="罗岗镇", category=UnitCategory.TOWN)
    for query in ("教育局蘑菇", "兴宁市财政局蘑菇", "罗岗蘑菇", "蘑菇"):
        ask(query, host="portal.localhost")
    counted()
    assert {row.query: unit_of(row.query) for row in UnansweredQuery.objects.all()} == {
        "教育局蘑菇": "jyj", "兴宁市财政局蘑菇": "czj", "罗岗蘑菇": town.code, "蘑菇": centre_unit().code,
    }  # fmt: skip


def test_a_category_leads_to_the_unit_that_publishes_in_it(bureau: Staffed, portal: Staffed, centre: object) -> None:
    category = Category.objects.in_force().filter(code__startswith="15", parent__isnull=False).first()
    published(bureau.column, ArticlePage(title="已发布", source="市教育局", category=category))
    name = category.name
    assert Routes().unit_for(f"{name}蘑菇", portal.unit.pk) == bureau.unit.pk
    assert Routes().unit_for("蘑菇", portal.unit.pk) == centre_unit().pk
    Synonym.objects.create(term="菌子", meant=name)
    assert Routes().unit_for("菌子", portal.unit.pk) == bureau.unit.pk


def test_a_synonym_leads_to_the_unit_that_it_names(bureau: Staffed, portal: Staffed, centre: object) -> None:
    Synonym.objects.create(term="教委", meant="教育局")
    assert Routes().unit_for("教委 蘑菇", portal.unit.pk) == bureau.unit.pk


def test_without_a_centre_nobody_is_named(portal: Staffed) -> None:
    Unit.objects.filter(code=centre_unit().code).delete()
    assert Routes().unit_for("蘑菇", portal.unit.pk) is None


# --- Handled -------------------------------------------------------------------------------------------------------


def send(client: Client, query: UnansweredQuery, **data: object) -> str:
    """What the page says after sending a form."""
    response = client.post(f"/admin/search-usage/unanswered/{query.pk}/", data, follow=True)
    return response.content.decode()


def test_the_information_officer_sees_it_on_the_dashboard(
    lacking: UnansweredQuery, officer: User, bureau: Staffed, other_bureau: Staffed, login: Login
) -> None:
    assert "蘑菇种植补贴" in login(officer).get("/admin/").content.decode()
    other = appoint(other_bureau.unit, Office.INFORMATION_OFFICER)
    assert "蘑菇种植补贴" not in login(other).get("/admin/").content.decode()
    page = login(officer).get(f"/admin/search-usage/unanswered/{lacking.pk}/").content.decode()
    assert "写一篇并送审" in page
    assert f"/admin/pages/{bureau.site.home_id}/" in page


def test_it_is_answered_when_it_finds_something_and_not_before(
    lacking: UnansweredQuery, officer: User, bureau: Staffed, login: Login, indexed: Callable[[], int]
) -> None:
    client = login(officer)
    assert "现在仍然搜不到" in send(client, lacking, action="answered", note="写好了")
    assert UnansweredQuery.objects.get().state == QueryState.OPEN
    published(bureau.column, title="关于蘑菇种植补贴的通知")
    indexed()
    send(client, lacking, action="answered", note="写好了")
    lacking.refresh_from_db()
    assert (lacking.state, lacking.note) == (QueryState.ANSWERED, "写好了")
    event = AuditEvent.objects.get(action="处理无结果的搜索")
    assert (event.actor, event.subject, event.unit_code) == (officer, "蘑菇种植补贴", "jyj")


def test_it_is_put_aside_with_a_reason(lacking: UnansweredQuery, officer: User, login: Login) -> None:
    client = login(officer)
    assert "请写明为什么不需处理" in send(client, lacking, action="reject", note=" ")
    send(client, lacking, action="reject", note="与政务无关")
    lacking.refresh_from_db()
    assert (lacking.state, lacking.note) == (QueryState.REJECTED, "与政务无关")
    assert "已经处理过了" in send(client, lacking, action="reject", note="再来")
    send(client, lacking, action="reopen")
    assert UnansweredQuery.objects.get().state == QueryState.OPEN


def test_the_centre_assigns_it(
    lacking: UnansweredQuery, centre: dict[Office, User], other_bureau: Staffed, officer: User, login: Login
) -> None:
    head = login(centre[Office.CENTRE_HEAD])
    send(head, lacking, action="assign", unit=other_bureau.unit.pk)
    assert unit_of("蘑菇种植补贴") == "czj"
    assert login(officer).get(f"/admin/search-usage/unanswered/{lacking.pk}/").status_code == 302  # no longer theirs
    assert "请选择" in send(head, lacking, action="assign", unit="999999")
    assert "请选择要做的事" in send(head, lacking, action="nonsense")


def test_only_the_centre_assigns_and_only_the_officer_settles(
    lacking: UnansweredQuery, officer: User, bureau: Staffed, other_bureau: Staffed, login: Login
) -> None:
    assert (
        "由市网络信息中心分派"
        not in login(officer).get(f"/admin/search-usage/unanswered/{lacking.pk}/").content.decode()
    )
    send(login(officer), lacking, action="assign", unit=other_bureau.unit.pk)
    send(login(bureau.editor), lacking, action="reject", note="不是信息员")
    assert (unit_of("蘑菇种植补贴"), UnansweredQuery.objects.get().state) == ("jyj", QueryState.OPEN)


# --- Told ----------------------------------------------------------------------------------------------------------


def test_one_mail_a_week_to_who_should_answer(
    lacking: UnansweredQuery, officer: User, centre: dict[Office, User]
) -> None:
    UnansweredQuery.objects.create(query="没有单位的词")
    assert send_unanswered_queries(date(2026, 3, 2)) == 3
    assert send_unanswered_queries(date(2026, 3, 6)) == 0
    bodies = dict(OutboxMessage.objects.values_list("recipient", "body"))
    assert "蘑菇种植补贴" in bodies[officer.email]
    assert "没有单位的词" not in bodies[officer.email]
    assert "没有单位的词" in bodies[centre[Office.CENTRE_HEAD].email]
    assert "/admin/search-usage/unanswered/" in bodies[officer.email]
    assert send_unanswered_queries(date(2026, 3, 9)) == 3


def test_what_finds_something_by_now_is_closed_before_the_mail(
    lacking: UnansweredQuery, officer: User, bureau: Staffed, indexed: Callable[[], int], capsys: object
) -> None:
    published(bureau.column, title="关于蘑菇种植补贴的通知")
    indexed()
    call_command("send_unanswered_queries")
    assert UnansweredQuery.objects.get().state == QueryState.ANSWERED
    assert not OutboxMessage.objects.filter(recipient=officer.email).exists()
