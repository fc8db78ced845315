"""The order of what stands side by side in public: a leader's decision, on record (Art. 26)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from treebeard.mp_tree import MP_MoveHandler
from wagtail.models import Page

from hub.models import User
from sites.approval import ledger
from sites.approval.actions import StepRefused
from sites.approval.enums import LedgerAction, RemovalKind, RemovalStatus
from sites.approval.gate import PublicationRefused
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.order import list_orders, order_findings
from sites.approval.removals import decide_removal, propose_removal, reorder_directly
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.leader_page import LeaderPage
from tests.factories import UserFactory, appoint, column_of, draft, published
from tests.staffed import Staffed
from tests.story import browser_of, said
from tests.visits import get

pytestmark = pytest.mark.django_db


def columns(staffed: Staffed) -> list[str]:
    """As the public has them below the home."""
    found = ColumnPage.objects.child_of(staffed.site.home).live().order_by("path")
    return list(found.values_list("title", flat=True))


def second(staffed: Staffed) -> ColumnPage:
    return ColumnPage.objects.child_of(staffed.site.home).live().order_by("path")[1]


def known(person: User) -> User:
    """With the rights of today, as after a sign-in."""
    browser_of(person).get("/admin/")
    return User.objects.get(pk=person.pk)


def drag(person: User, page: Page, position: int) -> Any:
    url = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
    return browser_of(person).post(f"{url}?position={position}")


def ask(person: User, page: Page, neighbour: Page | None = None) -> Any:
    url = reverse("removals:propose", args=[page.pk, RemovalKind.REORDER])
    return browser_of(person).post(url, {"reason": "按重要程度", "neighbour": neighbour.pk if neighbour else ""})


def test_an_editor_does_not_order_what_is_public(bureau: Staffed, centre: dict[Office, User]) -> None:
    before, page = columns(bureau), second(bureau)
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    for person in (bureau.editor, centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD], root):
        answer = drag(person, page, 0)
        assert answer.status_code == 403
        assert "由分管领导决定" in answer.content.decode()
    assert columns(bureau) == before
    assert not LedgerEntry.objects.filter(action=LedgerAction.REORDERED).exists()


def test_nobody_of_another_unit_does(bureau: Staffed, other_bureau: Staffed) -> None:
    before = columns(bureau)
    for person in (other_bureau.leader, other_bureau.editor, bureau.reviewer):
        drag(person, second(bureau), 0)
    assert columns(bureau) == before


def test_a_script_does_not(bureau: Staffed) -> None:
    before, page = columns(bureau), second(bureau)
    first = ColumnPage.objects.child_of(bureau.site.home).live().order_by("path")[0]
    for target, pos in ((first, "left"), (first, "first-sibling"), (bureau.site.home, "last-child")):
        with pytest.raises(PublicationRefused):
            page.move(target, pos=pos)
    assert columns(bureau) == before


def test_it_is_asked_for_decided_and_recorded(bureau: Staffed) -> None:
    before, page = columns(bureau), second(bureau)
    first = ColumnPage.objects.child_of(bureau.site.home).live().order_by("path")[0]
    browser = browser_of(bureau.editor)
    form = browser.get(reverse("removals:propose", args=[page.pk, RemovalKind.REORDER])).content.decode()
    assert "申请变更顺序" in form
    assert "申请已提交，等待本单位领导决定。" in said(ask(bureau.editor, page, first))
    assert columns(bureau) == before
    decision = RemovalRequest.objects.get()
    url = reverse("inbox:removal", args=[decision.pk])
    shown = browser_of(bureau.leader).get(url).content.decode()
    assert f"《{first.title}》之前" in shown
    browser_of(bureau.leader).post(url, {"action": "approve", "comment": ""})
    assert columns(bureau) == [before[1], before[0], *before[2:]]
    row = LedgerEntry.objects.of(page).latest("serial")
    assert (row.action, row.actor, row.office) == (LedgerAction.REORDERED, bureau.leader, Office.SUPERVISING_LEADER)
    assert "排第 1" in row.comment
    assert list(order_findings()) == []
    menu = [link.get_text(strip=True) for link in get("/", "jyj.localhost").select("nav a")]
    assert menu.index(before[1]) < menu.index(before[0])


def test_a_refusal_leaves_it(bureau: Staffed) -> None:
    before, page = columns(bureau), second(bureau)
    ask(bureau.editor, page)
    decision = RemovalRequest.objects.get()
    decide_removal(decision, bureau.leader, approve=False, comment="不必")
    assert columns(bureau) == before
    assert RemovalRequest.objects.get().status == RemovalStatus.REFUSED


def test_a_leader_does_it_directly(bureau: Staffed) -> None:
    before, page = columns(bureau), second(bureau)
    assert drag(bureau.leader, page, 0).status_code == 200
    assert columns(bureau)[:2] == [before[1], before[0]]
    assert LedgerEntry.objects.of(page).latest("serial").actor == bureau.leader
    reorder_directly(page, None, bureau.principal)
    assert columns(bureau)[-1] == before[1]
    with pytest.raises(StepRefused):
        reorder_directly(page, None, bureau.editor)


def test_where_there_is_no_public_order_there_is_nothing_to_ask(bureau: Staffed, other_bureau: Staffed) -> None:
    with pytest.raises(StepRefused, match="没有公开的顺序"):
        propose_removal(published(bureau.column), RemovalKind.REORDER, known(bureau.editor), "换一换")
    page = second(bureau)
    with pytest.raises(StepRefused, match="同一栏目"):
        propose_removal(page, RemovalKind.REORDER, known(bureau.editor), "换一换", neighbour=second(other_bureau))


def test_drafts_are_ordered_freely(bureau: Staffed) -> None:
    pages = [draft(bureau.column, bureau.editor, title=title) for title in ("甲", "乙")]
    assert drag(bureau.editor, pages[1], 0).status_code == 200
    found = ArticlePage.objects.child_of(bureau.column).order_by("path").values_list("title", flat=True)
    assert list(found) == ["乙", "甲"]
    new = ColumnPage(title="新栏目", live=False)
    bureau.site.home.add_child(instance=new)
    before = columns(bureau)
    new.move(bureau.site.home.get_first_child(), pos="left")
    assert columns(bureau) == before


def around_the_gate(page: Page, first: Page) -> None:
    MP_MoveHandler(page, first, "left").process()


def by_sql(page: Page, first: Page) -> None:
    with connection.cursor() as cursor:
        for path, key in (("tmp", first.pk), (first.path, page.pk), (page.path, first.pk)):
            cursor.execute("UPDATE wagtailcore_page SET path = %s WHERE id = %s", [path, key])


@pytest.mark.parametrize("road", [around_the_gate, by_sql])
def test_another_road_is_found(bureau: Staffed, road: Any) -> None:
    assert list_orders() > 0
    assert list_orders() == 0
    assert list(order_findings()) == []
    column = column_of(bureau.site, "news")
    first, other = ColumnPage.objects.child_of(column).live().order_by("path")[:2]
    road(other, first)
    (finding,) = order_findings()
    assert f"《{column.title}》下公开的顺序被改动" in finding
    with ledger.acting(ledger.Actor(bureau.leader, bureau.leader.appointments.get())):
        ColumnPage.objects.get(pk=other.pk).move(ColumnPage.objects.get(pk=first.pk), pos="left")
    assert list(order_findings()) == [], "decided now"


def test_what_was_away_is_not_judged_by_where_it_was(bureau: Staffed) -> None:
    column = column_of(bureau.site, "news")
    list_orders()
    first = ColumnPage.objects.child_of(column).live().order_by("path")[0]
    first.unpublish()
    first.move(column, pos="last-child")
    assert list(order_findings()) == []


class TestLeaders:
    """Their profiles stand by the offices that they hold."""

    def profiles(self, bureau: Staffed) -> list[User]:
        """Published in the wrong order, one of somebody without an office first."""
        newer = UserFactory()
        appoint(bureau.unit, Office.SUPERVISING_LEADER, person=newer, starts_on=date(2025, 1, 1))
        column = column_of(bureau.site, "organisation/leaders")
        published(column, LeaderPage(title="无任职", position="原局长"))
        people = [newer, bureau.leader, bureau.principal]
        for person in people:
            published(column, LeaderPage(title=person.get_full_name(), position="领导"))
        return people

    def shown(self, path: str, names: list[str]) -> list[str]:
        text = get(path, "jyj.localhost").select_one("main").get_text()
        assert all(name in text for name in names)
        return sorted(names, key=text.index)

    @pytest.mark.parametrize("path", ["/organisation/leaders/", "/"])
    def test_pages(self, bureau: Staffed, path: str) -> None:
        newer, leader, principal = self.profiles(bureau)
        names = [person.get_full_name() for person in (principal, leader, newer)] + ["无任职"]
        assert self.shown(path, sorted(names)) == names

    def test_the_api(self, bureau: Staffed, client: Client) -> None:
        newer, leader, principal = self.profiles(bureau)
        found = client.get("/api/v1/leaders", headers={"host": "jyj.localhost"}).json()["items"]
        names = [person.get_full_name() for person in (principal, leader, newer)] + ["无任职"]
        assert [row["name" if "name" in row else "title"] for row in found] == names

    def test_an_editors_hand_changes_nothing(self, bureau: Staffed) -> None:
        people = self.profiles(bureau)
        names = [person.get_full_name() for person in people]
        before = self.shown("/organisation/leaders/", names)
        drag(bureau.editor, LeaderPage.objects.get(title=names[0]), 0)
        assert self.shown("/organisation/leaders/", names) == before


def test_another_units_column_shows_no_guest(bureau: Staffed, other_bureau: Staffed, client: Client) -> None:
    """Whatever a script writes into the further places of an article: no leader there has approved it."""
    page = published(bureau.column, title="客人")
    there = column_of(other_bureau.site, "news/notices")
    page.also_in.through.objects.create(articlepage_id=page.pk, columnpage_id=there.pk)
    assert "客人" not in get(there.get_url(), "portal.localhost").get_text()
