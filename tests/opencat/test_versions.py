"""Documents that change one another: what the public reads, and that the ledger proves it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from hub.models import AuditEvent
from opencat.enums import LinkKind
from opencat.models import CatalogueEntry, DocumentLink
from opencat.versions.actions import restate
from sites.approval.enums import LedgerAction
from sites.approval.gate import PublicationRefused
from sites.approval.ledger import Actor
from sites.approval.models.ledger_entry import LedgerEntry
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, draft, published, save_imported
from tests.staffed import Staffed
from tests.story import approve, send, unapproved_content, waiting_step

pytestmark = pytest.mark.django_db


def document(
    staffed: Staffed, title: str, *links: tuple[LinkKind, ArticlePage], column: str = "documents", **fields: Any
) -> ArticlePage:
    """A public document of a unit that does `links` to others."""
    page = ArticlePage(title=title, source="市教育局", kind="policy", **fields)
    page.document_links = [DocumentLink(kind=kind, target=target) for kind, target in links]
    return published(column_of(staffed.site, column), page)


def now(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def state(page: ArticlePage) -> tuple[str, date | None]:
    page = now(page)
    return page.validity, page.ceases_on


def test_an_abolished_document_says_so_from_the_day(bureau: Staffed) -> None:
    old = document(bureau, "旧办法")
    new = document(bureau, "新办法", (LinkKind.ABOLISHES, old))
    assert state(old) == (Validity.ABOLISHED, timezone.localdate())
    assert state(new) == (Validity.IN_FORCE, None)
    assert unapproved_content(now(old)) == ""
    call_command("verify_ledger")
    entry = LedgerEntry.objects.of(old).latest("serial")
    assert (entry.action, entry.comment) == (LedgerAction.RESTATED, "因《新办法》发布")
    event = AuditEvent.objects.get(action="有效性变更")
    assert (event.subject, event.unit_code) == ("旧办法", "jyj")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (LinkKind.AMENDS, Validity.AMENDED),
        (LinkKind.REPLACES, Validity.ABOLISHED),
        (LinkKind.ABOLISHES, Validity.ABOLISHED),
        (LinkKind.INTERPRETS, Validity.IN_FORCE),
    ],
)
def test_each_kind_of_link(bureau: Staffed, kind: LinkKind, expected: Validity) -> None:
    old = document(bureau, "旧办法")
    document(bureau, "新办法", (kind, old))
    assert state(old)[0] == expected
    assert CatalogueEntry.objects.get(page=old).validity == expected


def test_publishing_again_does_not_restate_again(bureau: Staffed) -> None:
    old = document(bureau, "旧办法")
    new = draft(column_of(bureau.site, "documents"), bureau.editor, title="新办法", kind="policy")
    new.document_links = [DocumentLink(kind=LinkKind.AMENDS, target=old)]
    for text in ("第一稿", "第二稿"):
        new.subtitle = text
        new.save_revision(user=bureau.editor)
        send(bureau.editor, new)
        approve(new, [bureau.reviewer, bureau.leader])
        new = now(new)
        assert new.live
    assert LedgerEntry.objects.of(old).filter(action=LedgerAction.RESTATED).count() == 1
    entry = LedgerEntry.objects.of(old).get(action=LedgerAction.RESTATED)
    assert entry.actor == bureau.leader


def test_taking_the_new_one_down_revives_nothing(bureau: Staffed) -> None:
    old = document(bureau, "旧办法")
    new = document(bureau, "新办法", (LinkKind.ABOLISHES, old))
    new.unpublish()
    assert state(old)[0] == Validity.ABOLISHED


def test_a_draft_takes_the_state_over_and_its_approval_is_taken_back(bureau: Staffed) -> None:
    old = document(bureau, "旧办法")
    old.subtitle = "修改中"
    old.save_revision(user=bureau.editor)
    send(bureau.editor, old)
    assert waiting_step(old) is not None
    document(bureau, "新办法", (LinkKind.AMENDS, old))
    assert waiting_step(old) is None
    page = now(old)
    newest = page.get_latest_revision_as_object()
    assert (newest.validity, newest.subtitle) == (Validity.AMENDED, "修改中")
    assert (page.validity, page.subtitle, page.has_unpublished_changes) == (Validity.AMENDED, "", True)
    withdrawn = LedgerEntry.objects.of(old).get(action=LedgerAction.WITHDRAWN)
    assert withdrawn.comment == "因《新办法》发布"
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    assert (now(old).validity, now(old).subtitle) == (Validity.AMENDED, "修改中")
    assert unapproved_content(now(old)) == ""


def test_who_wrote_the_draft_still_may_not_approve_it(bureau: Staffed) -> None:
    from sites.approval.approvers import authors_of

    old = document(bureau, "旧办法")
    old.subtitle = "一"
    old.save_revision(user=bureau.leader)
    old.subtitle = "二"
    old.save_revision(user=bureau.editor)
    before = authors_of(now(old))
    document(bureau, "新办法", (LinkKind.AMENDS, old))
    assert authors_of(now(old)) == before == {bureau.leader.pk, bureau.editor.pk}


def test_what_was_approved_before_does_not_bring_the_old_state_back(bureau: Staffed) -> None:
    old = document(bureau, "旧办法")
    old.subtitle = "以前批准的"
    revision = old.save_revision(user=bureau.editor)
    send(bureau.editor, old)
    approve(old, [bureau.reviewer, bureau.leader])
    document(bureau, "新办法", (LinkKind.ABOLISHES, old))
    with pytest.raises(PublicationRefused):
        revision.publish(skip_permission_checks=True)
    assert state(old)[0] == Validity.ABOLISHED


def test_a_circle_is_refused_when_it_would_become_public(bureau: Staffed) -> None:
    first = document(bureau, "甲")
    second = document(bureau, "乙", (LinkKind.AMENDS, first))
    third = document(bureau, "丙", (LinkKind.AMENDS, second))
    page = now(first)
    page.document_links = [DocumentLink(kind=LinkKind.REPLACES, target=third)]
    with pytest.raises(PublicationRefused, match="《丙》→《乙》"):
        save_imported(page)
    assert state(third)[0] == Validity.IN_FORCE


def test_restating_what_is_so_already_does_nothing(bureau: Staffed) -> None:
    old, other = document(bureau, "旧办法"), document(bureau, "另一份")
    other.document_links = [DocumentLink(kind=LinkKind.AMENDS, target=old)]
    assert not restate(old, Validity.IN_FORCE, None, other, Actor())
    assert restate(old, Validity.AMENDED, None, other, Actor())
    assert not restate(old, Validity.AMENDED, None, other, Actor())


def test_the_page_shows_the_links_both_ways(client: Client, bureau: Staffed) -> None:
    oldest = document(bureau, "一九年办法", written_on=date(2019, 1, 2))
    old = document(bureau, "二二年办法", (LinkKind.REPLACES, oldest), written_on=date(2022, 1, 2))
    new = document(bureau, "二六年办法", (LinkKind.ABOLISHES, old), written_on=date(2026, 1, 2))
    document(bureau, "办法问答", (LinkKind.INTERPRETS, new))
    text = client.get(now(old).get_url(), headers={"host": "jyj.localhost"}).content.decode()
    assert "本文件已被废止，见" in text
    assert "本文件替代了" in text
    chain = text.partition("历次版本")[2]
    assert chain.index("一九年办法") < chain.index("二二年办法（本文件）") < chain.index("二六年办法")
    text = client.get(now(new).get_url(), headers={"host": "jyj.localhost"}).content.decode()
    assert "办法问答" in text.partition("政策解读")[2]
    new.unpublish()
    text = client.get(now(old).get_url(), headers={"host": "jyj.localhost"}).content.decode()
    assert "二六年办法" not in text
