"""One page for everything that waits for a person, over all sites (Arts. 26, 35)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from hub.models import GroupDocument, OutboxMessage, User
from sites.approval.enums import RemovalKind
from sites.approval.inbox.queue import waiting_for
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.pages.models.article_page import ArticlePage
from tests.factories import UserFactory, appoint, draft, published, take_emergencies
from tests.staffed import Staffed
from tests.story import approve, browser_of, said, send, settle, waiting_step


@pytest.fixture(autouse=True)
def _a_thursday() -> Iterator[None]:
    """The weekend lies between a draft of today and its date: it is not yet among those that are near it."""
    with time_machine.travel(datetime(2026, 7, 9, 10, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


def waits(unit: Staffed, title: str, **fields: Any) -> ArticlePage:
    """An article that waits for its first step."""
    page = draft(unit.column, unit.editor, title=title, **fields)
    send(unit.editor, page)
    return page


def inbox(person: User) -> str:
    return browser_of(person).get(reverse("inbox:index")).content.decode()


def order_in(html: str, *titles: str) -> list[str]:
    return sorted(titles, key=html.index)


# --- what waits for whom ---


def test_each_person_sees_what_the_own_office_must_do(bureau: Staffed, other_bureau: Staffed) -> None:
    page = waits(bureau, "校园安全")
    waits(other_bureau, "财政预算")
    assert "校园安全" in inbox(bureau.reviewer)
    assert "财政预算" not in inbox(bureau.reviewer)
    assert "校园安全" not in inbox(bureau.leader)
    approve(page, [bureau.reviewer])
    assert "校园安全" not in inbox(bureau.reviewer)
    assert "校园安全" in inbox(bureau.leader)


def test_who_leads_several_units_has_one_inbox(bureau: Staffed, other_bureau: Staffed) -> None:
    appoint(other_bureau.unit, Office.SECRECY_REVIEWER, person=bureau.reviewer)
    waits(bureau, "校园安全")
    waits(other_bureau, "财政预算")
    html = inbox(bureau.reviewer)
    assert "待我审批（2）" in html
    assert "校园安全" in html
    assert "财政预算" in html


def test_urgent_first_then_by_due_date_then_oldest(bureau: Staffed) -> None:
    appoint(bureau.unit, Office.SECRECY_REVIEWER, person=bureau.principal)
    today = timezone.localdate()
    waits(bureau, "早上写的", written_on=today)
    waits(bureau, "很久以前写的", written_on=today - timedelta(days=30))
    waits(bureau, "下午写的", written_on=today)
    take_emergencies(bureau.column)
    waits(bureau, "暴雨预警", is_emergency=True, emergency_reason="暴雨正在发生")
    html = inbox(bureau.principal)
    titles = ("早上写的", "很久以前写的", "下午写的", "暴雨预警")
    assert order_in(html, *titles) == ["暴雨预警", "很久以前写的", "早上写的", "下午写的"]
    assert "已逾期" in html


def test_an_own_article_does_not_wait_for_its_author(bureau: Staffed) -> None:
    appoint(bureau.unit, Office.SECRECY_REVIEWER, person=bureau.editor)
    waits(bureau, "自己写的")
    assert "自己写的" not in inbox(bureau.editor)
    assert "自己写的" in inbox(bureau.reviewer)


def test_decisions_wait_there_too(bureau: Staffed) -> None:
    page = published(bureau.column, title="过时的公告")
    url = reverse("removals:propose", args=[page.pk, RemovalKind.UNPUBLISH])
    browser_of(bureau.editor).post(url, {"reason": "已过期"})
    assert "撤下《过时的公告》" in inbox(bureau.leader)
    assert "撤下《过时的公告》" not in inbox(bureau.reviewer)


def test_an_item_shows_who_sent_it_until_when_and_what_to_look_at(bureau: Staffed) -> None:
    page = waits(bureau, "含有手机号的通知", body=[("paragraph", "<p>请联系 13800138000。</p>")])
    url = reverse("inbox:item", args=[waiting_step(page).pk])
    html = browser_of(bureau.reviewer).get(url).content.decode()
    assert str(bureau.editor) in html
    assert bureau.unit.name in html
    assert "第十三条（一）" in html
    assert "正文中有疑似手机号码的数字" in html
    assert reverse("inbox:preview", args=[waiting_step(page).pk]) in html


def test_the_preview_shows_the_text_that_would_become_public(bureau: Staffed) -> None:
    page = waits(bureau, "预览的标题")
    url = reverse("inbox:preview", args=[waiting_step(page).pk])
    response = browser_of(bureau.reviewer).get(url)
    assert "预览的标题" in response.content.decode()
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"


# --- a link alone ---


def test_a_link_opens_nothing_of_another_persons(bureau: Staffed, other_bureau: Staffed, client: Client) -> None:
    page = waits(bureau, "校园安全")
    state = waiting_step(page)
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    for name in ("inbox:item", "inbox:preview"):
        url = reverse(name, args=[state.pk])
        for person in (other_bureau.reviewer, bureau.leader, bureau.editor, root):
            assert browser_of(person).get(url).status_code == 404
        response = client.get(url, headers={"host": "portal.localhost"})
        assert response.status_code == 302
        assert "login" in response.url


def test_the_link_of_an_old_mail_says_that_it_is_done(bureau: Staffed) -> None:
    page = waits(bureau, "校园安全")
    state = waiting_step(page)
    settle(bureau.reviewer, page)
    response = browser_of(bureau.reviewer).get(reverse("inbox:item", args=[state.pk]))
    assert "这件事项已经处理过了。" in said(response)


# --- mail ---


def test_arrival_is_told_by_mail_with_a_link_behind_the_login(
    bureau: Staffed, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = waits(bureau, "校园安全")
    assert [message.to for message in mail.outbox] == [[bureau.reviewer.email]]
    message = mail.outbox[0]
    assert "校园安全" in message.subject
    path = reverse("inbox:item", args=[waiting_step(page).pk])
    assert f"http://portal.localhost{path}" in message.body
    assert "login" in client.get(path, headers={"host": "portal.localhost"}).url


def test_delegates_are_told_and_authors_not(
    bureau: Staffed, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    appoint(bureau.unit, Office.SECRECY_REVIEWER, person=bureau.editor)
    today = timezone.localdate()
    stand_in = appoint(bureau.unit, Office.SECURITY_OFFICER)
    office = Appointment.objects.get(person=bureau.reviewer)
    Delegation.objects.create(appointment=office, delegate=stand_in, starts_on=today, ends_on=today)
    with django_capture_on_commit_callbacks(execute=True):
        waits(bureau, "校园安全")
    assert {message.to[0] for message in mail.outbox} == {bureau.reviewer.email, stand_in.email}


def test_a_return_is_told_to_who_sent_it_with_the_reason(
    bureau: Staffed, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = waits(bureau, "校园安全")
    with django_capture_on_commit_callbacks(execute=True):
        settle(bureau.reviewer, page, "reject", comment="缺少落款")
    told = [message for message in mail.outbox if message.to == [bureau.editor.email]]
    assert len(told) == 1
    assert "缺少落款" in told[0].body


def test_the_digest_comes_once_a_day(bureau: Staffed) -> None:
    with time_machine.travel("2026-03-02 08:00+08:00", tick=False) as clock:
        waits(bureau, "校园安全", written_on=date(2026, 2, 2))
        OutboxMessage.objects.all().delete()
        for _run in range(2):
            call_command("send_inbox_digest", stdout=StringIO())
        clock.shift(timedelta(days=1))
        call_command("send_inbox_digest", stdout=StringIO())
    digests = OutboxMessage.objects.order_by("pk")
    assert [message.recipient for message in digests] == [bureau.reviewer.email] * 2
    assert "【逾期】" in digests[0].body
    assert "http://portal.localhost/admin/inbox/" in digests[0].body


def test_who_has_nothing_waiting_gets_no_digest(bureau: Staffed) -> None:
    call_command("send_inbox_digest", stdout=StringIO())
    assert not OutboxMessage.objects.exists()


# --- away ---


def delegation_form(delegate: User, start: date, end: date) -> dict[str, object]:
    return {"delegate": delegate.pk, "starts_on": start.isoformat(), "ends_on": end.isoformat(), "reason": "出差"}


def test_a_leader_delegates_from_the_inbox_and_takes_it_back(bureau: Staffed) -> None:
    waits(bureau, "校园安全")
    today = timezone.localdate()
    client = browser_of(bureau.reviewer)
    client.post(reverse("inbox:delegate"), delegation_form(bureau.leader, today, today))
    assert "校园安全" in inbox(bureau.leader)
    assert "代理您的" in inbox(bureau.reviewer)
    client.post(reverse("inbox:end_delegation", args=[Delegation.objects.get().pk]))
    assert "校园安全" not in inbox(bureau.leader)


def test_another_persons_delegation_cannot_be_ended(bureau: Staffed, other_bureau: Staffed) -> None:
    today = timezone.localdate()
    browser_of(bureau.leader).post(reverse("inbox:delegate"), delegation_form(bureau.principal, today, today))
    delegation = Delegation.objects.get()
    url = reverse("inbox:end_delegation", args=[delegation.pk])
    assert browser_of(other_bureau.leader).post(url).status_code == 404
    assert Delegation.objects.filter(pk=delegation.pk).exists()


def test_a_delegation_stays_in_the_unit_and_in_the_future(bureau: Staffed, other_bureau: Staffed) -> None:
    today = timezone.localdate()
    url = reverse("inbox:delegate")
    client = browser_of(bureau.leader)
    client.post(url, delegation_form(other_bureau.leader, today, today))
    html = client.post(url, delegation_form(bureau.principal, today - timedelta(days=1), today)).content.decode()
    assert "请从今天或以后开始。" in html
    html = client.post(url, delegation_form(bureau.principal, today, today - timedelta(days=1))).content.decode()
    assert "结束日期不能早于开始日期。" in html
    assert not Delegation.objects.exists()


# --- the first page ---


def test_a_leader_begins_in_the_inbox_an_editor_on_the_dashboard(bureau: Staffed, centre: dict[Office, User]) -> None:
    home = reverse("wagtailadmin_home")
    response = browser_of(bureau.leader).get(home)
    assert (response.status_code, response.url) == (302, reverse("inbox:index"))
    for person in (bureau.editor, centre[Office.CENTRE_EDITOR]):
        response = browser_of(person).get(home)
        assert response.status_code == 200
        assert "未送审的草稿" in response.content.decode()


def test_the_menu_counts_what_waits(bureau: Staffed) -> None:
    waits(bureau, "校园安全")
    assert "待我审批（1）" in inbox(bureau.reviewer)
    assert waiting_for(bureau.reviewer).count() == 1


# --- documents of drafts ---


@pytest.fixture
def document(bureau: Staffed) -> GroupDocument:
    found = GroupDocument(title="附件", collection=bureau.site.collection)
    found.file.save("annex.txt", ContentFile("附件内容".encode()))
    return found


def gets(person: User | None, document: GroupDocument) -> int:
    client = browser_of(person) if person else Client(HTTP_HOST="portal.localhost")
    response = client.get(document.url)
    if response.streaming:
        assert b"".join(response.streaming_content) == "附件内容".encode()
    return response.status_code


def test_a_drafts_document_is_for_its_unit_and_who_must_judge_it(
    bureau: Staffed, other_bureau: Staffed, document: GroupDocument
) -> None:
    page = draft(bureau.column, bureau.editor, body=[("attachment", {"document": document, "title": ""})])
    assert gets(None, document) == 404
    assert gets(bureau.editor, document) == 200
    assert gets(other_bureau.editor, document) == 404
    assert gets(bureau.reviewer, document) == 404
    send(bureau.editor, page)
    assert gets(bureau.reviewer, document) == 200
    assert gets(bureau.leader, document) == 404
    assert gets(other_bureau.reviewer, document) == 404


def test_everybody_gets_a_document_once_a_public_page_shows_it(bureau: Staffed, document: GroupDocument) -> None:
    page = draft(bureau.column, bureau.editor, body=[("attachment", {"document": document, "title": ""})])
    send(bureau.editor, page)
    approve(page, [bureau.reviewer])
    assert gets(None, document) == 404
    approve(page, [bureau.leader])
    assert gets(None, document) == 200


def test_a_document_in_a_draft_of_a_public_page_stays_closed(bureau: Staffed, document: GroupDocument) -> None:
    page = published(bureau.column)
    page.body = [("attachment", {"document": document, "title": ""})]
    page.save_revision(user=bureau.editor)
    assert gets(None, document) == 404


def test_a_taken_down_page_closes_its_document(bureau: Staffed, document: GroupDocument) -> None:
    page = published(bureau.column, body=[("attachment", {"document": document, "title": ""})])
    assert gets(None, document) == 200
    page.unpublish()
    assert gets(None, document) == 404
