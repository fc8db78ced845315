"""The key that seals the ledger: absent, wrong, exchanged. The site stays up; publishing stops where it must."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from sites.approval import ledger
from sites.approval.actions import SubmissionRefused
from sites.approval.chain import broken_links
from sites.approval.checks import missing_key
from sites.approval.enums import LedgerAction
from sites.approval.key_ring import LedgerUnavailable, fingerprint
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.ledger_head import LedgerHead
from sites.pages.models.article_page import ArticlePage
from tests.approval.test_ledger import findings, verify
from tests.factories import draft
from tests.staffed import Staffed
from tests.story import approve, edit, reads, said, send, settle, waiting_step


def exchange(settings: Any) -> str:
    """As an administrator does: a new key, and the old one beside it. The old one."""
    old = settings.LEDGER_KEY
    settings.LEDGER_KEY, settings.LEDGER_FORMER_KEYS = "the key of the next year", [old]
    return old


def test_an_exchanged_key_seals_on_and_verifies_what_was_before(
    bureau: Staffed, public: ArticlePage, settings: Any
) -> None:
    old = exchange(settings)
    assert "条完整" in verify()
    page = draft(bureau.column, bureau.editor, title="换钥匙之后")
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    assert "条完整" in verify()
    keys = list(LedgerEntry.objects.order_by("serial").values_list("key_id", flat=True).distinct())
    assert set(keys) == {fingerprint(old), fingerprint(settings.LEDGER_KEY)}
    assert old not in str(list(LedgerEntry.objects.values()))


def test_a_wrong_key_is_called_a_wrong_key(public: ArticlePage, settings: Any) -> None:
    settings.LEDGER_KEY = "somebody's guess"
    said = findings()
    assert "密钥不在本机" in said
    assert "被改动" not in said


def test_with_the_former_key_forgotten_later_rows_are_still_verified(
    bureau: Staffed, public: ArticlePage, settings: Any
) -> None:
    exchange(settings)
    page = draft(bureau.column, bureau.editor, title="换钥匙之后")
    send(bureau.editor, page)
    settings.LEDGER_FORMER_KEYS = []
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE approval_ledgerentry SET title = 'x' WHERE serial = %s", [LedgerHead.objects.get().serial]
        )
    said = list(broken_links())
    assert len(said) == 2
    assert any("密钥不在本机" in line for line in said)
    assert any("被改动（送审《x》）" in line for line in said)


@pytest.mark.parametrize("key", ["", "somebody's guess"])
def test_without_the_key_nothing_is_published_and_people_read_why(
    bureau: Staffed, public: ArticlePage, settings: Any, client: Client, key: str
) -> None:
    page = draft(bureau.column, bureau.editor, title="钥匙不在")
    send(bureau.editor, page)
    settings.LEDGER_KEY = key
    assert "系统管理员" in said(settle(bureau.reviewer, page))[0]
    assert waiting_step(page) is not None
    other = draft(bureau.column, bureau.editor, title="还没有送审")
    assert "系统管理员" in "".join(edit(bureau.editor, other, action="submit", body="改过的正文。"))
    assert "改过的正文" in str(ArticlePage.objects.get(pk=other.pk).get_latest_revision_as_object().body)
    assert reads(client, public) == 200


def test_nothing_is_written_behind_a_forged_end(bureau: Staffed, public: ArticlePage) -> None:
    LedgerHead.objects.update(hash="0" * 64)
    with pytest.raises(SubmissionRefused, match="末尾被人改动"):
        send(bureau.editor, draft(bureau.column, bureau.editor))
    with pytest.raises(LedgerUnavailable, match="末尾被人改动"):
        ledger.append(LedgerAction.UNPUBLISHED, public)


def test_the_check_of_a_deployment_names_a_missing_key(settings: Any) -> None:
    assert missing_key() == []
    settings.LEDGER_KEY = ""
    assert [error.id for error in missing_key()] == ["approval.E002"]
