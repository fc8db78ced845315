"""A rehearsal writes nothing, a repetition changes nothing, an interruption loses nothing; all of it is on record."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hub.models import AuditEvent
from opencat.models import CatalogueEntry
from sites.approval.chain import broken_links
from sites.approval.enums import LedgerAction
from sites.approval.gate import PublicationRefused, public_changed
from sites.approval.models.ledger_entry import LedgerEntry
from sites.importing import actions as row_actions
from sites.importing.batches import IMPORTED
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from tests.importing.batches import call
from tests.opencat import test_import_catalogue as imports
from tests.opencat.test_import_catalogue import COLUMN, HEADINGS, ROW, Importer, entry, errors, summary, traces
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
importer = imports.importer  # fixture

# --- Rehearsal, repetition, interruption -----------------------------------


def test_a_dry_run_finds_the_same_and_writes_nothing(importer: Importer) -> None:
    before = traces()
    rows = (ROW, ["K-2", "", "", "2014-01-01", ""])
    rehearsal = importer(*rows, dry_run=True)
    assert traces() == before
    real = importer(*rows)
    assert rehearsal[:-1] == real[:-1]
    assert summary(rehearsal)["created"] == summary(real)["created"] == 1


def test_the_same_file_again_changes_nothing(importer: Importer) -> None:
    importer(ROW, ["", "兴教〔2014〕2号", "乙", "2014-01-01", "废止"])
    before = traces()
    assert summary(importer(ROW, ["", "兴教〔2014〕2号", "乙", "2014-01-01", "废止"]))["unchanged"] == 2
    assert traces()[:3] == before[:3]


def test_the_order_and_spelling_of_columns_is_no_change(importer: Importer) -> None:
    importer(ROW)
    headings = ["名称", "信息索引号", "发文字号（全称）", "是否有效", "生成日期"]
    row = [ROW[2], ROW[0], "兴教办〔2014〕19号", ROW[4], ROW[3]]
    assert summary(importer(row, headings=headings))["unchanged"] == 1


def test_a_changed_state_is_a_new_recorded_version(importer: Importer) -> None:
    importer(ROW)
    assert summary(importer([*ROW[:4], "废止"]))["updated"] == 1
    assert entry("JYJ-2014-001").validity == Validity.ABOLISHED
    assert LedgerEntry.objects.filter(action=LedgerAction.IMPORTED).count() == 2
    assert list(broken_links()) == []


def test_what_the_gate_refuses_is_a_row_that_is_refused(importer: Importer) -> None:
    def refuse(pages: list[ArticlePage], **signal: Any) -> None:
        if pages[0].title == "乙":
            raise PublicationRefused("《乙》不能发布。")

    public_changed.connect(refuse)
    try:
        report = importer(["K-1", "", "乙", "2014-01-01", ""], ["K-2", "", "丙", "2014-01-01", ""])
    finally:
        public_changed.disconnect(refuse)
    assert errors(report) == [(2, "", "《乙》不能发布。")]
    assert summary(report)["created"] == CatalogueEntry.objects.count() == 1


def test_an_interrupted_import_goes_on(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[f"K-{number}", "", f"第 {number} 件", "2014-01-01", ""] for number in range(4)]
    stored, announce = [], row_actions._announce

    def interrupted(*args: Any) -> None:
        stored.append(args)
        if len(stored) == 4 + 3:  # after the rehearsal of all four
            raise KeyboardInterrupt
        announce(*args)

    with monkeypatch.context() as patch:
        patch.setattr(row_actions, "_announce", interrupted)
        with pytest.raises(CommandError, match="中断"):
            importer(*rows)
    assert CatalogueEntry.objects.count() == 2
    report = importer.folder / "again.jsonl"
    call("run_imports", report=report)
    again = json.loads(report.read_text().splitlines()[-1])["summary"]
    assert (again["unchanged"], again["created"]) == (2, 2)


# --- On record -------------------------------------------------------------


def test_the_event_log_says_who_imported_what(importer: Importer) -> None:
    importer(ROW)
    event = AuditEvent.objects.get(action=IMPORTED)
    assert (event.actor, event.unit_code) == (importer.head, "jyj")
    assert "目录.csv" in event.subject
    assert "新增 1" in event.message


def test_the_report_opens_in_a_spreadsheet(importer: Importer) -> None:
    importer([*ROW[:3], "=cmd|' /C calc'!A0", ""], headings=HEADINGS)
    (row,) = [row for row in importer.table if row["级别"] == "错误"]
    assert (row["行"], row["列"]) == ("2", "成文日期")
    assert row["外部编号"] == "index:JYJ-2014-001"
    assert not any(cell.startswith("=") for cell in row.values())


def test_only_the_centre_imports(importer: Importer, bureau: Staffed) -> None:
    with pytest.raises(CommandError, match="不担任"):
        importer(ROW, operator=bureau.editor.username)


# --- The import of articles knows the catalogue too ------------------------


def test_an_import_of_articles_with_a_taken_number_is_refused(importer: Importer, tmp_path: Path) -> None:
    importer(ROW)
    path, report = tmp_path / "rows.jsonl", tmp_path / "report.jsonl"
    row = {"external_id": "x", "title": "题", "body_markdown": "文", "index_number": ROW[0], "written_on": "2014-01-01"}
    path.write_text(json.dumps(row))
    with pytest.raises(CommandError, match="1 行没有导入"):
        call_command(
            "import_articles", path, column=COLUMN, operator=importer.head.username, report=report, stdout=StringIO()
        )
    assert "《关于招生工作的通知》" in report.read_text()
