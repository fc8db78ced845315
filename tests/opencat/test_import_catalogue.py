"""A catalogue comes in from CSV and XLSX: index numbers, states and dates as they are, collisions refused."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.utils import timezone
from openpyxl import Workbook

from hub.models import AuditEvent, User
from opencat.models import CatalogueEntry, Category
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.enums import Office
from sites.pages.enums import DisclosureKind, Genre, Validity
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, published
from tests.importing.batches import imported
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db

COLUMN = "jyj/documents"
HEADINGS = ["索引号", "文号", "标题", "成文日期", "有效性"]
ROW = ["JYJ-2014-001", "兴教办[2014]19号", "关于招生工作的通知", "2014年6月16日", "有效"]


class Importer:
    """`importer(rows)` writes a file and imports it; gives the lines of the report, the last one the summary."""

    def __init__(self, folder: Path, head: User) -> None:
        self.folder, self.head = folder, head
        self.table: list[dict[str, str]] = []

    def __call__(self, *rows: list[Any], headings: list[str] = HEADINGS, **options: Any) -> list[dict[str, Any]]:
        text = StringIO()
        csv.writer(text).writerows([headings, *rows])
        return self.content(text.getvalue().encode(), **options)

    def content(self, content: bytes, name: str = "目录.csv", **options: Any) -> list[dict[str, Any]]:
        path = self.folder / name
        path.write_bytes(content)
        return self.file(path, **options)

    def file(self, path: Path, **options: Any) -> list[dict[str, Any]]:
        report = self.folder / "报告.jsonl"
        options = {"column": COLUMN, "operator": self.head.username, "report": report, **options}
        lines = imported("import_catalogue", path, **options)
        with report.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as stream:
            self.table = list(csv.DictReader(stream))
        return lines


@pytest.fixture
def importer(tmp_path: Path, centre: dict[Office, User], bureau: Staffed) -> Importer:
    return Importer(tmp_path, centre[Office.CENTRE_HEAD])


def summary(report: list[dict[str, Any]]) -> dict[str, Any]:
    return report[-1]["summary"]


def errors(report: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return [(line["line"], line["field"], line["message"]) for line in report if line.get("level") == "error"]


def warnings(report: list[dict[str, Any]]) -> str:
    return "\n".join(line["message"] for line in report if line.get("level") == "warning")


def entry(number: str) -> CatalogueEntry:
    return CatalogueEntry.objects.get(index_number=number)


def traces() -> tuple[int, ...]:
    models = (ArticlePage, LedgerEntry, CatalogueEntry, AuditEvent)
    return tuple(model.objects.count() for model in models)


# --- What comes in ---------------------------------------------------------


def test_an_index_number_is_kept(importer: Importer, bureau: Staffed) -> None:
    assert summary(importer(ROW))["created"] == 1
    found = entry("JYJ-2014-001")
    assert found.is_public
    assert found.page.index_number == "JYJ-2014-001"
    assert found.page.live
    assert (found.unit, found.category.code, found.year) == (bureau.unit, "150401", 2014)
    assert (found.document_number, found.written_on) == ("兴教办〔2014〕19号", date(2014, 6, 16))
    assert found.page.published_at == timezone.make_aware(datetime(2014, 6, 16))  # noqa: DTZ001 - made aware here


def test_every_element_comes_in(importer: Importer, bureau: Staffed) -> None:
    headings = [
        "外部编号", "索引号", "发文字号", "名称", "制发机关", "信息来源", "生成日期", "公开日期", "是否有效",
        "废止日期", "类别", "公开方式", "公文种类", "主题", "服务对象", "保存期限", "关键词", "摘要", "内容",
    ]  # fmt: skip
    row = [
        "old-7", "K-1", "兴教〔2014〕3 号", "实施办法", "市教育局、市外某局", "市教育局", "2014-06-16",
        "2014/6/20 09:30", "废止", "20200101", "150402 规范性文件", "主动公开", "办法", "科技、教育",
        "学生、家长", "永久", "招生、入学",
        "一句话。", "第一条 为了入学。\n\n第二条 公布之日起施行。",
    ]  # fmt: skip
    assert errors(importer(row, headings=headings)) == []
    page = ArticlePage.objects.get(external_id="old-7")
    assert (page.document_number, page.title, page.source) == ("兴教〔2014〕3号", "实施办法", "市教育局")
    assert list(page.issuing_units.all()) == [bureau.unit]
    assert (page.validity, page.ceases_on) == (Validity.ABOLISHED, date(2020, 1, 1))
    assert timezone.localtime(page.published_at).isoformat() == "2014-06-20T09:30:00+08:00"
    assert (page.category.code, page.disclosure_kind) == ("150402", DisclosureKind.PROACTIVE)
    assert (page.genre, page.theme, page.audience) == (Genre.REGULATION, "education", "students")
    assert (page.retention, page.summary) == ("permanent", "一句话。")
    assert sorted(page.tags.names()) == ["入学", "招生"]
    assert [block.value["number"] for block in page.body] == ["第一条", "第二条"]


def test_a_row_without_a_number_gets_one_by_rule(importer: Importer) -> None:
    importer(["", *ROW[1:]])
    assert ArticlePage.objects.get().index_number == "441481-jyj-150401-2014-00001"


def test_numbers_by_rule_pass_over_those_that_come_later_in_the_file(importer: Importer) -> None:
    taken = "441481-jyj-150401-2014-00001"
    report = importer(["", "兴教〔2014〕1号", "甲", "2014-01-01", ""], [taken, "", "乙", "2014-01-02", ""])
    assert summary(report)["created"] == 2
    assert entry(taken).title == "乙"
    assert ArticlePage.objects.get(title="甲").index_number == "441481-jyj-150401-2014-00002"


def test_catalogue_lines_need_no_text_and_may_link_to_where_it_stood(importer: Importer) -> None:
    importer([*ROW, "https://old.example.gov.cn/a?b=1&c=2"], headings=[*HEADINGS, "原文链接"])
    page = ArticlePage.objects.get()
    assert 'href="https://old.example.gov.cn/a?b=1&amp;c=2"' in page.body[0].value.source
    importer(["K-2", *ROW[1:]])
    assert len(ArticlePage.objects.get(index_number="K-2").body) == 0


def test_html_of_another_system_is_cleaned(importer: Importer) -> None:
    html = '<p style="x">正文<script>alert(1)</script></p><table><tr><td>甲</td></tr></table>'
    report = importer([*ROW, html], headings=[*HEADINGS, "正文"])
    assert "<script" not in ArticlePage.objects.get().body[0].value.source
    assert "表格等没有导入" in warnings(report)


def test_the_site_shows_the_state_and_the_number(importer: Importer, login: Any) -> None:
    importer([*ROW[:4], "废止"])
    page = ArticlePage.objects.get()
    text = login(importer.head).get(page.url, headers={"host": page.get_site().hostname}).content.decode()
    assert "已废止" in text
    assert "关于招生工作的通知" in text


# --- Files -----------------------------------------------------------------

TEXT = ",".join(HEADINGS) + "\r\n" + ",".join(ROW) + "\r\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("gbk"),
        ("兴宁市教育局公开目录\r\n\r\n" + TEXT).encode(),
    ],
    ids=["utf-8", "bom", "gb18030", "semicolons", "tabs", "title above"],
)
@pytest.mark.parametrize("name", ["目录.csv", "目录.xlsx", "目录.jpg"])
def test_text_in_every_usual_form_whatever_its_name(importer: Importer, content: bytes, name: str) -> None:
    assert summary(importer.content(content, name))["created"] == 1
    assert entry("JYJ-2014-001").title == "关于招生工作的通知"


def workbook(path: Path, *rows: list[Any]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return book


def test_a_workbook_with_real_dates_and_numbers(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "目录.xlsx"
    day = datetime(2014, 6, 16)  # noqa: DTZ001 - as spreadsheets have them
    workbook(path, ["公开目录（2014）"], HEADINGS, [1001, *ROW[1:3], day, True], [], [1002.0, "", "乙", 41806, "失效"])
    assert summary(importer.file(path))["created"] == 2
    assert entry("1001").written_on == entry("1002").written_on == date(2014, 6, 16)
    assert entry("1002").validity == Validity.EXPIRED


def test_another_sheet(importer: Importer, tmp_path: Path) -> None:
    path = tmp_path / "目录.xlsx"
    book = workbook(path, ["说明"])
    sheet = book.create_sheet("文件")
    sheet.append(HEADINGS)
    sheet.append(ROW)
    book.save(path)
    assert summary(importer.file(path, sheet="文件"))["created"] == 1
    with pytest.raises(CommandError, match="工作簿里有：Sheet、文件"):
        importer.file(path, sheet="没有")


def test_a_mapping_file_names_other_headings_and_words(importer: Importer, tmp_path: Path) -> None:
    mapping = tmp_path / "对照.json"
    own = {"columns": {"件名": "标题", "效果": "validity", "编码": "索引号"}, "values": {"有效性": {"停用": "废止"}}}
    mapping.write_text(json.dumps(own, ensure_ascii=False))
    importer(["甲", "停用", "K-1", "2014-1-2"], headings=["件名", "效果", "编码", "成文日期"], map=mapping)
    assert entry("K-1").validity == Validity.ABOLISHED
    mapping.write_text('{"件名": "没有的字段"}')
    with pytest.raises(CommandError, match="没有的字段"):
        importer(ROW, map=mapping)


def test_unknown_columns_are_named_and_missing_ones_explained(importer: Importer) -> None:
    report = importer([*ROW[:4], "x"], headings=[*HEADINGS[:4], "备注栏"])
    assert "不认识的列，已忽略：备注栏" in warnings(report)
    assert "没有“有效性”列：都按现行有效导入" in warnings(report)
    assert "没有“目录类别”列：类别随所导入的栏目" in warnings(report)


def test_an_ambiguous_heading_goes_where_there_is_room(importer: Importer) -> None:
    importer([*ROW, "150402", "科技、教育"], headings=[*HEADINGS, "类别", "主题分类"])
    page = ArticlePage.objects.get()
    assert (page.category.code, page.theme) == ("150402", "education")


# --- Collisions ------------------------------------------------------------


def test_a_number_of_another_document_is_refused_and_the_document_named(importer: Importer, bureau: Staffed) -> None:
    theirs = published(column_of(bureau.site, "guides"), title="办事指南甲")
    report = importer([theirs.index_number, *ROW[1:]], ["K-2", "", "乙", "2014-01-01", ""])
    ((line, field, message),) = errors(report)
    assert (line, field) == (2, "index_number")
    assert "兴宁市教育局的《办事指南甲》" in message
    assert summary(report)["created"] == 1
    assert not ArticlePage.objects.filter(title=ROW[2]).exists()


def test_a_number_of_another_unit_is_refused(importer: Importer, other_bureau: Staffed) -> None:
    importer(ROW, column="czj/documents")
    assert (
        "兴宁市财政局的《关于招生工作的通知》" in errors(importer(["JYJ-2014-001", "", "乙", "2014-01-01", ""]))[0][2]
    )


def test_a_number_of_a_deleted_document_is_refused(importer: Importer, bureau: Staffed) -> None:
    page = published(column_of(bureau.site, "documents"), title="旧文件")
    page.delete()
    assert "已删除的《旧文件》" in errors(importer([page.index_number, *ROW[1:]]))[0][2]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_number_that_stands_twice_in_the_file_is_refused(importer: Importer, dry_run: bool) -> None:
    headings = ["外部编号", *HEADINGS]
    report = importer(["a", *ROW], ["b", *ROW], headings=headings, dry_run=dry_run)
    assert errors(report) == [(3, "index_number", "索引号 JYJ-2014-001 与第 2 行重复，只处理前一行。")]


def test_a_document_never_changes_its_number(importer: Importer) -> None:
    headings = ["外部编号", *HEADINGS]
    importer(["a", *ROW], headings=headings)
    report = importer(["a", "K-9", *ROW[1:]], headings=headings)
    assert "已有索引号 JYJ-2014-001，不能改为 K-9" in errors(report)[0][2]
    assert summary(importer(["a", "", ROW[1], "新题", *ROW[3:]], headings=headings))["updated"] == 1
    assert ArticlePage.objects.get().index_number == "JYJ-2014-001" == CatalogueEntry.objects.get().index_number


def test_numbers_of_other_systems_are_text_of_any_form(importer: Importer) -> None:
    number = "007001/2014-00012（原）"
    importer([number, *ROW[1:]])
    assert entry(number).title == ROW[2]
    assert "索引号过长：81 个字" in errors(importer(["长" * 81, *ROW[1:]]))[0][2]


# --- Rows that are refused -------------------------------------------------

BAD_ROWS: list[tuple[dict[str, str], str, str]] = [
    ({"标题": ""}, "title", "缺少标题"),
    ({"标题": "长" * 256}, "title", "标题过长：256 个字"),
    ({"索引号": "", "文号": ""}, "index_number", "至少填一个"),
    ({"成文日期": "2014年6月"}, "written_on", "年月日都要有"),
    ({"成文日期": "2014-02-30"}, "written_on", "不是有效日期"),
    ({"成文日期": "16/6/2014"}, "written_on", "不是有效日期"),
    ({"成文日期": ""}, "written_on", "缺少成文日期"),
    ({"有效性": "大概有效"}, "validity", "可填：现行有效、已修改、已失效、已废止"),
    ({"失效日期": "明天"}, "ceases_on", "不是有效日期"),
    ({"类别": "140201"}, "category", "本网站没有目录类别“140201”"),
    ({"类别": "不存在"}, "category", "150401 政策性文件"),
    ({"公开方式": "不予公开"}, "disclosure_kind", "不能导入"),
    ({"公开方式": "依申请公开", "正文": "全文"}, "disclosure_kind", "只公开目录"),
    ({"公开方式": "看情况"}, "disclosure_kind", "主动公开"),
    ({"发布日期": "2999-01-01"}, "published_at", "晚于现在"),
    ({"网址": "javascript:alert(1)"}, "address", "不是网址"),
    ({"正文": "长" * 1_000_001}, "body", "过长"),
]


@pytest.mark.parametrize(("fields", "field", "message"), BAD_ROWS)
def test_a_bad_row_leaves_no_trace(importer: Importer, fields: dict[str, str], field: str, message: str) -> None:
    row = dict(zip(HEADINGS, ROW, strict=True)) | fields
    before = traces()
    report = importer(list(row.values()), headings=list(row))
    assert [(line, name) for line, name, _ in errors(report)] == [(2, field)]
    assert message in errors(report)[0][2]
    assert traces()[:3] == before[:3]


def test_what_only_helps_to_find_a_document_does_not_keep_it_out(importer: Importer) -> None:
    report = importer([*ROW, "锦旗"], headings=[*HEADINGS, "体裁"])
    assert "“锦旗”不在可选范围内" in warnings(report)
    assert ArticlePage.objects.get().genre == ""


def test_a_category_whose_name_there_is_twice_must_be_given_by_its_code(importer: Importer) -> None:
    other = Category.objects.get(code="1501")
    Category.objects.create(
        code="150199", name="规范性文件", parent=other, scope="units", in_force_from=date(2020, 1, 1)
    )
    headings = [*HEADINGS, "类别"]
    assert "150199" in errors(importer([*ROW, "规范性文件"], headings=headings))[0][2]
    importer([*ROW, "机构、人员/规范性文件"], headings=headings)
    assert ArticlePage.objects.get().category.code == "150199"
