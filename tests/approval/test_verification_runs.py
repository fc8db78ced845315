"""Nights read what changed, weeks read everything: what each sees, what it costs, and what the centre reads of it."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.models import GroupDocument
from hub.scheduler.registry import JobFailed, registered_jobs
from sites.approval import file_readings, nightly_verification, public_contents, verification_runs
from sites.approval.digest import content_digest, digests_with_files
from sites.approval.models.file_reading import FileReading
from sites.approval.models.verification_run import VerificationRun
from sites.approval.public_contents import read_whole
from sites.approval.verification import Verification
from sites.approval.verification_runs import is_whole_due, verify
from sites.pages.models.article_page import ArticlePage
from tests.approval.test_ledger import findings
from tests.approval.test_ledger import verify as command
from tests.factories import published
from tests.staffed import Staffed
from tests.visits import document

pytestmark = pytest.mark.django_db

BODY = [{"type": "paragraph", "value": "<p>全文</p>"}]


def article(bureau: Staffed, number: int) -> ArticlePage:
    page = published(bureau.column, title=f"第{number}号通知", body=BODY)
    page.tags.add("校车")
    return page


@pytest.fixture
def public(bureau: Staffed) -> GroupDocument:
    """A document that a public page shows."""
    file = document(bureau)
    page = ArticlePage(title="有附件的通知", source="市教育局")
    page.attachments.create(document=file)
    published(bureau.column, page)
    return file


def path_of(file: GroupDocument) -> Path:
    return Path(file.file.path)


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 2, 30, tzinfo=timezone.get_default_timezone())


def at_night() -> str:
    return registered_jobs()["verify_ledger"].perform()


def on_a_weekday(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the week has had its whole run."""
    verify(is_whole=True)
    for module in (nightly_verification, verification_runs):
        monkeypatch.setattr(module, "is_whole_due", lambda: False)


class TestFiles:
    def test_what_was_read_and_is_the_same_is_not_read_again(self, public: GroupDocument) -> None:
        assert "读取 1 个文件" in command()
        assert "读取 0 个文件" in command()
        assert "读取 1 个文件" in command("--full")

    def test_other_bytes_of_the_same_size_and_time(self, public: GroupDocument) -> None:
        command()
        path = path_of(public)
        before, size = path.stat(), path.stat().st_size
        path.write_bytes(b"x" * size)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert "被换过，没有经过审批" in findings()
        assert "被换过，没有经过审批" in findings(), "what is wrong is never taken as read"

    def test_another_file_in_its_place(self, public: GroupDocument) -> None:
        command()
        path = path_of(public)
        before = path.stat()
        other = path.with_name("other")
        other.write_bytes(b"y" * before.st_size)
        os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
        other.replace(path)
        assert "被换过，没有经过审批" in findings()

    def test_a_file_that_is_gone(self, public: GroupDocument) -> None:
        command()
        path_of(public).unlink()
        assert "不见了" in findings()

    def test_the_record_of_a_reading_is_believed_only_under_its_seal(self, public: GroupDocument) -> None:
        """Who writes to the database and to the disk writes down that the new bytes were read."""
        command()
        path_of(public).write_bytes(b"something else")
        FileReading.objects.update(state=file_readings.state_of(public))
        assert "被换过，没有经过审批" in findings()

    def test_with_another_key_everything_is_read(self, public: GroupDocument, settings: Any) -> None:
        command()
        settings.LEDGER_FORMER_KEYS, settings.LEDGER_KEY = [settings.LEDGER_KEY], "the next key"
        assert "读取 1 个文件" in command()

    def test_what_no_disk_shows_is_found_by_the_whole_run(
        self, public: GroupDocument, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(file_readings, "state_of", lambda file: "the same for ever")
        command()
        path_of(public).write_bytes(b"something else")
        assert "读取 0 个文件" in command()
        with pytest.raises(Exception, match="发现 1 个问题"):
            command("--full")

    def test_a_store_without_a_disk_is_read_each_time(
        self, public: GroupDocument, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(file_readings, "state_of", lambda file: "")
        assert "读取 1 个文件" in command()
        assert "读取 1 个文件" in command()


class TestEachNight:
    def test_a_changed_row_is_found_on_any_night(
        self, public: GroupDocument, bureau: Staffed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        on_a_weekday(monkeypatch)
        assert "重新读取 0 个文件" in at_night()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE wagtailcore_page SET title = '换过' WHERE title = '有附件的通知'")
        with pytest.raises(JobFailed, match="公开的内容与审批的内容不一致"):
            at_night()

    def test_a_changed_row_of_the_ledger_with_the_page_that_it_would_cover(
        self, public: GroupDocument, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """However old the row: seals are looked at each night, for the comparison leans on them."""
        on_a_weekday(monkeypatch)
        at_night()
        page = ArticlePage.objects.get(title="有附件的通知")
        ArticlePage.objects.filter(pk=page.pk).update(source="别处")
        digest = content_digest(ArticlePage.objects.get(pk=page.pk))
        with connection.cursor() as cursor:
            cursor.execute("UPDATE approval_ledgerentry SET digest = %s WHERE object_id = %s", [digest, page.pk])
        with pytest.raises(JobFailed, match="号记录被改动"):
            at_night()

    def test_the_first_night_and_sundays_are_whole(
        self, public: GroupDocument, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        friday, sunday = (at(day) for day in (6, 8))
        monkeypatch.setattr("django.utils.timezone.now", lambda: friday)
        assert is_whole_due()
        assert "全面核对" in at_night()
        assert not is_whole_due()
        monkeypatch.setattr("django.utils.timezone.now", lambda: sunday)
        assert is_whole_due()

    def test_a_week_without_a_whole_run_that_was_clean(
        self, public: GroupDocument, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        friday = at(6)
        monkeypatch.setattr("django.utils.timezone.now", lambda: friday)
        run, _found = verify(is_whole=True)
        for values in (
            {"started_at": friday - timedelta(days=7)},
            {"found": 1},
            {"finished_at": None},
            {"is_whole": False},
        ):
            kept = VerificationRun.objects.values().get(pk=run.pk)
            VerificationRun.objects.filter(pk=run.pk).update(**values)
            assert is_whole_due(), values
            VerificationRun.objects.filter(pk=run.pk).update(**{name: kept[name] for name in values})
            assert not is_whole_due()


class TestRuns:
    def test_a_run_is_on_record(self, public: GroupDocument) -> None:
        run, found = verify(is_whole=True)
        run.refresh_from_db()
        assert not found
        assert (run.checked, run.found, run.files_read, run.by_kind) == (run.total, 0, 1, {})
        assert run.finished_at is not None

    def test_findings_are_kept_by_their_kinds(self, public: GroupDocument) -> None:
        page = ArticlePage.objects.get(title="有附件的通知")
        ArticlePage.objects.filter(pk=page.pk).update(source="别处")
        path_of(public).unlink()
        run, found = verify(is_whole=True)
        run.refresh_from_db()
        assert run.by_kind == {"content": 1, "file": 1}
        assert [(kind, key) for kind, _text, key in run.findings] == [("content", page.pk), ("file", page.pk)]
        assert len(found) == run.found == 2

    def test_the_latest_are_kept(self, bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sites.approval.verification_runs.KEPT", 2)
        runs = [verify(is_whole=False)[0].pk for _ in range(4)]
        assert list(VerificationRun.objects.values_list("pk", flat=True)) == [runs[3], runs[2]]

    def test_progress_is_told_portion_by_portion(self, bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(public_contents, "SIZE", 2)
        for number in range(3):
            article(bureau, number)
        told: list[int] = []
        run, _found = verify(is_whole=False, progress=told.append)
        assert sum(told) == run.checked == run.total
        assert len(told) > 2


class TestPortions:
    @pytest.mark.parametrize("size", [1, 2, 500])
    def test_each_content_is_read_once_whatever_the_size(
        self, bureau: Staffed, public: GroupDocument, monkeypatch: pytest.MonkeyPatch, size: int
    ) -> None:
        monkeypatch.setattr(public_contents, "SIZE", size)
        for number in range(3):
            article(bureau, number)
        assert not list(Verification().findings())
        keys = [(portion.kind.pk, row.pk) for portion in public_contents.portions() for row in portion.contents]
        assert len(keys) == len(set(keys)) == public_contents.count_public()

    @pytest.mark.parametrize("size", [1, 500])
    def test_what_is_gone_between_two_portions_is_missing(
        self, bureau: Staffed, monkeypatch: pytest.MonkeyPatch, size: int
    ) -> None:
        monkeypatch.setattr(public_contents, "SIZE", size)
        pages = [published(bureau.column, title=f"第{number}号通知") for number in range(3)]
        ArticlePage.objects.filter(pk__in=[pages[0].pk, pages[2].pk]).update(live=False)
        missing = [finding.text for finding in Verification().findings()]
        assert len(missing) == 2
        assert all("按台账应当公开" in text for text in missing)

    def test_the_queries_are_those_of_a_portion(self, bureau: Staffed, public: GroupDocument) -> None:
        verify(is_whole=False)

        def queries() -> int:
            with CaptureQueriesContext(
                connection,
            ) as captured:
                verify(is_whole=False)
            return len(captured)

        article(bureau, 0)
        few = queries()
        for number in range(1, 9):
            article(bureau, number)
        assert queries() == few

    def test_many_have_the_digests_of_one(self, bureau: Staffed, public: GroupDocument) -> None:
        for number in range(3):
            article(bureau, number)
        together = {
            page.pk: digest
            for page, digest, _ in digests_with_files(read_whole(ArticlePage, ArticlePage.objects.live()))
        }
        assert together == {page.pk: content_digest(page) for page in ArticlePage.objects.live()}
