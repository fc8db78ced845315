"""An import is a batch: nothing of it is public before a leader of the column's unit has said yes to its bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.models import User
from sites.approval.actions import StepRefused
from sites.approval.batches import decide_batch
from sites.approval.chain import broken_links
from sites.approval.enums import BatchStatus, LedgerAction
from sites.approval.ledger import Actor
from sites.approval.models.import_batch import ImportBatch
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.releases import PublicationRefused, release
from sites.importing import batches
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.pages.models.article_page import ArticlePage
from tests.approval.test_ledger import findings, verify
from tests.factories import appoint
from tests.importing.batches import call
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
ROWS = (
    {"external_id": "A-1", "title": "一则通知", "body_markdown": "请执行。"},
    {"external_id": "A-2", "title": "又一则", "body_markdown": "请照办。"},
    {"external_id": "A-3", "title": "", "body_markdown": "没有标题。"},
)
Login = Callable[[User], Client]


@pytest.fixture
def uploader(centre: dict[Office, User], settings: Any, tmp_path: Path) -> User:
    settings.MEDIA_ROOT = tmp_path / "media"
    return centre[Office.CENTRE_EDITOR]


@pytest.fixture
def offer(uploader: User, bureau: Staffed, tmp_path: Path) -> Callable[..., ImportBatch]:
    def _offer(*rows: dict[str, Any]) -> ImportBatch:
        path = tmp_path / "通知.jsonl"
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows or ROWS), "utf-8")
        report = tmp_path / "报告.jsonl"
        call("import_articles", path, column="jyj/news/activities", operator=uploader.username, report=report)
        return ImportBatch.objects.latest("pk")

    return _offer


def run() -> None:
    call_command("run_imports", stdout=StringIO(), stderr=StringIO())


def address(batch: ImportBatch, *more: Any) -> str:
    return reverse("import_batches:sample" if more else "import_batches:batch", args=[batch.pk, *more])


def yes(client: Client, batch: ImportBatch, **more: Any) -> Any:
    return client.post(address(batch), {"action": "approve", "seen": batch.digest, **more}, follow=True)


def test_the_whole_way(offer: Callable[..., ImportBatch], uploader: User, bureau: Staffed, login: Login) -> None:
    batch = offer()
    assert batch.status == BatchStatus.WAITING
    batches.run_all()
    assert not ArticlePage.objects.exists()
    leader = login(bureau.leader)
    assert "通知.jsonl" in leader.get(reverse("inbox:index")).content.decode()
    text = leader.get(address(batch)).content.decode()
    assert "新增 2，更新 0，不变 0，不能导入 1" in text
    assert "又一则" in text
    assert batch.digest in text
    sample = leader.get(address(batch, 1)).content.decode()
    assert "一则通知" in sample
    assert "请执行" in sample
    assert not ArticlePage.objects.exists()
    assert "已同意" in yes(leader, batch).content.decode()
    assert not ArticlePage.objects.exists()
    assert batches.run_all() == 1
    pages = ArticlePage.objects.live().order_by("external_id")
    assert [page.title for page in pages] == ["一则通知", "又一则"]
    entry = LedgerEntry.objects.of(pages[0]).get()
    assert (entry.action, entry.actor, entry.office) == (LedgerAction.IMPORTED, uploader, Office.CENTRE_EDITOR)
    assert f"第 {batch.pk} 批，{uploader}上传，{bureau.leader}同意" in entry.comment
    said = LedgerEntry.objects.of(batch).order_by("serial")
    assert [(row.action, row.actor, row.digest) for row in said] == [
        (LedgerAction.SUBMITTED, uploader, batch.digest), (LedgerAction.APPROVED, bureau.leader, batch.digest),
    ]  # fmt: skip
    batch.refresh_from_db()
    assert (batch.status, batch.done) == (BatchStatus.DONE, 3)
    assert "新增 2" in login(uploader).get(address(batch)).content.decode()
    assert not list(broken_links())
    call_command("verify_ledger", stdout=StringIO())
    assert batches.run_all() == 0


def test_others_see_and_decide_nothing(
    offer: Callable[..., ImportBatch], uploader: User, bureau: Staffed, other_bureau: Staffed, login: Login,
    centre: dict[Office, User],
) -> None:  # fmt: skip
    batch = offer()
    for person in (bureau.editor, bureau.reviewer, other_bureau.leader, centre[Office.CENTRE_HEAD]):
        assert login(person).get(address(batch)).status_code == 404
        assert login(person).get(address(batch, 1)).status_code == 404
        assert yes(login(person), batch).status_code == 404
        assert "通知.jsonl" not in login(person).get(reverse("inbox:index")).content.decode()
    appoint(bureau.unit, Office.PRINCIPAL_LEADER, person=uploader)
    assert "上传人，不能决定" in yes(login(uploader), batch).content.decode()
    batch.refresh_from_db()
    assert batch.status == BatchStatus.WAITING


def test_a_yes_is_to_the_bytes_that_were_shown(
    offer: Callable[..., ImportBatch], bureau: Staffed, login: Login
) -> None:
    batch = offer()
    leader = login(bureau.leader)
    assert "不是现在等待同意的文件" in yes(leader, batch, seen="0" * 64).content.decode()
    yes(leader, batch)
    batches._path(batch.digest).write_text("{}")
    run_void(batch, "不是领导同意的那一份")


def run_void(batch: ImportBatch, why: str) -> None:
    with pytest.raises(CommandError):
        run()
    batch.refresh_from_db()
    assert batch.status == BatchStatus.VOID
    assert why in batch.result["message"]
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("who", ["uploader", "leader"])
def test_a_yes_ends_with_the_office_of_either(
    offer: Callable[..., ImportBatch], uploader: User, bureau: Staffed, login: Login, who: str
) -> None:
    batch = offer()
    yes(login(bureau.leader), batch)
    person = uploader if who == "uploader" else bureau.leader
    Appointment.objects.filter(person=person).update(ends_on=timezone.localdate() - timedelta(days=1))
    run_void(batch, "不担任")


def test_a_yes_ends_when_the_column_comes_to_another_unit(
    offer: Callable[..., ImportBatch], bureau: Staffed, other_bureau: Staffed, login: Login
) -> None:
    batch = offer()
    yes(login(bureau.leader), batch)
    ImportBatch.objects.filter(pk=batch.pk).update(column=other_bureau.column)
    run_void(batch, "已不属于")


def test_it_is_returned_with_a_reason_and_withdrawn_by_who_brought_it(
    offer: Callable[..., ImportBatch], uploader: User, bureau: Staffed, login: Login
) -> None:
    batch = offer()
    leader = login(bureau.leader)
    assert "请写明退回的理由" in leader.post(address(batch), {"action": "return"}).content.decode()
    leader.post(address(batch), {"action": "return", "comment": "日期不对"})
    batch.refresh_from_db()
    assert (batch.status, batch.comment) == (BatchStatus.RETURNED, "日期不对")
    again = offer()
    assert again.pk != batch.pk
    assert "撤回" in login(uploader).get(address(again)).content.decode()
    login(uploader).post(address(again), {"action": "withdraw"})
    again.refresh_from_db()
    assert again.status == BatchStatus.WITHDRAWN
    with pytest.raises(StepRefused, match="已经有人处理过"):
        decide_batch(again, bureau.leader, approve=True, seen=again.digest)
    assert batches.run_all() == 0
    assert not batches._path(batch.digest).exists()


def test_a_column_whose_unit_has_no_leader_takes_nothing(offer: Callable[..., ImportBatch], bureau: Staffed) -> None:
    Appointment.objects.filter(unit=bureau.unit).exclude(office=Office.EDITOR).delete()
    with pytest.raises(CommandError, match="没有可以同意这一批的领导"):
        offer(*ROWS[:2])


def test_a_batch_opens_the_gate_for_nothing_else(
    offer: Callable[..., ImportBatch], uploader: User, bureau: Staffed, other_bureau: Staffed,
    centre: dict[Office, User], login: Login,
) -> None:  # fmt: skip
    batch = offer()
    actor = Actor(uploader, uploader.appointments.get())
    page = ArticlePage(title="另一篇", source="市教育局", unit=bureau.unit)
    with pytest.raises(PublicationRefused, match="没有领导同意"):
        release(page, LedgerAction.IMPORTED, actor, ground=batch)
    yes(login(bureau.leader), batch)
    head = centre[Office.CENTRE_HEAD]
    with pytest.raises(PublicationRefused, match="须成批"):
        release(page, LedgerAction.IMPORTED, Actor(head, head.appointments.get()), ground=batch)
    elsewhere = ArticlePage(title="别处", source="市财政局")
    release(elsewhere, LedgerAction.IMPORTED, actor, ground=batch)
    with pytest.raises(PublicationRefused, match="同意的是导入到"):
        other_bureau.column.add_child(instance=elsewhere)


def test_the_words_of_before_stay_until_the_yes(
    offer: Callable[..., ImportBatch], bureau: Staffed, login: Login
) -> None:
    first = offer(ROWS[0])
    yes(login(bureau.leader), first)
    run()
    second = offer({**ROWS[0], "title": "换了标题"})
    assert [row["fate"] for row in second.rows] == ["changed"]
    run()
    assert ArticlePage.objects.get().title == "一则通知"
    yes(login(bureau.leader), second)
    run()
    assert ArticlePage.objects.get().title == "换了标题"


def test_a_yes_that_nobody_has_said_is_named(offer: Callable[..., ImportBatch], bureau: Staffed) -> None:
    batch = offer()
    ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.APPROVED, decided_by=bureau.leader)
    assert f"第 {batch.pk} 批导入（{batch}）没有领导同意的记录" in findings()
    ImportBatch.objects.filter(pk=batch.pk).update(status=BatchStatus.WAITING, decided_by=None)
    decide_batch(batch, bureau.leader, approve=True, seen=batch.digest)
    assert "条完整" in verify()
