"""Content that is no page passes the same gate, in the same inbox, with the same ledger (design 3)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hub.models import OutboxMessage, User
from sites.approval import ledger
from sites.approval.actions import StepRefused, SubmissionRefused
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction, RemovalKind
from sites.approval.gate import PublicationRefused
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import decide_removal, propose_removal
from tests.approval.test_ledger import findings, verify
from tests.staffed import Staffed
from tests.story import approve, browser_of, send, settle, take_step, waiting_step
from tests.testapp.models.bulletin import Bulletin


def written(place: Staffed, **fields: Any) -> Bulletin:
    bulletin = Bulletin.objects.create(
        **{"unit": place.unit, "title": "古树挂牌", "text": "二十棵古树已挂牌。", **fields}
    )
    bulletin.save_revision(user=place.editor)
    return bulletin


def public(place: Staffed) -> Bulletin:
    bulletin = written(place)
    send(place.editor, bulletin)
    approve(bulletin, [place.reviewer, place.leader])
    bulletin.refresh_from_db()
    return bulletin


def history(bulletin: Bulletin) -> list[str]:
    return list(LedgerEntry.objects.of(bulletin).values_list("action", flat=True))


def test_it_goes_through_the_inbox_to_the_public(bureau: Staffed) -> None:
    bulletin = written(bureau)
    send(bureau.editor, bulletin)
    inbox = browser_of(bureau.reviewer)
    assert "古树挂牌" in inbox.get(reverse("inbox:index")).content.decode()
    item = inbox.get(reverse("inbox:item", args=[waiting_step(bulletin).pk])).content.decode()
    assert "古树通报" in item
    assert "逐项核对" in item
    assert settle(bureau.reviewer, bulletin).status_code == 302
    assert not Bulletin.objects.get().live
    assert settle(bureau.leader, bulletin).status_code == 302
    assert Bulletin.objects.get().live
    rows = LedgerEntry.objects.of(bulletin)
    assert [row.action for row in rows] == ["submitted", "approved", "approved", "published"]
    assert {row.content_type.model_class() for row in rows} == {Bulletin}
    assert {row.unit for row in rows} == {bureau.unit}
    assert rows[3].revision_id == bulletin.latest_revision_id
    assert rows[3].digest == content_digest(Bulletin.objects.get())
    assert "条完整" in verify()


def test_its_preview_says_what_every_field_says(bureau: Staffed) -> None:
    bulletin = written(bureau, text="第一行\n第二行")
    send(bureau.editor, bulletin)
    url = reverse("inbox:preview", args=[waiting_step(bulletin).pk])
    shown = browser_of(bureau.reviewer).get(url).content.decode()
    assert "第一行<br>第二行" in shown
    assert "标题" in shown
    assert browser_of(bureau.principal).get(url).status_code == 404


def saved(bulletin: Bulletin, person: User) -> None:
    bulletin.live = True
    bulletin.save()


def published(bulletin: Bulletin, person: User) -> None:
    bulletin.get_latest_revision().publish(user=person, skip_permission_checks=True)


def created(bulletin: Bulletin, person: User) -> None:
    Bulletin.objects.create(unit=bulletin.unit, title="直接公开", text="没有人看过。", live=True)


@pytest.mark.parametrize("road", [saved, published, created])
def test_nothing_of_it_becomes_public_without_its_offices(
    bureau: Staffed, road: Callable[[Bulletin, User], None]
) -> None:
    bulletin = written(bureau)
    with pytest.raises(PublicationRefused, match="未经"):
        road(bulletin, bureau.leader)
    assert not Bulletin.objects.filter(live=True).exists()


def test_what_is_public_does_not_change_by_field(bureau: Staffed) -> None:
    bulletin = public(bureau)
    bulletin.text = "改了"
    with pytest.raises(PublicationRefused):
        bulletin.save(update_fields=["text"])
    with pytest.raises(PublicationRefused):
        bulletin.save()


def test_an_approval_of_another_unit_does_not_count(bureau: Staffed, other_bureau: Staffed) -> None:
    bulletin = written(bureau)
    send(bureau.editor, bulletin)
    with pytest.raises(StepRefused):
        take_step(waiting_step(bulletin), other_bureau.reviewer)
    approve(bulletin, [bureau.reviewer])
    Bulletin.objects.filter(pk=bulletin.pk).update(unit=other_bureau.unit)
    with pytest.raises((PublicationRefused, StepRefused)):
        approve(bulletin, [bureau.leader])
    assert not Bulletin.objects.get().live


def test_two_contents_with_one_key_are_told_apart(bureau: Staffed) -> None:
    """A page with the key of an approved bulletin has nothing of its approvals."""
    bulletin = public(bureau)
    page = bureau.column
    assert not LedgerEntry.objects.of(page).filter(action=LedgerAction.APPROVED).exists()
    page.pk = bulletin.pk
    assert not LedgerEntry.objects.of(page).filter(action=LedgerAction.APPROVED).exists()


def test_an_author_does_not_approve_it(bureau: Staffed) -> None:
    bulletin = written(bureau)
    bulletin.save_revision(user=bureau.leader)
    with pytest.raises(SubmissionRefused):
        send(bureau.editor, bulletin)


def test_a_return_goes_back_with_its_reason(bureau: Staffed) -> None:
    bulletin = written(bureau)
    send(bureau.editor, bulletin)
    settle(bureau.reviewer, bulletin, "reject", comment="数量请核对")
    assert history(bulletin) == ["submitted", "returned"]
    returned = OutboxMessage.objects.get(subject="已退回：古树挂牌")
    assert "数量请核对" in returned.body


def test_a_leader_decides_to_take_it_down_and_to_delete_it(bureau: Staffed) -> None:
    bulletin = public(bureau)
    with pytest.raises(StepRefused, match="不能编辑"):
        propose_removal(bulletin, RemovalKind.UNPUBLISH, bureau.reviewer, "过时")
    for kind in (RemovalKind.UNPUBLISH, RemovalKind.DELETE):
        propose_removal(bulletin, kind, bureau.editor, "过时")
        request = RemovalRequest.objects.latest("pk")
        page = browser_of(bureau.leader).get(reverse("inbox:removal", args=[request.pk]))
        assert "古树挂牌" in page.content.decode()
        decide_removal(request, bureau.leader, approve=True)
    assert not Bulletin.objects.exists()
    assert history(bulletin)[-2:] == ["unpublished", "deleted"]
    assert RemovalRequest.objects.latest("pk").content is None


def test_it_does_not_move(bureau: Staffed, other_bureau: Staffed) -> None:
    with pytest.raises(StepRefused, match="不在栏目里"):
        propose_removal(public(bureau), RemovalKind.MOVE, bureau.editor, "换地方", other_bureau.column)


@pytest.mark.parametrize("change", ["text = '悄悄改的'", "unit_id = unit_id + 1", "live_digest = ''"])
def test_verification_finds_what_was_changed_by_sql(bureau: Staffed, change: str) -> None:
    bulletin = public(bureau)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE testapp_bulletin SET {change} WHERE id = %s", [bulletin.pk])  # noqa: S608
    if "digest" in change:
        assert "条完整" in verify()  # the digest is made anew, not read
    else:
        assert "古树挂牌" in findings()


def test_verification_finds_what_was_made_public_by_sql(bureau: Staffed, client: Client) -> None:
    bulletin = written(bureau)
    Bulletin.objects.filter(pk=bulletin.pk).update(live=True)
    assert "公开的内容与审批的内容不一致" in findings()
    assert ledger.missing_approvals(bulletin, content_digest(bulletin))
