"""A document that changes one of another unit: nothing happens there before a leader of that unit has said so."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.models import AuditEvent, OutboxMessage, User
from opencat.enums import LinkKind
from opencat.models import DocumentLink
from sites.approval.actions import StepRefused
from sites.approval.enums import LedgerAction, RemovalKind, RemovalStatus
from sites.approval.ledger import Actor
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.releases import PublicationRefused, release
from sites.approval.removals import decide_removal
from sites.organisation.enums import Office
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from tests.factories import UserFactory, appoint, column_of, draft
from tests.opencat.test_elements import links
from tests.opencat.test_versions import document, now, state
from tests.staffed import Staffed
from tests.story import approve, article_form, browser_of, said, send, unapproved_content, waiting_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def foreign(other_bureau: Staffed) -> ArticlePage:
    """B's public document."""
    return document(other_bureau, "财政旧办法")


def written(a: Staffed, b: Staffed, kind: LinkKind, target: ArticlePage, by: User | None = None) -> ArticlePage:
    """A draft of A, issued together with B, that does `kind` to B's document."""
    page = draft(column_of(a.site, "documents"), by or a.editor, title="教育新办法", kind="policy")
    page.issuing_units = [a.unit, b.unit]
    page.document_links = [DocumentLink(kind=kind, target=target)]
    page.save_revision(user=by or a.editor)
    return page


def publish(a: Staffed, page: ArticlePage) -> ArticlePage:
    send(a.editor, page)
    approve(page, [a.reviewer, a.leader])
    page = now(page)
    assert page.live
    return page


def decide(person: User, action: str, comment: str = "") -> Any:
    url = reverse("inbox:removal", args=[RemovalRequest.objects.latest("pk").pk])
    return browser_of(person).post(url, {"action": action, "comment": comment})


def text_of(page: ArticlePage, host: str) -> str:
    return Client().get(now(page).get_url(), headers={"host": host}).content.decode()


@pytest.fixture
def cause(bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage) -> ArticlePage:
    """A's document is public and abolishes B's."""
    return publish(bureau, written(bureau, other_bureau, LinkKind.ABOLISHES, foreign))


@pytest.mark.parametrize("kind", [LinkKind.AMENDS, LinkKind.REPLACES, LinkKind.ABOLISHES])
def test_nothing_happens_to_it_before_its_own_leader_agrees(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, kind: LinkKind
) -> None:
    before = text_of(foreign, "portal.localhost")
    cause = publish(bureau, written(bureau, other_bureau, kind, foreign))
    assert state(foreign) == (Validity.IN_FORCE, None)
    assert "教育新办法" not in text_of(foreign, "portal.localhost")
    assert text_of(foreign, "portal.localhost").count("已废止") == before.count("已废止")
    assert "财政旧办法" in text_of(cause, "jyj.localhost"), "what A says is A's own approved content"
    decide(other_bureau.leader, "approve")
    assert state(foreign)[0] == (Validity.AMENDED if kind == LinkKind.AMENDS else Validity.ABOLISHED)
    assert "教育新办法" in text_of(foreign, "portal.localhost")
    entry = LedgerEntry.objects.of(foreign).latest("serial")
    assert (entry.action, entry.actor, entry.office) == (
        LedgerAction.RESTATED,
        other_bureau.leader,
        Office.SUPERVISING_LEADER,
    )
    assert entry.comment == "因兴宁市教育局《教育新办法》发布"
    assert unapproved_content(now(foreign)) == ""
    call_command("verify_ledger")


def test_the_inbox_of_its_leader_shows_what_and_why(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, cause: ArticlePage
) -> None:
    mail = OutboxMessage.objects.get(recipient=other_bureau.leader.email, subject="请决定：变更有效性《财政旧办法》")
    assert "因兴宁市教育局《教育新办法》发布" in mail.body
    browser = browser_of(other_bureau.leader)
    assert "变更有效性《财政旧办法》" in browser.get(reverse("inbox:index")).content.decode()
    request = RemovalRequest.objects.get()
    assert request.proposed_by == bureau.editor
    page = browser.get(reverse("inbox:removal", args=[request.pk])).content.decode()
    for words in ("《教育新办法》", "兴宁市教育局", "废止", "现行有效", "已废止", "同意变更有效性"):
        assert words in page


def test_nobody_else_decides(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, cause: ArticlePage, centre: dict[Office, User]
) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    others = [bureau.leader, bureau.principal, other_bureau.editor, other_bureau.reviewer, root, *centre.values()]
    for person in others:
        assert decide(person, "approve").status_code == 404
        with pytest.raises(StepRefused):
            decide_removal(RemovalRequest.objects.get(), person, approve=True)
    assert state(foreign)[0] == Validity.IN_FORCE


def test_who_wrote_or_sent_the_other_document_does_not_decide(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage
) -> None:
    page = written(bureau, other_bureau, LinkKind.ABOLISHES, foreign, by=other_bureau.leader)
    appoint(other_bureau.unit, Office.PRINCIPAL_LEADER, person=bureau.editor)
    publish(bureau, page)
    for person in (other_bureau.leader, bureau.editor):
        assert decide(person, "approve").status_code == 404
        with pytest.raises(StepRefused):
            decide_removal(RemovalRequest.objects.get(), person, approve=True)
    decide(other_bureau.principal, "approve")
    assert state(foreign)[0] == Validity.ABOLISHED


def test_a_refusal_needs_a_reason_and_is_not_asked_again(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, cause: ArticlePage
) -> None:
    assert "请写明不同意的理由。" in decide(other_bureau.leader, "refuse").content.decode()
    decide(other_bureau.leader, "refuse", "本办法仍然适用")
    assert RemovalRequest.objects.get().status == RemovalStatus.REFUSED
    assert state(foreign)[0] == Validity.IN_FORCE
    mail = OutboxMessage.objects.get(subject="未同意：变更有效性《财政旧办法》")
    assert mail.recipient == bureau.editor.email
    assert "本办法仍然适用" in mail.body
    assert AuditEvent.objects.get(action="不同意变更有效性").actor == other_bureau.leader
    cause.subtitle = "改了副标题"
    cause.save_revision(user=bureau.editor)
    publish(bureau, cause)
    assert RemovalRequest.objects.count() == 1
    assert "教育新办法" not in text_of(foreign, "portal.localhost")


def test_what_is_refused_does_not_hinder_the_own_unit(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, cause: ArticlePage
) -> None:
    foreign.subtitle = "改了副标题"
    foreign.save_revision(user=other_bureau.editor)
    send(other_bureau.editor, foreign)
    assert waiting_step(foreign) is not None
    ask = reverse("removals:propose", args=[foreign.pk, RemovalKind.UNPUBLISH])
    browser_of(other_bureau.editor).post(ask, {"reason": "内容有误"})
    assert RemovalRequest.objects.filter(kind=RemovalKind.UNPUBLISH).exists()


def test_taken_down_before_the_decision_it_asks_no_longer(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, cause: ArticlePage
) -> None:
    cause.unpublish()
    request = RemovalRequest.objects.get()
    assert (request.status, request.comment) == (RemovalStatus.WITHDRAWN, "《教育新办法》已撤下")
    assert decide(other_bureau.leader, "approve").status_code == 404
    assert state(foreign)[0] == Validity.IN_FORCE


def test_without_the_relation_it_asks_no_longer(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, cause: ArticlePage
) -> None:
    cause.document_links = []
    cause.save_revision(user=bureau.editor)
    publish(bureau, cause)
    assert RemovalRequest.objects.get().status == RemovalStatus.WITHDRAWN


def test_taken_down_after_the_decision_nothing_comes_back_and_the_unit_hears_of_it(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, cause: ArticlePage
) -> None:
    decide(other_bureau.leader, "approve")
    cause.unpublish()
    assert state(foreign) == (Validity.ABOLISHED, timezone.localdate())
    mail = OutboxMessage.objects.get(subject="作为依据的文件已撤下：教育新办法", recipient=other_bureau.leader.email)
    assert "不会自动恢复" in mail.body


def test_a_draft_of_the_other_unit_is_not_written_into(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage
) -> None:
    foreign.subtitle = "修改中"
    foreign.save_revision(user=other_bureau.editor)
    send(other_bureau.editor, foreign)
    newest = now(foreign).latest_revision_id
    publish(bureau, written(bureau, other_bureau, LinkKind.AMENDS, foreign))
    assert now(foreign).latest_revision_id == newest
    assert waiting_step(foreign) is not None


def test_the_editor_and_the_approver_read_who_must_confirm(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, centre: dict[Office, User]
) -> None:
    """Of the centre, whose editors write in every unit's columns."""
    editor = centre[Office.CENTRE_EDITOR]
    page = draft(column_of(bureau.site, "documents"), editor, title="教育新办法")
    data = article_form(title="教育新办法", document_links=links((LinkKind.ABOLISHES, foreign)))
    data["issuing_units"] = [bureau.unit.pk, other_bureau.unit.pk]
    answer = browser_of(editor).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    words = "须经兴宁市财政局分管领导确认"
    assert any(words in message for message in said(answer))
    send(editor, page)
    item = browser_of(bureau.reviewer).get(reverse("inbox:item", args=[waiting_step(page).pk]))
    assert words in item.content.decode()


def test_what_had_changed_before_there_were_decisions_stays(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage, cause: ArticlePage
) -> None:
    RemovalRequest.objects.all().delete()
    ArticlePage.objects.filter(pk=foreign.pk).update(validity=Validity.ABOLISHED)
    assert "教育新办法" not in text_of(foreign, "portal.localhost")
    import_module("opencat.migrations.0005_states_of_before").keep_states(apps, None)
    assert "教育新办法" in text_of(foreign, "portal.localhost")


def test_the_portal_asks_as_well(
    portal: Staffed, other_bureau: Staffed, foreign: ArticlePage, centre: dict[Office, User]
) -> None:
    document(portal, "市政府通知", (LinkKind.ABOLISHES, foreign), column="news/notices")
    assert state(foreign)[0] == Validity.IN_FORCE
    request = RemovalRequest.objects.get()
    assert (request.unit, request.status) == (other_bureau.unit, RemovalStatus.WAITING)
    decide(other_bureau.principal, "approve")
    assert state(foreign)[0] == Validity.ABOLISHED


def test_a_script_does_not_say_it_for_the_other_unit(
    bureau: Staffed, other_bureau: Staffed, foreign: ArticlePage
) -> None:
    cause = publish(bureau, written(bureau, other_bureau, LinkKind.ABOLISHES, foreign))
    page = now(foreign)
    page.validity = Validity.ABOLISHED
    with pytest.raises(PublicationRefused, match="不是由"):
        release(page, LedgerAction.RESTATED, Actor(bureau.leader), ground=cause)
    decide(other_bureau.leader, "approve")
    assert state(foreign)[0] == Validity.ABOLISHED
