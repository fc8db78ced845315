"""The sections of the national form, with the places where people write and the tables that the records fill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from opencat.annual_report import national_form as form
from opencat.annual_report.figures import KnownTable
from opencat.places import place
from sites.organisation.models.unit import Unit

Block = tuple[str, Any]

# Section 一 in the order of the form.
PARTS = {
    "主动公开": "主动公开的主要做法和重点内容",
    "依申请公开": "申请的受理、办理和答复情况",
    "政府信息管理": "信息的制作、审查、更新和规范性文件清理情况",
    "政府信息公开平台建设": "网站、新媒体和公开栏目的建设情况",
    "监督保障": "机构人员、培训、考核和责任追究情况",
}


def title_of(unit: Unit, year: int) -> str:
    name = unit.name.removesuffix("办公室") if unit.is_portal else unit.name
    return f"{name}{year}年政府信息公开工作年度报告"


def report_body(unit: Unit, year: int, tables: Iterable[KnownTable]) -> list[Block]:
    """The six sections; `tables` in the order of `known_tables`."""
    summary, categories, disclosed, requests, reviewed = (stored(table) for table in tables)
    return [
        _paragraph(
            "本报告根据《中华人民共和国政府信息公开条例》第五十条编制，"
            f"统计期限为 {year} 年 1 月 1 日至 {year} 年 12 月 31 日。"
            "表中由系统记录得出的数字，按公开目录中的记录统计。"
        ),
        _heading("一、总体情况"),
        *(part for name, what in PARTS.items() for part in (_heading(name, "3"), _paragraph(place(what)))),
        _heading("公开数据", "3"),
        summary,
        categories,
        _heading("二、主动公开政府信息情况"),
        disclosed,
        _heading("三、收到和处理政府信息公开申请情况"),
        requests,
        _heading("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
        reviewed,
        _heading("五、存在的主要问题及改进情况"),
        _paragraph(place("存在的主要问题")),
        _paragraph(place("改进情况")),
        _heading("六、其他需要报告的事项"),
        _paragraph(place("收取信息处理费的情况；没有其他事项的，写“无”")),
    ]


def stored(table: KnownTable, typed: Mapping[str, str] | None = None) -> Block:
    """The table as a block of the body: what the system knows, and for the rest what was `typed`."""
    figures = {**(typed or {}), **table.figures}
    return "table", table.layout.stored(figures, locked=table.figures.keys())


def is_table(block: Any, caption: str) -> bool:
    return block.block_type == "table" and (block.value or {}).get("table_caption") == caption


def _heading(text: str, level: str = "2") -> Block:
    return "heading", {"text": text, "level": level}


def _paragraph(text: str) -> Block:
    return "paragraph", f"<p>{text}</p>"


# Where a table that was deleted comes back: after the heading of its section.
SECTION_OF = {
    form.SUMMARY.caption: "公开数据",
    form.BY_CATEGORY_CAPTION: "公开数据",
    form.DISCLOSED.caption: "二、主动公开政府信息情况",
    form.REQUESTS.caption: "三、收到和处理政府信息公开申请情况",
    form.REVIEWED.caption: "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
}
