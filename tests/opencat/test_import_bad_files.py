"""Files that are no catalogue, damaged or hostile: a clear message in Chinese, and nothing half done."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError
from openpyxl import Workbook

from hub.confinement.limits import MEGABYTE
from opencat.importing import delimited, workbook_reader
from opencat.models import CatalogueEntry
from sites.pages.models.article_page import ArticlePage
from tests.opencat import test_import_catalogue as imports
from tests.opencat.test_import_catalogue import HEADINGS, ROW, TEXT, Importer, errors, summary, warnings

pytestmark = pytest.mark.django_db
importer = imports.importer  # fixture

HEADER = (",".join(HEADINGS) + "\n").encode()
BAD_FILES = [
    (b"", "文件是空的"),
    (b"\n\n  \n", "没有数据"),
    (HEADER, "表头下面没有数据"),
    ("甲,乙\n1,2\n".encode(), "表头里没有“标题”"),
    ("标题,成文日期\n题,2014-01-01\n".encode(), "至少要有“外部编号”“索引号”“文号”"),
    (TEXT.encode("utf-16"), "UTF-16"),
    (TEXT.encode() + b"\x00", "空字符"),
    (b"\xff\xfe\xff\xff\xff\xff,\x80\x80\xff", "UTF-16"),
    (b"\x80\x81\xff\xff,\xff\xff\n", "既不是 UTF-8 也不是 GB18030"),
    (HEADER + '"没有闭合,1\n'.encode() * 3, "第 2 行的引号没有成对"),
    (b"%PDF-1.7", "PDF"),
    (b"\x89PNG\r\n", "图片"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
    (b"PK\x03\x04 nothing", "不是有效的 Excel 工作簿"),
    (",".join(["标题", "索引号", *map(str, range(300))]).encode() + b"\n1,2\n", "列太多：302 列"),
]


@pytest.mark.parametrize(("content", "message"), BAD_FILES)
@pytest.mark.parametrize("name", ["目录.csv", "目录.xlsx"])
def test_a_bad_file_is_refused_as_a_whole(importer: Importer, content: bytes, message: str, name: str) -> None:
    with pytest.raises(CommandError, match=message):
        importer.content(content, name)
    assert not ArticlePage.objects.exists()


def test_a_missing_file(importer: Importer) -> None:
    with pytest.raises(CommandError, match="找不到文件"):
        importer.file(importer.folder / "没有.csv")


def test_the_report_does_not_overwrite_the_file(importer: Importer) -> None:
    with pytest.raises(CommandError, match="报告不能写进"):
        importer.content(TEXT.encode(), "报告.csv")


def test_a_hundred_columns_are_one_notice(importer: Importer) -> None:
    report = importer([*ROW, *range(100)], headings=[*HEADINGS, *(f"列{number}" for number in range(100))])
    assert "等 100 列" in warnings(report)
    assert summary(report)["created"] == 1


def test_a_cell_of_ten_megabytes_is_a_row_that_is_refused(importer: Importer) -> None:
    report = importer([*ROW[:2], "长" * 3_500_000, *ROW[3:]], ["K-2", "", "乙", "2014-01-01", ""])
    assert "过长：3500000 个字" in errors(report)[0][2]
    assert summary(report)["created"] == 1


def test_a_cell_that_no_reader_takes_refuses_the_file(importer: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    import csv

    before = csv.field_size_limit(1000)
    monkeypatch.setattr(delimited, "LONGEST_FIELD", 1000)
    try:
        with pytest.raises(CommandError, match="第 2 行"):
            importer([*ROW[:2], "长" * 2000, *ROW[3:]])
    finally:
        csv.field_size_limit(before)


# --- Workbooks -------------------------------------------------------------


def saved(importer: Importer, *rows: list[object], merge: str = "") -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if merge:
        book.active.merge_cells(merge)
    path = importer.folder / "目录.xlsx"
    book.save(path)
    return path


def test_a_formula_is_refused_row_by_row(importer: Importer) -> None:
    rows = (HEADINGS, [*ROW[:2], '=HYPERLINK("http://x","题")', *ROW[3:]], ["K-2", "", "乙", "2014-01-01", ""])
    report = importer.file(saved(importer, *rows))
    assert errors(report) == [(2, "title", "“标题”是公式，请复制后“选择性粘贴为数值”再导入。")]
    assert summary(report)["created"] == 1


def test_an_error_value_is_refused(importer: Importer) -> None:
    report = importer.file(saved(importer, HEADINGS, [*ROW[:3], "#REF!", ""]))
    assert "错误值 #REF!" in errors(report)[0][2]


def test_merged_cells_among_the_rows_are_refused(importer: Importer) -> None:
    path = saved(importer, HEADINGS, ROW, ["K-2", "", "乙", "2014-01-01", ""], merge="D2:D3")
    with pytest.raises(CommandError, match="有合并的单元格：D2:D3"):
        importer.file(path)
    assert not CatalogueEntry.objects.exists()


def test_a_merged_title_above_the_headings_does_not_matter(importer: Importer) -> None:
    path = saved(importer, ["公开目录"], HEADINGS, ROW, merge="A1:E1")
    assert summary(importer.file(path))["created"] == 1


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(importer: Importer) -> None:
    path = saved(importer, HEADINGS, ROW)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/bomb.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(workbook_reader.LARGEST_UNPACKED // MEGABYTE + 1):
            part.write(bytes(MEGABYTE))
    assert path.stat().st_size < 2 * MEGABYTE
    with pytest.raises(CommandError, match="解压后过大"):
        importer.file(path)


def test_entities_that_grow_are_not_expanded(importer: Importer) -> None:
    path = saved(importer, HEADINGS, ROW)
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1 if n > 1 else str()};" * 10}">' for n in range(1, 10)
    )
    sheet = f'{entities}]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    sheet += '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    _replace(path, "xl/worksheets/sheet1.xml", sheet.encode())
    with pytest.raises(CommandError, match="不是有效的 Excel 工作簿"):
        importer.file(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("content", [b"", b"<broken", b"<a xmlns='b'/>"])
def test_a_damaged_part_is_one_message(importer: Importer, part: str, content: bytes) -> None:
    path = saved(importer, HEADINGS, ROW)
    _replace(path, part, content)
    with pytest.raises(CommandError, match=r"不是有效的 Excel 工作簿|没有工作表|没有数据"):
        importer.file(path)
    assert not ArticlePage.objects.exists()


def test_another_office_file_is_no_workbook(importer: Importer) -> None:
    path = importer.folder / "文.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(CommandError, match="不是 Excel 工作簿"):
        importer.file(path)


def test_what_a_sheet_says_of_its_size_is_not_believed(importer: Importer) -> None:
    path = saved(importer, HEADINGS, ROW)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    _replace(path, "xl/worksheets/sheet1.xml", sheet.replace('ref="A1:E2"', 'ref="A1:XFD1048576"').encode())
    assert summary(importer.file(path))["created"] == 1


def _replace(path: Path, part: str, content: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, old in parts.items():
            archive.writestr(name, content if name == part else old)
