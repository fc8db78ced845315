"""`verify_ledger` sees whatever was changed behind the system's back, in the database or on disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from hub.models import GroupDocument, OutboxMessage, User
from hub.scheduler.registry import JobFailed, registered_jobs
from opencat.models import CatalogueEntry
from sites.approval.anchors import broken_anchors, write_anchor
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.ledger_head import LedgerHead
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from tests.approval.test_content_of_any_type import public as public_bulletin
from tests.approval.test_ledger import findings, verify
from tests.factories import appoint, centre_unit, column_of, draft, published
from tests.pages.record_values import LICENCE
from tests.staffed import Staffed
from tests.story import approve, send
from tests.testapp.models.bulletin import Bulletin
from tests.visits import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(bureau: Staffed) -> ArticlePage:
    """A document with an attachment and keywords that went the whole way."""
    page = draft(bureau.column, bureau.editor, title="校车安全管理办法")
    page.attachments.create(document=document(bureau))
    page.tags.add("校车", "安全")
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    return ArticlePage.objects.get(pk=page.pk)


def article(**fields: Any) -> Callable[[ArticlePage], object]:
    return lambda page: ArticlePage.objects.filter(pk=page.pk).update(**fields)


def another_column(page: ArticlePage) -> None:
    """As a script would move a row of the tree, with its address and all."""
    column = ColumnPage.objects.filter(unit=page.unit, depth=page.depth - 1).exclude(pk=page.get_parent().pk).first()
    Page.objects.filter(pk=page.pk).update(path=f"{column.path}000Z", url_path=f"{column.url_path}{page.slug}/")


def exchange_bytes(page: ArticlePage) -> None:
    Path(page.attachments.get().document.file.path).write_bytes(b"%PDF-1.4 something else")


def remove_file(page: ArticlePage) -> None:
    Path(page.attachments.get().document.file.path).unlink()


def rename_tag(page: ArticlePage) -> None:
    tag = page.tags.get(name="校车")
    type(tag).objects.filter(pk=tag.pk).update(name="免费")


ROADS: dict[str, tuple[Callable[[ArticlePage], object], str]] = {
    "taken down": (article(live=False), "按台账应当公开，却不公开"),
    "the day of publication": (article(published_at=timezone.now() - timedelta(days=90)), "发布时间被改动"),
    "the address": (article(url_path="/elsewhere/"), "网址与它在栏目树中的位置不符"),
    "the name in the address": (article(slug="another"), "与审批的内容不一致"),
    "another column": (another_column, "所在栏目被改动"),
    "a keyword": (rename_tag, "关键词被改动"),
    "keywords taken off": (lambda page: ArticlePage.tags.through.objects.all().delete(), "与审批的内容不一致"),
    "the title of an attachment": (
        lambda page: GroupDocument.objects.update(title="换了名字"),
        "附件或图片的名称被改动",
    ),
    "the bytes of an attachment": (exchange_bytes, "被换过，没有经过审批"),
    "bytes and their digest": (lambda page: GroupDocument.objects.update(file_hash="0" * 40), "与审批的内容不一致"),
    "an attachment that is gone": (remove_file, "不见了"),
    "a number of one's own": (article(index_number="JYJ-000000-2020-00001"), "索引号与公开目录登记的"),
}


@pytest.mark.parametrize("road", ROADS)
def test_what_was_changed_behind_the_back_is_named(public: ArticlePage, road: str) -> None:
    assert "条完整" in verify()
    change, said = ROADS[road]
    change(public)
    assert said in findings()


def test_what_a_stored_stream_leaves_out_is_no_difference(bureau: Staffed) -> None:
    """An optional field that the stored text does not have, and that is written out once somebody reads the stream."""
    licence = {**LICENCE, "materials": [{"name": "申请报告", "form": "original", "copies": 2}]}
    page = published(bureau.column, title="设立许可", records=[("licence", licence)])
    (stored,) = ArticlePage.objects.get(pk=page.pk).records.raw_data[0]["value"]["materials"]
    assert "document" not in stored["value"], "else this shows nothing"
    assert "条完整" in verify()


def test_the_unit_of_a_page(public: ArticlePage, other_bureau: Staffed) -> None:
    ArticlePage.objects.filter(pk=public.pk).update(unit=other_bureau.unit)
    assert f"第 {public.pk} 号页面" in findings()


def test_content_that_is_no_page(bureau: Staffed) -> None:
    bulletin = public_bulletin(bureau)
    assert "条完整" in verify()
    Bulletin.objects.filter(pk=bulletin.pk).update(live=False)
    assert "古树通报第" in findings()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM testapp_bulletin")
    assert f"第 {bulletin.pk} 号《古树挂牌》按台账应当公开，却不公开或者不存在了" in findings()


class TestAnchors:
    def test_an_older_ledger_in_the_place_of_the_newest_shows(self, bureau: Staffed, public: ArticlePage) -> None:
        """A backup of the whole database is put back: chain and end fit, a return or an approval has vanished."""
        kept = LedgerHead.objects.values().get()
        other = draft(bureau.column, bureau.editor, title="后来的稿件")
        send(bureau.editor, other)
        write_anchor()
        assert "条完整" in verify()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM approval_ledgerentry WHERE serial > %s", [kept["serial"]])
        LedgerHead.objects.filter(pk=1).update(**{name: kept[name] for name in ("serial", "hash", "seal", "key_id")})
        assert "台账被换成了更早的" in findings()

    def test_another_ledger_shows(self, public: ArticlePage) -> None:
        write_anchor()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE approval_ledgerentry SET hash = %s", ["1" * 64])
        assert any("台账被换过" in line for line in broken_anchors())

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            ("{}", "台账存证文件第 2 行被改动"),
            ("nothing", "台账存证文件第 2 行被改动"),
            (
                '{"at": "x", "serial": 1, "hash": "h", "key_id": "k", "seal": "s"}',
                "封存台账存证文件第 2 行的密钥不在本机，无法核对",
            ),
        ],
    )
    def test_a_changed_line_shows(self, public: ArticlePage, settings: Any, line: str, said: str) -> None:
        write_anchor()
        path = Path(settings.LEDGER_ANCHOR_FILE)
        path.write_text(path.read_text() + line + "\n")
        assert list(broken_anchors()) == [said]

    def test_a_line_with_another_end_shows(self, public: ArticlePage, settings: Any) -> None:
        write_anchor()
        path = Path(settings.LEDGER_ANCHOR_FILE)
        anchor = json.loads(path.read_text())
        path.write_text(json.dumps({**anchor, "serial": anchor["serial"] - 1}) + "\n")
        assert "存证文件第 1 行被改动" in findings()

    def test_an_exchanged_key_reads_the_lines_of_the_former(self, public: ArticlePage, settings: Any) -> None:
        write_anchor()
        settings.LEDGER_FORMER_KEYS, settings.LEDGER_KEY = [settings.LEDGER_KEY], "the next key"
        write_anchor()
        assert not list(broken_anchors())


class TestEachNight:
    @pytest.fixture
    def officer(self) -> User:
        return appoint(centre_unit(), Office.SECURITY_OFFICER)

    def test_the_security_officer_gets_the_end_of_the_ledger(self, public: ArticlePage, officer: User) -> None:
        assert "没有发现问题" in registered_jobs()["verify_ledger"].perform()
        mail = OutboxMessage.objects.get(recipient=officer.email)
        assert LedgerEntry.objects.last().hash in mail.body
        assert not list(broken_anchors())

    def test_who_is_responsible_reads_what_is_wrong(
        self, public: ArticlePage, officer: User, centre: dict[Office, User], bureau: Staffed
    ) -> None:
        stranger = appoint(bureau.unit, Office.SECURITY_OFFICER)
        article(live=False)(public)
        with pytest.raises(JobFailed, match="发现 1 个问题"):
            registered_jobs()["verify_ledger"].perform()
        told = set(OutboxMessage.objects.filter(subject="审批台账核对发现问题").values_list("recipient", flat=True))
        assert told == {officer.email, centre[Office.CENTRE_HEAD].email}
        assert stranger.email not in told
        assert not list(broken_anchors())

    def test_nothing_is_written_down_where_nothing_can_be(self, public: ArticlePage, settings: Any) -> None:
        settings.LEDGER_ANCHOR_FILE = "/proc/nowhere/anchors"
        with pytest.raises(JobFailed, match="没有写下存证"):
            registered_jobs()["verify_ledger"].perform()


def test_the_index_number_of_a_document(bureau: Staffed) -> None:
    page = published(column_of(bureau.site, "documents"), written_on=date(2026, 3, 1))
    assert CatalogueEntry.objects.get(page=page.pk).index_number
    assert "条完整" in verify()
    CatalogueEntry.objects.filter(page=page.pk).update(index_number="X")
    assert "索引号与公开目录登记的 X 不同" in findings()


def test_a_row_without_its_column_is_named_and_ends_nothing(public: ArticlePage, bureau: Staffed) -> None:
    other = published(bureau.column, title="另一篇")
    Page.objects.filter(pk=public.pk).update(path=f"{public.path[:-8]}ZZZZ{public.path[-4:]}")
    ArticlePage.objects.filter(pk=other.pk).update(source="改了的来源")
    named = findings()
    assert f"第 {public.pk} 号页面《{public.title}》" in named
    assert "所在的栏目不存在" in named
    assert "《另一篇》" in named
