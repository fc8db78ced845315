"""An approval is of what was read, in the unit whose office gave it: nothing else reaches the public by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from hub.models import GroupDocument, GroupImage
from sites.approval.actions import StepRefused
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction
from sites.approval.gate import PublicationRefused
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from tests.factories import appoint, draft, published
from tests.staffed import Staffed
from tests.story import (
    DECLARATION,
    approve,
    browser_of,
    exchange_behind,
    reads,
    said,
    send,
    settle,
    take_step,
    unapproved_content,
    waiting_step,
)
from tests.visits import document

pytestmark = pytest.mark.django_db


def stored(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def actions_on(page: ArticlePage) -> list[str]:
    return list(LedgerEntry.objects.of(page).order_by("serial").values_list("action", flat=True))


@pytest.fixture
def in_draft_column(bureau: Staffed) -> ArticlePage:
    """An article in a column that is no more public than it is."""
    column = bureau.column.add_child(instance=ColumnPage(title="筹备中的栏目", live=False))
    column.save_revision(user=bureau.editor)
    return draft(column, bureau.editor, title="校车线路调整")


class TestMovedFromAbove:
    @pytest.fixture
    def half_approved(self, bureau: Staffed, in_draft_column: ArticlePage) -> ArticlePage:
        send(bureau.editor, in_draft_column)
        approve(in_draft_column, [bureau.reviewer])
        return in_draft_column

    @pytest.fixture
    def move_column(self, half_approved: ArticlePage, other_bureau: Staffed) -> Callable[[], None]:
        return lambda: half_approved.get_parent().move(other_bureau.column, pos="last-child")

    def test_what_it_had_gathered_is_void(
        self, bureau: Staffed, other_bureau: Staffed, half_approved: ArticlePage, move_column: Callable[[], None]
    ) -> None:
        state = waiting_step(half_approved)
        move_column()
        assert waiting_step(half_approved) is None
        assert actions_on(half_approved)[-2:] == [LedgerAction.WITHDRAWN, LedgerAction.MOVED]
        with pytest.raises(StepRefused):
            take_step(state, bureau.leader)
        page = stored(half_approved)
        assert (page.unit, page.live) == (other_bureau.unit, False)
        with pytest.raises(PublicationRefused, match="保密审查"):
            page.get_latest_revision().publish()

    def test_in_the_other_unit_it_begins_anew(
        self, other_bureau: Staffed, half_approved: ArticlePage, move_column: Callable[[], None], client: Client
    ) -> None:
        move_column()
        half_approved.get_parent().specific.refresh_from_db()
        page = stored(half_approved)
        send(other_bureau.editor, page)
        approve(page, [other_bureau.reviewer])
        assert not stored(page).live
        approve(page, [other_bureau.leader])
        page = stored(page)
        assert page.live
        assert unapproved_content(page) == ""

    def test_the_approvers_old_link_says_why(
        self, bureau: Staffed, half_approved: ArticlePage, move_column: Callable[[], None]
    ) -> None:
        state = waiting_step(half_approved)
        move_column()
        response = browser_of(bureau.leader).get(reverse("inbox:item", args=[state.pk]))
        assert said(response) == ["这件事项已经撤回，不再需要审批。"]

    def test_a_planned_publication_is_void_too(
        self, bureau: Staffed, other_bureau: Staffed, in_draft_column: ArticlePage
    ) -> None:
        page = in_draft_column
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision(user=bureau.editor)
        send(bureau.editor, page)
        approve(page, [bureau.reviewer, bureau.leader])
        assert stored(page).revisions.filter(approved_go_live_at__isnull=False).exists()
        page.get_parent().move(other_bureau.column, pos="last-child")
        with time_machine.travel(timezone.now() + timedelta(hours=2)):
            call_command("publish_scheduled", stdout=StringIO())
        assert not stored(page).live
        assert actions_on(page)[-2:] == [LedgerAction.WITHDRAWN, LedgerAction.MOVED]

    def test_whoever_moves_in_the_admin_is_named(
        self, bureau: Staffed, other_bureau: Staffed, half_approved: ArticlePage
    ) -> None:
        appoint(other_bureau.unit, Office.EDITOR, person=bureau.editor)
        column = half_approved.get_parent()
        url = reverse("wagtailadmin_pages:move_confirm", args=[column.pk, other_bureau.column.pk])
        browser_of(bureau.editor).post(url)
        assert stored(half_approved).unit == other_bureau.unit
        rows = LedgerEntry.objects.of_pages([column.pk, half_approved.pk]).filter(action=LedgerAction.MOVED)
        assert [row.actor for row in rows] == [bureau.editor, bureau.editor]


class TestAnotherUnit:
    def test_approvals_do_not_follow_a_unit_that_was_changed_behind_the_gate(
        self, bureau: Staffed, other_bureau: Staffed
    ) -> None:
        page = draft(bureau.column, bureau.editor)
        send(bureau.editor, page)
        approve(page, [bureau.reviewer])
        ArticlePage.objects.filter(pk=page.pk).update(unit=other_bureau.unit)
        with pytest.raises(StepRefused, match="未经保密审查"):
            take_step(waiting_step(page), bureau.leader)
        assert not stored(page).live

    def test_a_public_page_under_another_units_name_is_found(self, bureau: Staffed, other_bureau: Staffed) -> None:
        page = draft(bureau.column, bureau.editor)
        send(bureau.editor, page)
        approve(page, [bureau.reviewer, bureau.leader])
        assert unapproved_content(stored(page)) == ""
        ArticlePage.objects.filter(pk=page.pk).update(unit=other_bureau.unit)
        assert "不一致" in unapproved_content(stored(page))


class TestSeen:
    @pytest.fixture
    def picture(self, bureau: Staffed) -> GroupImage:
        return GroupImage.objects.create(title="图", file=get_test_image_file(), collection=bureau.site.collection)

    @pytest.fixture
    def list_of_names(self, bureau: Staffed) -> GroupDocument:
        return document(bureau, "名单.pdf")

    @pytest.fixture
    def sent(self, bureau: Staffed, picture: GroupImage, list_of_names: GroupDocument) -> ArticlePage:
        body = [
            ("picture", {"image": picture, "alt": "一幅图", "caption": ""}),
            ("attachment", {"document": list_of_names, "title": "名单"}),
        ]
        page = draft(bureau.column, bureau.editor, body=body)
        send(bureau.editor, page)
        return page

    @pytest.fixture(params=["picture", "list_of_names"])
    def exchange(self, request: pytest.FixtureRequest, sent: ArticlePage) -> Callable[[], None]:
        """Puts another file behind what the article shows."""
        shown = request.getfixturevalue(request.param)

        def other_bytes() -> None:
            if isinstance(shown, GroupImage):
                exchange_behind(shown, "b.png", get_test_image_file(colour="black").file.getvalue())
            else:
                exchange_behind(shown, "名单.pdf", b"%PDF-1.4 other")

        return other_bytes

    def test_the_form_says_what_was_shown(self, bureau: Staffed, sent: ArticlePage) -> None:
        state = waiting_step(sent)
        page = browser_of(bureau.reviewer).get(reverse("inbox:item", args=[state.pk])).content.decode()
        assert content_digest(state.revision.as_object()) in page

    def test_a_file_exchanged_behind_the_open_form_is_not_approved(
        self, bureau: Staffed, sent: ArticlePage, exchange: Callable[[], None]
    ) -> None:
        seen = content_digest(waiting_step(sent).revision.as_object())
        exchange()
        response = settle(bureau.reviewer, sent, seen=seen)
        assert said(response) == ["稿件的附件或图片在您查看之后有改动，请刷新后重新审阅。"]
        assert LedgerAction.APPROVED not in actions_on(sent)
        settle(bureau.reviewer, sent)  # read again
        assert actions_on(sent)[-1] == LedgerAction.APPROVED

    def test_what_an_earlier_step_approved_is_not_published_with_another_file(
        self, bureau: Staffed, sent: ArticlePage, exchange: Callable[[], None], client: Client
    ) -> None:
        approve(sent, [bureau.reviewer])
        exchange()
        with pytest.raises(StepRefused, match="未经保密审查"):
            take_step(waiting_step(sent), bureau.leader)
        assert reads(client, sent) == 404

    def test_returning_needs_no_reading(self, bureau: Staffed, sent: ArticlePage, exchange: Callable[[], None]) -> None:
        exchange()
        settle(bureau.reviewer, sent, "reject", seen="", comment="附件不对。")
        assert actions_on(sent)[-1] == LedgerAction.RETURNED

    @pytest.mark.parametrize("seen", ["", "0" * 64])
    def test_nobody_approves_unread(self, bureau: Staffed, sent: ArticlePage, seen: str) -> None:
        settle(bureau.reviewer, sent, seen=seen)
        assert LedgerAction.APPROVED not in actions_on(sent)

    def test_nor_past_the_inbox(self, bureau: Staffed, sent: ArticlePage) -> None:
        state = waiting_step(sent)
        url = reverse("wagtailadmin_pages:workflow_action", args=[sent.pk, "approve", state.pk])
        browser_of(bureau.reviewer).post(url, {"declaration": DECLARATION, "comment": ""})
        assert LedgerAction.APPROVED not in actions_on(sent)


def test_imported_content_stays_public_where_it_is(bureau: Staffed) -> None:
    assert unapproved_content(published(bureau.column)) == ""
