"""Filling in records in the admin: what is wrong is said beside its field, in Chinese, and nothing is lost."""

from __future__ import annotations

import json
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.test.utils.form_data import streamfield

from sites.approval.actions import SubmissionRefused
from sites.approval.inbox.checks import checks_for
from sites.pages.models.article_page import ArticlePage
from sites.pages.records.blocks import RecordBlocks
from tests.differences import versions
from tests.factories import draft
from tests.pages.record_values import (
    ACCOUNTS,
    FEES,
    LICENCE,
    PERSONNEL,
    PLAN,
    PROCUREMENT,
    RECORDS,
    STATISTICS,
    article_of,
    table,
)
from tests.staffed import Staffed
from tests.story import approve, article_form, browser_of, send, waiting_step
from tests.visits import text


def errors_of(kind: str, value: dict[str, Any]) -> str:
    """What the form says, path and message of every field, as `a.0.b: message` lines."""
    block = RecordBlocks().child_blocks[kind]
    try:
        block.clean(block.to_python(block.get_prep_value(block.normalize(value))))
    except ValidationError as error:
        return "\n".join(lines_of(error))
    return ""


def lines_of(error: Any, path: str = "") -> list[str]:
    children = getattr(error, "block_errors", None)
    if not children:
        return [f"{path.strip('.')}: {message}" for message in getattr(error, "messages", [str(error)])]
    items = children.items() if isinstance(children, dict) else enumerate(children)
    return [line for name, child in items if child for line in lines_of(child, f"{path}.{name}")]


def changed(value: dict[str, Any], path: str, new: Any) -> dict[str, Any]:
    """`value` with another value at `path` (a.0.b)."""
    found = deepcopy(value)
    *above, last = path.split(".")
    place: Any = found
    for name in above:
        place = place[int(name)] if name.isdigit() else place[name]
    place[last] = new
    return found


@pytest.mark.parametrize("kind", RECORDS)
def test_a_record_that_is_filled_in_passes(kind: str) -> None:
    assert errors_of(kind, RECORDS[kind]) == ""


@pytest.mark.parametrize(
    ("kind", "value", "path", "new", "message"),
    [
        ("licence", LICENCE, "promised_days", 30, "promised_days: 承诺期限不能长于法定期限。"),
        ("licence", LICENCE, "handling.finished", None, "handling.finished: 填写办理情况须同时填写办结数。"),
        ("licence", LICENCE, "handling.counted_on", "2999-01-01", "handling.counted_on: 统计截至日期不能晚于今天。"),
        ("licence", LICENCE, "handling.counted_on", "2025-12-31", "handling.counted_on: 统计截至日期不能早于统计起"),
        ("licence", LICENCE, "handling.received", -1, "handling.received: "),
        ("licence", LICENCE, "materials.0.copies", 0, "materials.0.copies: "),
        ("licence", LICENCE, "place", "", "place: "),
        ("fee", FEES, "fees.1.standard", "", "fees.1.standard: "),
        ("fee", FEES, "fees", [], ": "),
        ("procurement", PROCUREMENT, "projects.0.price", None, "projects.0.price: 已成交的项目须填写成交金额。"),
        ("procurement", PROCUREMENT, "projects.0.supplier", "", "projects.0.supplier: 已成交的项目须填写供应商。"),
        ("procurement", PROCUREMENT, "projects.0.price", "1200.51", "projects.0.price: 成交金额不能高于预算金额。"),
        ("procurement", PROCUREMENT, "projects.1.price", "3", "projects.1.price: 还没有成交的项目没有成交金额"),
        ("procurement", {**PROCUREMENT, "projects": []}, "standards", "", "standards: 请填写目录和标准"),
        ("accounts", ACCOUNTS, "total", "1800", "total: 各科目相加是 1800.25 万元，与填写的合计不一致"),
        ("accounts", ACCOUNTS, "year", 26, "year: "),
        ("personnel", PERSONNEL, "changes.1.probation", "一年", "changes.1.probation: 免去职务没有试用期。"),
        ("emergency_plan", PLAN, "revised_on", "2999-01-01", "revised_on: 修订日期不能晚于今天。"),
        ("emergency_plan", PLAN, "responses.1.level", "1", "responses.1.level: Ⅰ级（特别重大）已经填写过了"),
        ("statistics", STATISTICS, "table", table(["年份", "人数"]), "table: 请至少填写一行数据。"),
        ("statistics", STATISTICS, "table", table(["年份"], ["2024"]), "table: 数字应有 1 至 4 列，现在有 0 列。"),
        ("statistics", STATISTICS, "table", table(["", *"abcde"], [*"123456"]), "table: 数字应有 1 至 4 列，现在有 5"),
        ("statistics", STATISTICS, "table", table(["", "a"], ["2024", "约 8"]), "“2024”的“a”应填数字，现在是“约 8”"),
        ("statistics", STATISTICS, "table", table(["", "a"], ["2024"]), "“2024”的“a”没有填写；没有数字的请填“—”。"),
        ("statistics", STATISTICS, "table", table(["", "人数"], ["", "1"]), "table: 第 2 行没有项目名称"),
        ("statistics", STATISTICS, "table", table(["", ""], ["2024", "1"]), "table: 第 2 列没有名称"),
        ("statistics", STATISTICS, "table", table(["", "a", ""], ["x", "1", ""], ["", "", ""], ["y", "b"]), "“y”的“a”"),
        ("statistics", STATISTICS, "table", table(["", "a"], *(["x", "1"] for _ in range(61))), "最多 60 行数据"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(
    kind: str, value: dict[str, Any], path: str, new: Any, message: str
) -> None:
    assert message in errors_of(kind, changed(value, path, new))


# --- in the editor's browser ---


def posted(block: blocks.Block, value: Any) -> Any:
    """A record as the browser sends it."""
    if isinstance(block, blocks.StructBlock):
        return {name: posted(child, value[name]) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        rows = [posted(block.child_block, each) for each in value]
        sent = {str(at): {"value": row, "deleted": "", "order": str(at), "id": ""} for at, row in enumerate(rows)}
        return {**sent, "count": str(len(rows))}
    if isinstance(block, TableBlock):
        return json.dumps(value)
    return "" if value is None or value is False else str(value)


def sent_form(kind: str, value: dict[str, Any], **fields: Any) -> dict[str, Any]:
    block = RecordBlocks().child_blocks[kind]
    return article_form(records=streamfield([(kind, posted(block, block.normalize(value)))]), **fields)


def post(bureau: Staffed, data: dict[str, Any]) -> Any:
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", bureau.column.pk])
    return browser_of(bureau.editor).post(url, data)


def newest() -> ArticlePage | None:
    return ArticlePage.objects.order_by("pk").last()


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_goes_from_the_form_to_the_public(bureau: Staffed, kind: str) -> None:
    post(bureau, {**sent_form(kind, RECORDS[kind]), "action-submit": "1"})
    page = newest()
    assert page is not None
    approve(page, [bureau.reviewer, bureau.leader])
    page = newest()
    assert page is not None
    assert page.live
    (child,) = page.records
    block = child.block
    assert list(block.rows(child.value)) == list(block.rows(block.normalize(RECORDS[kind])))


def test_an_unfinished_record_is_kept_as_a_draft_and_not_sent(bureau: Staffed) -> None:
    unfinished = sent_form("licence", {**LICENCE, "place": "", "promised_days": 99})
    refused = post(bureau, {**unfinished, "action-submit": "1"})
    assert newest() is None
    shown = refused.content.decode()
    assert "民办学校设立许可" in shown or json.dumps("民办学校设立许可").strip('"') in shown, "nothing is lost"
    post(bureau, unfinished)
    page = newest()
    assert page is not None
    assert not page.live
    draft_of_it = page.get_latest_revision_as_object()
    assert draft_of_it.records[0].value["promised_days"] == 99
    with pytest.raises(SubmissionRefused, match="结构化内容没有填写完整"):
        send(bureau.editor, draft_of_it)


def test_the_message_stands_beside_the_field(bureau: Staffed) -> None:
    refused = post(bureau, {**sent_form("accounts", {**ACCOUNTS, "total": Decimal(1)}), "action-submit": "1"})
    (error,) = refused.context["form"].errors["records"].as_data()
    assert "total: 各科目相加是 1800.25 万元" in "\n".join(lines_of(error))


# --- in the leader's inbox ---


def test_a_leader_sees_records_and_what_changed_in_them(bureau: Staffed) -> None:
    page = article_of(bureau, [("fee", FEES), ("personnel", PERSONNEL)])
    fees = [{**FEES["fees"][0], "standard": "每学期 600 元"}, {**FEES["fees"][0], "item": "新增的收费"}]
    page.records[0].value["fees"] = RecordBlocks().child_blocks["fee"].child_blocks["fees"].normalize(fees)
    page.records[1].value["changes"][1]["action"] = "appoint"
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    state = waiting_step(page)
    assert state is not None
    browser = browser_of(bureau.reviewer)
    shown = BeautifulSoup(browser.get(reverse("inbox:item", args=[state.pk])).content, "html.parser")
    (difference,) = [each for each in shown.select(".hub-diff") if text(each.strong) == "结构化内容"]
    fees, personnel = difference.select("table")
    assert "收费标准" in [text(each) for each in fees.select("thead th")]
    cell = next(each for each in fees.select("td") if "每学期" in text(each) and each.select("del"))
    assert [text(each) for each in cell.select("del")] == ["500"]
    assert [text(each) for each in cell.select("ins")] == ["600"]
    assert versions(next(each for each in personnel.select("td") if each.select("del"))) == ("免", "任"), "no codes"
    preview = browser.get(reverse("inbox:preview", args=[state.pk])).content.decode()
    assert "新增的收费" in preview
    assert ".csv" not in preview, "the table is of what is public"


def test_a_private_number_in_a_record_is_noticed(bureau: Staffed) -> None:
    changes = [{**PERSONNEL["changes"][0], "post": "电话 13800000000"}]
    page = draft(bureau.column, bureau.editor, body=[], records=[("personnel", {**PERSONNEL, "changes": changes})])
    found = {check.label: check.passed for check in checks_for(page)}
    assert not found["没有手机号码"]
    assert found["有正文"]
