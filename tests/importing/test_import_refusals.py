"""Item 9, bad input: a clear message in Chinese, and nothing half-imported."""

from __future__ import annotations

import gzip
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from hub.models import User
from sites.approval.models.ledger_entry import LedgerEntry
from sites.importing import actions
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.pages.models.article_page import ArticlePage
from tests.factories import UserFactory, appoint
from tests.importing import test_import_articles as imports
from tests.importing.test_import_articles import COLUMN, CORPUS_ROW, PLAIN_ROW, Importer, errors, summary, traces
from tests.staffed import Staffed

head, run = imports.head, imports.run  # fixtures

# --- Bad rows --------------------------------------------------------------

BAD_ROWS: list[tuple[Any, str, str]] = [
    ("{不是 JSON", "", "JSON"),
    ("[1]", "", "JSON 对象"),
    ('{"external_id": "a", "title": "\\ud800"}', "", "字符"),
    ({"title": "题", "body_markdown": "文"}, "id", "外部编号"),
    ({**PLAIN_ROW, "external_id": "长" * 101}, "external_id", "过长"),
    ({**PLAIN_ROW, "external_id": ["a"]}, "external_id", "文字"),
    ({**PLAIN_ROW, "title": ""}, "title", "缺少标题"),
    ({**PLAIN_ROW, "title": {"a": 1}}, "title", "文字"),
    ({**PLAIN_ROW, "title": "长" * 256}, "title", "标题过长：256 个字，最多 255 个字。"),
    ({**PLAIN_ROW, "source": "长" * 101}, "source", "信息来源过长"),
    ({**PLAIN_ROW, "summary": "长" * 301}, "summary", "摘要过长"),
    ({**PLAIN_ROW, "tags": ["长" * 101]}, "tags", "过长"),
    ({**PLAIN_ROW, "written_on": "2024-02-30"}, "written_on", "不是有效日期"),
    ({**PLAIN_ROW, "written_on": "0001-01-01"}, "written_on", "早于"),
    ({**PLAIN_ROW, "published_at": "昨天"}, "published_at", "不是有效时间"),
    ({**PLAIN_ROW, "published_at": "2999-01-01"}, "published_at", "晚于现在"),
    ({**PLAIN_ROW, "kind": "其他"}, "kind", "可填：news（工作动态、新闻）"),
    ({**PLAIN_ROW, "is_major": "也许"}, "is_major", "true"),
    ({**PLAIN_ROW, "body_markdown": " \n\n<!-- 空 -->"}, "body_markdown", "正文为空"),
    ({**PLAIN_ROW, "body_markdown": None}, "body_markdown", "正文为空"),
    ({**PLAIN_ROW, "body": [{"type": "paragraph", "value": "<p>文</p>"}]}, "body_markdown", "只能填一个"),
    ({"external_id": "a", "title": "题", "body": [{"type": "picture", "value": {"image": 1}}]}, "body", "不能导入"),
    ({"external_id": "a", "title": "题", "body": [{"type": "heading", "value": "题"}]}, "body", "格式不对"),
    ({"external_id": "a", "title": "题", "body": [{"type": "heading", "value": {"text": ""}}]}, "body", "第 1 块"),
    ({"external_id": "a", "title": "题", "body": [{"type": "paragraph", "value": ""}]}, "body", "第 1 块"),
]


@pytest.mark.parametrize(("row", "field", "message"), BAD_ROWS)
def test_a_bad_row_leaves_no_trace_but_its_line(run: Importer, row: Any, field: str, message: str) -> None:
    good = {**PLAIN_ROW, "external_id": "good"}
    run(good)
    before = traces()
    report = run(row, good)
    (found,) = errors(report)
    assert found[:2] == (1, field)
    assert message in found[2]
    assert traces() == before
    assert (summary(report)["failed"], summary(report)["unchanged"]) == (1, 1)


def test_a_row_that_fails_half_way_leaves_no_trace(run: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DataError

    def refused(*args: Any, **kwargs: Any) -> None:
        raise DataError

    before = traces()
    monkeypatch.setattr(actions, "_announce", refused)
    assert "数据库没有接受" in errors(run(PLAIN_ROW))[0][2]
    assert traces() == before
    monkeypatch.undo()
    assert summary(run(PLAIN_ROW))["created"] == 1


def test_all_problems_of_a_row_are_named_at_once(run: Importer) -> None:
    report = run({"external_id": "a", "title": "", "written_on": "x", "body_markdown": ""})
    assert sorted(field for _, field, _ in errors(report)) == ["body_markdown", "title", "written_on"]
    assert {line["external_id"] for line in report[:-1]} == {"a"}
    assert summary(report)["failed"] == 1


def test_a_repeated_external_id_is_refused(run: Importer) -> None:
    report = run(PLAIN_ROW, {**PLAIN_ROW, "title": "另一则"})
    assert errors(report) == [(2, "external_id", "外部编号与第 1 行重复，只处理前一行。")]
    assert ArticlePage.objects.get().title == "一则通知"


def test_an_unknown_field_is_only_a_warning(run: Importer) -> None:
    report = run({**PLAIN_ROW, "colour": "red"})
    assert (report[0]["level"], report[0]["field"]) == ("warning", "colour")
    assert (summary(report)["created"], summary(report)["warnings"]) == (1, 1)


def test_invisible_characters_are_taken_out(run: Importer) -> None:
    assert summary(run({**PLAIN_ROW, "title": "一\x00则\u200b通\n知", "body_markdown": "文\x00"}))["created"] == 1
    assert ArticlePage.objects.get().title == "一则通 知"


# --- Bad files, columns, operators -----------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "没有数据"),
        (b"\n \n", "没有数据"),
        (json.dumps(PLAIN_ROW).encode() + "\n中文".encode("gbk"), "第 2 行不是 UTF-8"),
        (gzip.compress(b'{"a": 1}' * 9999)[:-20], "损坏"),
        (b"\x1f\x8bnonsense", "损坏"),
    ],
)
def test_a_bad_file_is_refused_before_any_row_goes_in(run: Importer, content: bytes, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(content=content)
    assert not ArticlePage.objects.exists()


def test_a_missing_file_is_named(head: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="找不到文件"):
        call_command("import_articles", tmp_path / "none.jsonl", column=COLUMN, operator=head.username)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("nobody/news", "没有代码为“nobody”的单位"),
        ("centre/news", "还没有网站"),
        ("portal-office/nothing", "没有“nothing”.*disclosure（信息公开）"),
        ("portal-office", "不是栏目"),
        ("portal-office/czj/documents", "属于兴宁市财政局.*czj"),
    ],
)
def test_a_wrong_column_is_refused(run: Importer, other_bureau: Staffed, column: str, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(PLAIN_ROW, column=column)
    assert not ArticlePage.objects.exists()


def test_an_article_is_no_column(run: Importer) -> None:
    run(CORPUS_ROW)
    with pytest.raises(CommandError, match="不是栏目"):
        run(PLAIN_ROW, column=f"{COLUMN}/doc-00b107199011")


def test_only_an_office_of_the_centre_may_import(run: Importer, portal: Staffed) -> None:
    for username, message in (("nobody", "没有用户名"), (portal.principal.username, "今天不担任")):
        with pytest.raises(CommandError, match=message):
            run(PLAIN_ROW, operator=username)
    assert not ArticlePage.objects.exists()


def test_the_right_to_import_ends_with_the_office(run: Importer, head: User) -> None:
    Appointment.objects.filter(person=head).update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(CommandError, match="今天不担任"):
        run(PLAIN_ROW)


def test_an_inactive_operator_is_refused(run: Importer, head: User) -> None:
    head.is_active = False
    head.save()
    with pytest.raises(CommandError, match="已停用"):
        run(PLAIN_ROW)


def test_a_delegate_imports_on_behalf_of_the_holder(run: Importer, head: User) -> None:
    delegate = appoint(head.appointments.get().unit, Office.SECURITY_OFFICER, person=UserFactory(username="delegate"))
    today = timezone.localdate()
    Delegation.objects.create(
        appointment=head.appointments.get(), delegate=delegate, starts_on=today, ends_on=today + timedelta(days=1)
    )
    run(PLAIN_ROW, operator="delegate")
    entry = LedgerEntry.objects.latest("serial")
    assert (entry.actor, entry.on_behalf_of) == (delegate, str(head))


def test_a_row_without_end_is_not_unpacked(run: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sites.importing.files.LONGEST_LINE", 1024 * 1024)
    with pytest.raises(CommandError, match="第 1 行超过 1 MB"):
        run(content=gzip.compress(b" " * (2 * 1024 * 1024)))
