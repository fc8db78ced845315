"""One row of a catalogue to the values of an article."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from opencat.importing import cells
from opencat.importing.places import Places
from sites.importing import fields, markdown, rows
from sites.importing.fields import BadValue, Problem
from sites.importing.inline import clean
from sites.importing.markdown import Block
from sites.importing.rows import Row, RowRefused
from sites.pages.enums import Audience, DisclosureKind, Genre, InformationKind, Retention, Theme, Validity

_TEXTS = (
    "title", "subtitle", "document_number", "index_number", "source", "author", "editor", "summary",
    "disclosure_ground",
)  # fmt: skip
# A wrong one refuses the row: states and dates come in as they are, or not at all.
_STRICT: dict[str, Callable[[str], Any]] = {
    "written_on": cells.read_any_day,
    "published_at": cells.read_any_moment,
    "ceases_on": cells.read_any_day,
    "validity": lambda text: cells.read_word(text, Validity, Validity.IN_FORCE),
    "disclosure_kind": lambda text: cells.read_word(text, DisclosureKind, DisclosureKind.PROACTIVE),
    "kind": lambda text: cells.read_word(text, InformationKind, InformationKind.POLICY),
    "tags": fields.read_tags,
}
# A wrong one stays empty, with a warning: the document is found without it.
_LENIENT = {"genre": Genre, "theme": Theme, "audience": Audience, "retention": Retention}
_HTML = re.compile(r"</?(?:p|div|br|span|table|a|strong|font)\b[^>]*>", re.IGNORECASE)
_LOST = re.compile(r"<(?:img|table|video|embed|object|iframe)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def read_row(data: dict[str, Any], places: Places) -> Row:
    """The values of a row, texts by field.

    Raises:
        RowRefused: with every problem found.
    """
    problems: list[Problem] = []
    warnings: list[Problem] = []
    values: dict[str, Any] = {name: data.get(name, "") for name in _TEXTS}
    for name, reader in _STRICT.items():
        try:
            values[name] = reader(data.get(name, ""))
        except BadValue as error:
            problems.append(Problem(name, str(error)))
    for name, choices in _LENIENT.items():
        try:
            values[name] = cells.read_word(data.get(name, ""), choices, "")
        except BadValue as error:
            values[name] = ""
            warnings.append(Problem(name, f"{error}这一项没有导入。"))
    _read_category(values, data, places, problems)
    _read_units(values, data, places, warnings)
    blocks = _body(data, problems, warnings)
    _judge(values, bool(blocks), problems, warnings)
    if problems:
        raise RowRefused(problems, data["external_id"])
    tags, published_at = values.pop("tags"), values.pop("published_at")
    published_at = published_at or fields.midnight(values["written_on"])
    return Row(data["external_id"], rows.fingerprint(data), values, tags, blocks, published_at, warnings)


def _read_category(values: dict[str, Any], data: dict[str, Any], places: Places, problems: list[Problem]) -> None:
    try:
        values["category"] = places.category(data.get("category", ""))
    except BadValue as error:
        problems.append(Problem("category", str(error)))
        return
    if values["category"] is None and places.of_column is None:
        problems.append(Problem("category", f"缺少目录类别：栏目“{places.column.title}”没有对应的类别。"))


def _read_units(values: dict[str, Any], data: dict[str, Any], places: Places, warnings: list[Problem]) -> None:
    """制发机关 are units of the group where they are known; a document's source where no other is given."""
    issuers = data.get("issuing_units", "")
    values["issuing_units"], unknown = places.units(issuers)
    if unknown and values["source"]:
        warnings.append(Problem("issuing_units", f"不是本站群的单位，没有登记为制发机关：{'、'.join(unknown)[:100]}。"))
    values["source"] = values["source"] or issuers


def _body(data: dict[str, Any], problems: list[Problem], warnings: list[Problem]) -> list[Block]:
    """Text as Markdown, HTML of another system cleaned, then the link to where the document stood; may be empty."""
    text, address = data.get("body", ""), data.get("address", "")
    blocks: list[Block] = []
    if _HTML.search(text):
        if cleaned := clean(text).strip():
            blocks.append(Block("paragraph", cleaned))
        if _LOST.search(text):
            warnings.append(Problem("body", "正文里的图片、表格等没有导入，只保留了文字。"))
    elif text:
        parsed = markdown.parse(text)
        blocks = parsed.blocks
        warnings += [Problem("body", f"图片没有导入，只保留了替代文字：{each[:200]}") for each in parsed.pictures]
    if address and not _ADDRESS.fullmatch(address):
        problems.append(Problem("address", f"“{address[:40]}”不是网址，请写成 https:// 开头的完整网址。"))
    elif address:
        link = html.escape(address)
        blocks.append(Block("paragraph", clean(f'<p>原文：<a href="{link}">{link}</a></p>')))
    return blocks


def _judge(values: dict[str, Any], has_body: bool, problems: list[Problem], warnings: list[Problem]) -> None:
    """What only the values together tell."""
    wrong = {problem.field for problem in problems}
    if not values["title"]:
        problems.append(Problem("title", "缺少标题。"))
    if not wrong & {"written_on", "published_at"}:
        if values["written_on"] is None and values["published_at"] is None:
            problems.append(Problem("written_on", "缺少成文日期，也没有发布日期。"))
        elif values["written_on"] is None:
            values["written_on"] = fields.local_day(values["published_at"])
        elif values["published_at"] and fields.local_day(values["published_at"]) < values["written_on"]:
            warnings.append(Problem("published_at", "发布日期早于成文日期，请核对。"))
        if values.get("ceases_on") and values["written_on"] and values["ceases_on"] < values["written_on"]:
            warnings.append(Problem("ceases_on", "失效或废止日期早于成文日期，请核对。"))
    kind = values.get("disclosure_kind")
    if kind == DisclosureKind.NOT_PUBLIC:
        problems.append(Problem("disclosure_kind", "不予公开的信息不能导入：导入的信息立即公开。"))
    elif kind == DisclosureKind.ON_REQUEST and has_body:
        problems.append(Problem("disclosure_kind", "依申请公开的信息只公开目录，请去掉正文和网址。"))
    elif kind == DisclosureKind.ON_REQUEST and not values["disclosure_ground"]:
        warnings.append(Problem("disclosure_ground", "依申请公开，但没有写明依据，请补上。"))
