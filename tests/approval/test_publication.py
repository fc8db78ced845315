"""Arts. 14(7), 26, 35: when what was approved becomes public, and that there is no other way."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import TaskState, WorkflowState

from hub.models import OutboxMessage, User
from sites.approval import ledger
from sites.approval.actions import SubmissionRefused
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.pages.models.article_page import ArticlePage
from tests.factories import UserFactory, draft, published, take_emergencies
from tests.staffed import Staffed
from tests.story import DECLARATION, approve, article_form, browser_of, edit, reads, send, waiting_step, write


def stored(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


@pytest.fixture
def bureau(bureau: Staffed) -> Staffed:
    """Its column is one of emergencies."""
    take_emergencies(bureau.column)
    return bureau


@pytest.fixture
def sent(bureau: Staffed) -> ArticlePage:
    """An article that waits for its secrecy review."""
    page = draft(bureau.column, bureau.editor)
    send(bureau.editor, page)
    return page


# --- emergencies (Art. 14(7)) ---


def test_an_emergency_needs_the_principal_leader_alone_and_the_centre_hears_at_once(
    bureau: Staffed,
    centre: dict[Office, User],
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page, _ = write(bureau.editor, bureau.column, action="submit", title="暴雨红色预警", is_emergency="on")
    state = waiting_step(page)
    assert (state.step, state.is_urgent) == (ApprovalStep.PRINCIPAL, True)
    with django_capture_on_commit_callbacks(execute=True):
        approve(page, [bureau.principal])
    assert reads(client, page) == 200
    told = {message.to[0] for message in mail.outbox if "突发事件信息已发布" in message.subject}
    assert told == {person.email for person in centre.values()}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"emergency_reason": " "}, "请写明为何不能等待"),
        ({"go_live_at": "2030-01-01 08:00"}, "不能定时"),
    ],
)
def test_an_emergency_says_why_and_does_not_wait(bureau: Staffed, fields: dict[str, str], message: str) -> None:
    data = article_form(title="暴雨红色预警", is_emergency="on", **fields) | {"action-submit": "1"}
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", bureau.column.pk])
    assert message in browser_of(bureau.editor).post(url, data).content.decode()
    assert not LedgerEntry.objects.filter(title="暴雨红色预警").exists()


@pytest.mark.parametrize("fields", [{"emergency_reason": ""}, {"go_live_at": timezone.now() + timedelta(days=20)}])
def test_nor_is_it_sent_past_the_form(bureau: Staffed, fields: dict[str, Any]) -> None:
    page = draft(bureau.column, bureau.editor, **{"is_emergency": True, "emergency_reason": "暴雨正在发生", **fields})
    with pytest.raises(SubmissionRefused):
        send(bureau.editor, page)


def test_the_leader_reads_that_nobody_has_reviewed_it_and_why(bureau: Staffed) -> None:
    page, _ = write(bureau.editor, bureau.column, action="submit", title="暴雨红色预警", is_emergency="on")
    shown = browser_of(bureau.principal).get(reverse("inbox:item", args=[waiting_step(page).pk])).content.decode()
    assert "不经保密审查和分管领导审核，您同意后立即公开" in shown
    assert "暴雨正在发生" in shown


def test_dropping_the_emergency_mark_needs_the_ordinary_approvals(bureau: Staffed) -> None:
    page, _ = write(bureau.editor, bureau.column, action="submit", is_emergency="on")
    approve(page, [bureau.principal])
    edit(bureau.editor, page, title="换成别的内容", action="submit")
    assert waiting_step(page).step == ApprovalStep.SECRECY


# --- scheduled publishing ---


def test_what_is_approved_for_tomorrow_is_public_tomorrow(bureau: Staffed, client: Client) -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock:
        page, _ = write(bureau.editor, bureau.column, action="submit", go_live_at="2026-03-03 08:00")
        approve(page, [bureau.reviewer, bureau.leader])
        call_command("publish_scheduled")
        assert reads(client, page) == 404
        clock.move_to("2026-03-03 08:01+08:00")
        call_command("publish_scheduled")
        assert reads(client, page) == 200
        assert stored(page).published_at == timezone.now()


def test_a_planned_change_leaves_the_public_text_alone_until_then(bureau: Staffed, client: Client) -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock:
        page = published(bureau.column)
        edit(bureau.editor, page, action="submit", title="明天的标题", go_live_at="2026-03-03 08:00")
        approve(page, [bureau.reviewer, bureau.leader])
        assert reads(client, page) == 200
        assert stored(page).title == "已发布的信息"
        clock.move_to("2026-03-03 08:01+08:00")
        call_command("publish_scheduled")
        assert stored(page).title == "明天的标题"
        assert reads(client, page) == 200


def test_an_article_with_an_end_is_taken_down_then_and_the_ledger_says_so(bureau: Staffed, client: Client) -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock:
        page, _ = write(bureau.editor, bureau.column, action="submit", expire_at="2026-03-09 18:00")
        approve(page, [bureau.reviewer, bureau.leader])
        clock.move_to("2026-03-09 18:01+08:00")
        call_command("publish_scheduled")
    assert reads(client, page) == 410
    assert LedgerEntry.objects.of(page).last().action == LedgerAction.EXPIRED


def test_what_is_refused_at_its_hour_holds_up_nobody_and_its_author_hears_why(bureau: Staffed) -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock:
        unapproved = draft(bureau.column, bureau.editor, title="没有审批")
        unapproved.latest_revision.approved_go_live_at = timezone.now() + timedelta(hours=1)
        unapproved.latest_revision.save()
        page, _ = write(bureau.editor, bureau.column, action="submit", go_live_at="2026-03-03 08:00")
        approve(page, [bureau.reviewer, bureau.leader])
        clock.move_to("2026-03-03 08:01+08:00")
        call_command("publish_scheduled", stderr=StringIO())
        call_command("publish_scheduled")
    assert stored(page).live
    assert not stored(unapproved).live
    mail = OutboxMessage.objects.get(subject="定时发布未成：没有审批")
    assert mail.recipient == bureau.editor.email
    assert "未经保密审查" in mail.body


# --- vacancies ---


def test_a_unit_without_a_supervising_leader_cannot_send_and_keeps_the_draft(bureau: Staffed) -> None:
    Appointment.objects.filter(person=bureau.leader).delete()
    page, messages = write(bureau.editor, bureau.column, action="submit", title="写了一半的稿件")
    assert any("草稿已保存，但不能送审" in message and "尚未任命分管领导" in message for message in messages)
    assert page.title == "写了一半的稿件"
    assert waiting_step(page) is None
    messages = edit(bureau.editor, page, action="submit", title="又改了一遍的稿件")
    assert any("草稿已保存，但不能送审" in message for message in messages)
    assert stored(page).get_latest_revision_as_object().title == "又改了一遍的稿件"


def test_sending_from_code_without_a_leader_is_refused(bureau: Staffed) -> None:
    Appointment.objects.filter(person=bureau.leader).delete()
    with pytest.raises(SubmissionRefused, match="尚未任命分管领导"):
        send(bureau.editor, draft(bureau.column, bureau.editor))


def test_a_leader_who_starts_tomorrow_is_a_vacancy_today(bureau: Staffed) -> None:
    Appointment.objects.filter(person=bureau.leader).update(starts_on=date(2030, 1, 1))
    _page, messages = write(bureau.editor, bureau.column, action="submit")
    assert any("尚未任命分管领导" in message for message in messages)


# --- there is no other button ---


def test_the_publish_button_is_nobodys(bureau: Staffed, client: Client) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    page, _ = write(root, bureau.column, action="publish", title="直接发布")
    assert reads(client, page) == 404
    edit(root, page, action="publish", title="直接发布")
    assert reads(client, page) == 404
    html = browser_of(root).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "action-publish" not in html


def test_bulk_publishing_does_nothing(bureau: Staffed, client: Client) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    page = draft(bureau.column, bureau.editor)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    for pk, data in ((page.pk, {}), (bureau.site.home_id, {"include_descendants": "on"})):
        browser_of(root).post(f"{url}?id={pk}", data)
        assert reads(client, page) == 404


def test_a_leaders_own_permissions_publish_nothing(bureau: Staffed, client: Client) -> None:
    page = draft(bureau.column, bureau.editor)
    edit(bureau.leader, page, action="publish")
    assert reads(client, page) == 404


def test_the_workflow_dialogue_of_the_editor_asks_for_the_same_office(bureau: Staffed, sent: ArticlePage) -> None:
    """Wagtail has an approve button of its own; it must not be a way around the declaration or the office."""
    state = waiting_step(sent)
    url = reverse("wagtailadmin_pages:workflow_action", args=[sent.pk, "approve", state.pk])
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    for person, data in (
        (bureau.editor, {"declaration": DECLARATION}),
        (root, {"declaration": DECLARATION}),
        (bureau.reviewer, {}),
    ):
        browser_of(person).post(url, data)
        assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS


def test_nobody_ends_an_approval_but_its_sender(bureau: Staffed, other_bureau: Staffed, sent: ArticlePage) -> None:
    edit(other_bureau.editor, sent, action="cancel-workflow")
    assert WorkflowState.objects.get(object_id=str(sent.pk)).status == WorkflowState.STATUS_IN_PROGRESS


def api(person: User, page: ArticlePage, action: str, **data: Any) -> int:
    """The admin's own API, which the editor's JavaScript and a script with a session can call; the status."""
    url = f"/admin/api/main/pages/{page.pk}/action/{action}/"
    return browser_of(person).post(url, data, content_type="application/json").status_code


@pytest.mark.parametrize("action", ["publish", "create_alias", "copy"])
def test_the_admins_api_makes_nothing_public(bureau: Staffed, client: Client, action: str) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    page = draft(bureau.column, bureau.editor)
    original = published(bureau.column)
    for person in (root, bureau.editor):
        api(person, page, action, destination_page_id=bureau.column.pk, slug="other", keep_live=True)
        api(person, original, action, destination_page_id=bureau.column.pk, slug="double", keep_live=True)
    assert reads(client, page) == 404
    assert list(ArticlePage.objects.live()) == [original]


@pytest.mark.parametrize("action", ["unpublish", "delete", "move"])
def test_the_admins_api_takes_nothing_from_the_public(
    bureau: Staffed, other_bureau: Staffed, client: Client, action: str
) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    page = published(bureau.column)
    for person in (root, bureau.editor):
        assert api(person, page, action, destination_page_id=other_bureau.column.pk, position="last-child") == 403
        assert reads(client, page) == 200
    assert stored(page).is_descendant_of(bureau.column)


def test_a_planned_publication_and_its_end_are_on_record(bureau: Staffed) -> None:
    page, _ = write(bureau.editor, bureau.column, action="submit", go_live_at="2036-03-03 08:00")
    approve(page, [bureau.reviewer, bureau.leader])
    planned = LedgerEntry.objects.of(page).last()
    assert (planned.action, planned.comment) == (LedgerAction.SCHEDULED, "定于 2036-03-03 08:00 发布")
    assert planned.actor == bureau.leader
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    url = reverse("wagtailadmin_pages:revisions_unschedule", args=[page.pk, revision.pk])
    assert browser_of(bureau.editor).post(url).status_code == 302
    ended = LedgerEntry.objects.of(page).last()
    assert (ended.action, ended.comment) == (LedgerAction.WITHDRAWN, "原定 2036-03-03 08:00 发布")
    assert (ended.actor, ended.digest) == (bureau.editor, planned.digest)
    assert ledger.missing_approvals(revision.as_object(), ended.digest), "what it had gathered is void"
