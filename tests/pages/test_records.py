"""Structured information as citizens read it: on the page, in the PDF, in other scripts and modes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag
from django.core.files.base import ContentFile
from django.test import Client
from pypdf import PdfReader

from hub.models import GroupDocument
from hub.variants.enums import Variant
from opencat.enums import RecordKind
from sites.pages.models.article_page import ArticlePage
from sites.pages.records.blocks import RecordBlocks
from sites.pages.records.rows import headers_of, rows_of
from tests.factories import draft
from tests.pages.record_values import LICENCE, RECORDS, STATISTICS, article_of, article_with_records, table
from tests.pages.translating import begin, field_of, send_form, translated
from tests.staffed import Staffed
from tests.story import approve, browser_of
from tests.visits import get, is_served, queries, text

PATH = "/news/activities/records/"


def records_at(path: str = PATH) -> Tag:
    found = get(path).select_one(".records")
    assert found is not None
    return found


def cells(found: Tag) -> list[list[str]]:
    return [[text(cell) for cell in row.select("th, td")] for row in found.select("tr")]


def test_every_kind_of_the_catalogue_has_its_form() -> None:
    blocks = RecordBlocks().child_blocks
    assert {kind: str(block.label) for kind, block in blocks.items()} == dict(RecordKind.choices)


def test_a_licence_item_says_all_that_article_14_8_asks(bureau: Staffed) -> None:
    article_with_records(bureau, "licence")
    found = records_at()
    assert text(found.h2) == "民办学校设立许可"
    facts = {text(dt): text(dt.find_next_sibling("dd")) for dt in found.select("dt")}
    assert facts["许可条件"] == "有合格的教师有必备的办学资金"
    assert facts["数量"] == "无数量限制"
    assert facts["办理期限"] == "法定20个工作日，承诺10个工作日"
    assert facts["办理情况"] == "受理12件，办结11件（2026年1月1日至2026年2月28日）"
    assert set(facts) >= {"设定依据", "办理程序", "收费", "咨询电话", "办理地点"}
    assert cells(found)[1:] == [["申请报告", "原件", "2", "—"], ["身份证明", "复印件", "1", "—"]]


def test_a_blank_form_is_public_with_the_item_and_costs_one_query(bureau: Staffed) -> None:
    collection = bureau.site.collection
    form = GroupDocument.objects.create(title="申请表", file=ContentFile(b"x", name="form.txt"), collection=collection)
    assert not is_served(form.url)
    materials = [{**LICENCE["materials"][0], "document": form} for _number in range(5)]
    article_of(bureau, [("licence", LICENCE)], slug="bare")
    article_of(bureau, [("licence", {**LICENCE, "materials": materials})] * 3)
    assert len(records_at().select(f'a[href="{form.url}"]')) == 15
    assert queries(PATH) == queries(PATH.replace("records", "bare")) + 1
    assert is_served(form.url)


def test_amounts_are_totalled_and_compared(bureau: Staffed) -> None:
    article_with_records(bureau, "accounts")
    found = records_at()
    assert text(found.h2) == "2026年一般公共预算支出预算"
    assert cells(found) == [
        ["科目", "本年数", "上年数", "比上年增减"],
        ["教育支出", "1,500.00", "1,200.00", "+25.0%"],
        ["其中：小学教育", "900.00", "800.00", "+12.5%"],
        ["社会保障支出", "300.25", "300.00", "+0.1%"],
        ["合计", "1,800.25", "1,500.00", "+20.0%"],
    ]


def test_tables_of_the_other_kinds(bureau: Staffed) -> None:
    article_with_records(bureau, "fee", "procurement", "personnel", "emergency_plan")
    fees, procurement, personnel, plan = records_at().select("section.record")
    assert cells(fees)[1] == ["住宿费", "示例价〔2014〕1号", "每学期500元", "元/生·学期", "市第一中学"]
    assert cells(procurement)[1] == [
        "课桌椅", "公开招标", "1,200.50", "1,180.00", "示例家具公司", "2026-01-05", "成交"
    ]  # fmt: skip
    assert "货物50万元以上的公开招标。" in text(procurement)
    assert cells(personnel)[2] == ["示例乙", "免", "市教育局副局长", "2026-01-08", "—"]
    assert cells(plan)[1] == ["Ⅰ级（特别重大）", "多人伤亡", "立即上报"]


def test_every_table_has_a_caption_and_scopes(bureau: Staffed) -> None:
    article_with_records(bureau)
    tables = records_at().select("table")
    assert len(tables) == len(RECORDS)
    for each in tables:
        assert text(each.caption)
        assert {cell["scope"] for cell in each.select("thead th")} == {"col"}
        assert {cell["scope"] for cell in each.select("tbody th, tfoot th")} == {"row"}
    ids = [each["id"] for each in records_at().select("[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_chart_is_described_by_its_table(bureau: Staffed, kind: str) -> None:
    article_of(bureau, [("statistics", {**STATISTICS, "chart": kind})] * 2)
    charts = records_at().select("svg")
    assert len(charts) == 2
    for chart in charts:
        assert chart["role"] == "img"
        data = records_at().find(id=chart["aria-describedby"])
        assert cells(data)[1] == ["2024", "8.1", "4"]
        assert "在校学生人数" in text(chart.find(id=chart["aria-labelledby"]))
        assert not chart.select("[style], style, script")
        drawn = [text(each) for each in chart.select("text")]
        assert {"单位：万人", "小学", "初中", "2026"} <= set(drawn)
    assert len(charts[0].select("rect.chart__bar")) == (5 + 2 if kind == "bar" else 0)


def test_traditional_readers_get_traditional_records(bureau: Staffed) -> None:
    article_with_records(bureau)
    read = text(records_at(f"/zh-hant{PATH}"))
    for words in ("民辦學校設立許可", "教育收費目錄", "課桌椅", "示例乙", "單位：萬人", "特別重大"):
        assert words in read


def test_a_translated_article_keeps_the_records_of_its_source(bureau: Staffed) -> None:
    page = article_with_records(bureau, "fee")
    begin(bureau.editor, page, Variant.TRADITIONAL)
    draft_in_traditional = translated(page, Variant.TRADITIONAL)
    send_form(bureau.editor, draft_in_traditional, "send", **{field_of(page, "结构化信息"): "表列資料"})
    approve(draft_in_traditional, [bureau.reviewer, bureau.leader])
    shown = get(f"/zh-hant{PATH}")
    assert text(shown.h1) == "表列資料"
    assert "教育收費目錄" in text(shown.select_one(".records"))


def test_the_pdf_has_the_records_and_no_link_to_the_file(bureau: Staffed, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    article_with_records(bureau)
    response = Client(HTTP_HOST="jyj.localhost").get(f"{PATH}article.pdf")
    pages = PdfReader(BytesIO(response.getvalue())).pages
    read = re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    for words in ("民办学校设立许可", "住宿费", "其中：小学教育", "单位：万人", "多人伤亡"):
        assert words in read
    assert "CSV" not in read


@pytest.mark.parametrize("mode", ["accessible", "elder"])
def test_records_are_read_in_every_mode(bureau: Staffed, mode: str) -> None:
    article_with_records(bureau)
    browser = Client(HTTP_HOST="jyj.localhost")
    browser.cookies["display"] = f"mode={mode}"
    assert "民办学校设立许可" in browser.get(PATH).content.decode()


def test_a_page_without_records_loads_nothing_for_them(bureau: Staffed) -> None:
    article_with_records(bureau, "fee")
    assert get(PATH).select('link[href*="records"]')
    article_of(bureau, [], slug="plain")
    found = get("/news/activities/plain/")
    assert not found.select('.records, link[href*="records"]')


def test_rows_say_from_which_document_they_are(bureau: Staffed) -> None:
    page = article_with_records(bureau)
    headers, rows = rows_of(page, "statistics")
    assert headers == ["统计表", "计量单位", "项目", "指标", "数值", "标题", "索引号", "网址"]
    assert rows[0] == ["在校学生人数", "万人", "2024", "小学", "8.1", "结构化信息", page.index_number, page.full_url]
    assert [row[4] for row in rows] == ["8.1", "4", "7.9", "", "1007.5", "-3.5"]
    for kind in RECORDS:
        headers, rows = rows_of(page, kind)
        assert headers == headers_of(kind)
        assert rows
        assert {len(row) for row in rows} == {len(headers)}


def test_a_half_filled_draft_can_be_looked_at(bureau: Staffed) -> None:
    """A draft may be unfinished in any way; its preview shows what is there."""
    unfinished = {kind: dict.fromkeys(value) for kind, value in RECORDS.items()}
    for kind, name in (("fee", "fees"), ("procurement", "projects"), ("accounts", "subjects")):
        unfinished[kind][name] = [dict.fromkeys(RECORDS[kind][name][0])]
    unfinished["personnel"]["changes"] = [dict.fromkeys(RECORDS["personnel"]["changes"][0])]
    unfinished["emergency_plan"]["responses"] = [dict.fromkeys(RECORDS["emergency_plan"]["responses"][0])]
    unfinished["licence"] |= {
        "materials": [dict.fromkeys(LICENCE["materials"][0])],
        "handling": dict.fromkeys(LICENCE["handling"]),
    }
    records = [*unfinished.items(), ("statistics", {**STATISTICS, "table": table(["", "x"], ["a"])})]
    page = draft(bureau.column, bureau.editor, records=records)
    shown = browser_of(bureau.editor).get(f"/admin/pages/{page.pk}/view_draft/")
    assert shown.status_code == 200
    assert isinstance(page, ArticlePage)
