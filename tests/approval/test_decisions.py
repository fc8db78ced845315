"""Taking public information away is a leader's decision on record (Arts. 26, 35)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sites.approval import ledger
from sites.approval.actions import StepRefused
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction, RemovalKind, RemovalStatus
from sites.approval.extent import extent_of
from sites.approval.gate import PublicationRefused
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import decide_removal, propose_removal
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.factories import UserFactory, appoint, column_of, draft, published
from tests.staffed import Staffed
from tests.story import browser_of, edit, reads, said, send, unapproved_content, waiting_step


@pytest.fixture
def public(bureau: Staffed) -> ArticlePage:
    return published(bureau.column)


def ask(person: Any, page: ArticlePage, kind: RemovalKind, **data: Any) -> Any:
    """What an editor does to ask for a decision."""
    url = reverse("removals:propose", args=[page.pk, kind])
    return browser_of(person).post(url, {"reason": "数据有误", **data})


def decide(person: Any, action: str, comment: str = "") -> Any:
    decision = RemovalRequest.objects.latest("pk")
    url = reverse("inbox:removal", args=[decision.pk])
    return browser_of(person).post(url, {"action": action, "comment": comment})


def test_unpublishing_is_asked_for_decided_and_recorded(bureau: Staffed, client: Client, public: ArticlePage) -> None:
    assert "申请已提交，等待本单位领导决定。" in said(ask(bureau.editor, public, RemovalKind.UNPUBLISH))
    assert reads(client, public) == 200
    decide(bureau.leader, "approve")
    assert reads(client, public) == 410
    row = LedgerEntry.objects.of(public).last()
    assert (row.action, row.actor, row.office) == (LedgerAction.UNPUBLISHED, bureau.leader, Office.SUPERVISING_LEADER)
    assert "数据有误" in row.comment
    assert str(bureau.editor) in row.comment
    assert ArticlePage.objects.filter(pk=public.pk).exists()


def test_deleting_is_asked_for_decided_and_recorded(bureau: Staffed, client: Client, public: ArticlePage) -> None:
    ask(bureau.editor, public, RemovalKind.DELETE)
    decide(bureau.principal, "approve")
    assert reads(client, public) == 410
    assert not ArticlePage.objects.filter(pk=public.pk).exists()
    row = LedgerEntry.objects.of(public).last()
    assert (row.action, row.actor, row.office) == (LedgerAction.DELETED, bureau.principal, Office.PRINCIPAL_LEADER)
    assert RemovalRequest.objects.get().status == RemovalStatus.APPROVED


def test_what_moves_to_another_site_becomes_a_draft_there(
    bureau: Staffed, other_bureau: Staffed, client: Client, public: ArticlePage
) -> None:
    ask(bureau.editor, public, RemovalKind.MOVE, destination=other_bureau.column.pk)
    decide(bureau.leader, "approve")
    page = ArticlePage.objects.get(pk=public.pk)
    assert page.unit == other_bureau.unit
    assert page.is_descendant_of(other_bureau.column)
    assert not page.live
    assert ledger.missing_approvals(page, content_digest(page)), "the other unit's leaders have not approved it"
    actions = LedgerEntry.objects.of(public).filter(actor=bureau.leader).values_list("action", flat=True)
    assert set(actions) == {LedgerAction.UNPUBLISHED, LedgerAction.MOVED}


def test_a_column_goes_with_everything_public_below_it(bureau: Staffed, client: Client, public: ArticlePage) -> None:
    ask(bureau.editor, bureau.column, RemovalKind.UNPUBLISH)
    decide(bureau.leader, "approve")
    assert reads(client, public) == 410
    assert LedgerEntry.objects.of(public).filter(action=LedgerAction.UNPUBLISHED).exists()


def test_who_asks_does_not_decide(bureau: Staffed, client: Client, public: ArticlePage) -> None:
    appoint(bureau.unit, Office.SUPERVISING_LEADER, person=bureau.editor)
    ask(bureau.editor, public, RemovalKind.UNPUBLISH)
    assert decide(bureau.editor, "approve").status_code == 404
    with pytest.raises(StepRefused):
        decide_removal(RemovalRequest.objects.get(), bureau.editor, approve=True)
    assert reads(client, public) == 200


def test_another_units_leader_and_a_superuser_do_not_decide(
    bureau: Staffed, other_bureau: Staffed, client: Client, public: ArticlePage
) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    ask(bureau.editor, public, RemovalKind.DELETE)
    for person in (other_bureau.leader, root, bureau.reviewer):
        assert decide(person, "approve").status_code == 404
    assert reads(client, public) == 200


def test_a_proposal_needs_a_reason(bureau: Staffed, public: ArticlePage) -> None:
    assert "请写明理由。" in ask(bureau.editor, public, RemovalKind.UNPUBLISH, reason="").content.decode()
    assert not RemovalRequest.objects.exists()


def test_a_refusal_needs_a_reason_and_leaves_the_page_public(
    bureau: Staffed, client: Client, public: ArticlePage
) -> None:
    ask(bureau.editor, public, RemovalKind.UNPUBLISH)
    assert "请写明不同意的理由。" in decide(bureau.leader, "refuse").content.decode()
    decide(bureau.leader, "refuse", "内容属实，不撤")
    decision = RemovalRequest.objects.get()
    assert (decision.status, decision.comment) == (RemovalStatus.REFUSED, "内容属实，不撤")
    assert reads(client, public) == 200


def test_one_proposal_at_a_time(bureau: Staffed, public: ArticlePage) -> None:
    ask(bureau.editor, public, RemovalKind.UNPUBLISH)
    assert "已有一项申请在等待决定" in ask(bureau.editor, public, RemovalKind.DELETE).content.decode()


def test_a_decision_is_made_once(bureau: Staffed, public: ArticlePage) -> None:
    ask(bureau.editor, public, RemovalKind.UNPUBLISH)
    decision = RemovalRequest.objects.get()
    decide_removal(decision, bureau.leader, approve=False, comment="不撤")
    with pytest.raises(StepRefused, match="已经有人处理过了"):
        decide_removal(decision, bureau.principal, approve=True)


def test_only_the_units_own_editors_ask(bureau: Staffed, other_bureau: Staffed, public: ArticlePage) -> None:
    assert ask(other_bureau.editor, public, RemovalKind.UNPUBLISH).status_code in (302, 403)
    assert not RemovalRequest.objects.exists()


def test_a_home_page_cannot_be_taken_away(bureau: Staffed) -> None:
    assert "首页不能撤下、删除或移动。" in ask(bureau.editor, bureau.site.home, RemovalKind.DELETE).content.decode()


def test_a_draft_moves_within_the_site_without_a_decision(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    target = column_of(bureau.site, "news/notices")
    browser_of(bureau.editor).post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
    assert ArticlePage.objects.get(pk=page.pk).is_descendant_of(target)


def test_what_moves_within_the_site_stays_public_by_a_decision(
    bureau: Staffed, client: Client, public: ArticlePage
) -> None:
    target, before = column_of(bureau.site, "news/notices"), public.get_url()
    ask(bureau.editor, public, RemovalKind.MOVE, destination=target.pk)
    assert ArticlePage.objects.get(pk=public.pk).get_url() == before
    decide(bureau.leader, "approve")
    page = ArticlePage.objects.get(pk=public.pk)
    assert page.live
    assert page.is_child_of(target)
    assert unapproved_content(page) == ""
    assert reads(client, page) == 200
    assert client.get(before.removeprefix("http://jyj.localhost"), headers={"host": "jyj.localhost"}).status_code == 301
    row = LedgerEntry.objects.of(public).last()
    assert (row.action, row.actor, row.office) == (LedgerAction.READDRESSED, bureau.leader, Office.SUPERVISING_LEADER)
    assert "news/notices" in row.comment


def test_a_column_with_public_articles_moves_by_a_decision_too(
    bureau: Staffed, client: Client, public: ArticlePage
) -> None:
    target = column_of(bureau.site, "news/notices")
    with pytest.raises(PublicationRefused, match="网址会变"):
        bureau.column.move(target, pos="last-child")
    ask(bureau.editor, bureau.column, RemovalKind.MOVE, destination=target.pk)
    decide(bureau.leader, "approve")
    page = ArticlePage.objects.get(pk=public.pk)
    assert page.url_path.startswith(target.url_path)
    assert reads(client, page) == 200


def test_a_page_moves_neither_where_it_is_nor_below_itself(bureau: Staffed, public: ArticlePage) -> None:
    for destination in (bureau.column, public):
        with pytest.raises(StepRefused):
            propose_removal(public, RemovalKind.MOVE, bureau.editor, "归类", destination)


@pytest.mark.parametrize("who", ["editor", "leader", "superuser"])
def test_nobody_moves_a_public_page_within_its_site_by_hand(bureau: Staffed, public: ArticlePage, who: str) -> None:
    target = column_of(bureau.site, "news/notices")
    people = {"editor": bureau.editor, "leader": bureau.leader}
    person = people.get(who) or UserFactory(username="root", is_superuser=True, is_staff=True)
    browser = browser_of(person)
    for url, data in (
        (reverse("wagtailadmin_pages:move_confirm", args=[public.pk, target.pk]), {}),
        (reverse("wagtailadmin_pages:move", args=[public.pk]), {"new_parent_page": target.pk}),
        (
            f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'move'])}?id={public.pk}",
            {"chooser": target.pk},
        ),
        (f"/admin/api/main/pages/{public.pk}/action/move/", {"destination_page_id": target.pk}),
    ):
        browser.post(url, data)
        assert ArticlePage.objects.get(pk=public.pk).is_child_of(bureau.column), url


# --- what goes with it ---


class TestExtent:
    @pytest.fixture
    def below(self, bureau: Staffed, public: ArticlePage) -> ArticlePage:
        """Beside the public article of the column, one that waits for its reviewer."""
        waiting = draft(bureau.column, bureau.editor, title="正在审批的稿件")
        send(bureau.editor, waiting)
        return waiting

    def test_who_asks_and_who_decides_read_what_goes_with_it(
        self, bureau: Staffed, other_bureau: Staffed, public: ArticlePage, below: ArticlePage
    ) -> None:
        link = f'<p>见<a linktype="page" id="{public.pk}">通知</a>。</p>'
        published(other_bureau.column, title="引用它的信息", body=[("paragraph", link)])
        url = reverse("removals:propose", args=[bureau.column.pk, RemovalKind.DELETE])
        asked = browser_of(bureau.editor).get(url).content.decode()
        ask(bureau.editor, bureau.column, RemovalKind.DELETE)
        decision = RemovalRequest.objects.get()
        decided = browser_of(bureau.leader).get(reverse("inbox:removal", args=[decision.pk])).content.decode()
        for page in (asked, decided):
            assert "其下有 1 个公开的页面，一并删除" in page
            assert public.title in page
            assert "1 篇稿件正在审批，将自动撤回" in page
            assert "引用它的信息" in page

    def test_of_a_lonely_page_there_is_nothing_to_say(self, bureau: Staffed, public: ArticlePage) -> None:
        url = reverse("removals:propose", args=[public.pk, RemovalKind.UNPUBLISH])
        assert "影响范围" not in browser_of(bureau.editor).get(url).content.decode()

    @pytest.mark.parametrize("kind", [RemovalKind.DELETE, RemovalKind.UNPUBLISH])
    def test_what_waits_below_is_taken_back_and_its_approver_told(
        self, bureau: Staffed, below: ArticlePage, kind: RemovalKind
    ) -> None:
        state = waiting_step(below)
        ask(bureau.editor, bureau.column, kind)
        decide(bureau.leader, "approve")
        row = LedgerEntry.objects.of(below).get(action=LedgerAction.WITHDRAWN)
        assert (row.actor, "过时" in row.comment or "提出" in row.comment) == (bureau.leader, True)
        (message,) = said(browser_of(bureau.reviewer).get(reverse("inbox:item", args=[state.pk])))
        assert "已" in message

    def test_a_draft_that_is_deleted_under_approval_is_taken_back_first(
        self, bureau: Staffed, below: ArticlePage
    ) -> None:
        browser_of(bureau.editor).post(reverse("wagtailadmin_pages:delete", args=[below.pk]))
        assert not ArticlePage.objects.filter(pk=below.pk).exists()
        actions = LedgerEntry.objects.of(below).order_by("serial").values_list("action", flat=True)
        assert list(actions) == [LedgerAction.SUBMITTED, LedgerAction.WITHDRAWN, LedgerAction.DELETED]

    def test_it_costs_no_more_for_a_column_with_many(
        self, bureau: Staffed, public: ArticlePage, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(12):
            published(bureau.column, title=f"第{number}条")
        with django_assert_max_num_queries(8):
            assert extent_of(bureau.column).public_number == 13


# --- Wagtail's own ways ---


@pytest.mark.parametrize("who", ["editor", "superuser"])
@pytest.mark.parametrize("view", ["unpublish", "delete"])
def test_wagtails_own_views_leave_public_pages_alone(
    bureau: Staffed, client: Client, public: ArticlePage, view: str, who: str
) -> None:
    person = bureau.editor if who == "editor" else UserFactory(username="root", is_superuser=True, is_staff=True)
    response = browser_of(person).post(reverse(f"wagtailadmin_pages:{view}", args=[public.pk]))
    assert response.status_code in (302, 403)
    assert reads(client, public) == 200


def test_moving_to_another_site_by_wagtails_own_view_is_refused(
    bureau: Staffed, other_bureau: Staffed, client: Client, public: ArticlePage
) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    url = reverse("wagtailadmin_pages:move_confirm", args=[public.pk, other_bureau.column.pk])
    assert browser_of(root).post(url).status_code in (302, 403)
    assert ArticlePage.objects.get(pk=public.pk).is_descendant_of(bureau.column)
    assert reads(client, public) == 200


@pytest.mark.parametrize("action", ["unpublish", "delete", "move"])
def test_bulk_actions_leave_public_pages_alone(
    bureau: Staffed, other_bureau: Staffed, client: Client, public: ArticlePage, action: str
) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    data = {"chooser": other_bureau.column.pk, "include_descendants": "on"}
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    for pk in (public.pk, bureau.column.pk):
        assert browser_of(root).post(f"{url}?id={pk}", data).status_code < 500
        assert reads(client, public) == 200
    assert ArticlePage.objects.get(pk=public.pk).is_descendant_of(bureau.column)


def test_a_draft_is_not_asked_for(bureau: Staffed) -> None:
    """Not by a typed address either."""
    page = draft(bureau.column, bureau.editor)
    for kind in (RemovalKind.DELETE, RemovalKind.UNPUBLISH):
        url = reverse("removals:propose", args=[page.pk, kind])
        said = browser_of(bureau.editor).post(url, {"reason": "不要了"}).content.decode()
        assert "草稿没有公开，不需要申请" in said
    assert not RemovalRequest.objects.exists()


def test_what_a_decision_takes_back_names_the_office_that_decided(bureau: Staffed, public: ArticlePage) -> None:
    edit(bureau.editor, public, action="submit", title="改过的标题")
    propose_removal(public, RemovalKind.UNPUBLISH, bureau.editor, "过时")
    decide_removal(RemovalRequest.objects.get(), bureau.leader, approve=True)
    row = LedgerEntry.objects.of(public).get(action=LedgerAction.WITHDRAWN)
    assert (row.actor, row.office) == (bureau.leader, Office.SUPERVISING_LEADER)
