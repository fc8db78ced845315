"""What keeps a report from being sent for approval: empty places, wrong sums, figures unlike the records."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from opencat.annual_report.figures import KnownTable, known_tables
from opencat.annual_report.layouts import LayoutChanged
from opencat.annual_report.national_form import SNAPSHOTS
from opencat.annual_report.reports import year_of
from opencat.annual_report.rules import empty_places, listed, parsed, written, wrong_sums
from opencat.annual_report.text import is_table
from opencat.places import open_places
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage

HOW_TO_RENEW = "请在“公开目录 → 公开年报和指南”中点“更新数字”"


def missing_in_report(page: GroupPage, column: Page | None) -> dict[str, str]:
    """For the approval's hook: all that is wrong with the body of a report, in Chinese; nothing for other pages."""
    if not isinstance(page, ArticlePage) or page.is_translation or page.unit is None:
        return {}
    year = year_of(page)
    if year is None:
        return {}
    problems = []
    if places := open_places(page.body):
        problems.append(f"还没有填写：{listed(places)}。")
    for table in known_tables(page.unit, year):
        problems += _problems_of(table, page)
    return {"body": "\n".join(problems)} if problems else {}


def _problems_of(table: KnownTable, page: ArticlePage) -> list[str]:
    caption = table.layout.caption
    found = [block.value for block in page.body if is_table(block, caption)]
    if len(found) != 1:
        how_many = "没有表格" if not found else f"有 {len(found)} 个表格"
        return [f"{how_many}“{caption}”，应有一个。{HOW_TO_RENEW}。"]
    try:
        texts = table.layout.read(found[0])
    except LayoutChanged:
        return [f"表格“{caption}”的行、列或表头与规定格式或记录不同。{HOW_TO_RENEW}。"]
    return [f"表格“{caption}”：{problem}。" for problem in _wrong_in(table, texts)]


def _wrong_in(table: KnownTable, texts: dict[str, str]) -> list[str]:
    """What is wrong with the figures of one table."""
    names = table.layout.names
    problems = []
    differing = [_difference(names[key], texts[key], known) for key, known in table.figures.items()
                 if key not in SNAPSHOTS and texts[key] != known]  # fmt: skip
    if differing:
        problems.append(f"与系统记录不一致：{listed(differing)}。{HOW_TO_RENEW}")
    typed = {key: name for key, name in names.items() if key not in table.figures}
    if empty := empty_places(typed, texts):
        problems.append(f"没有填写（没有的填 0）：{listed(empty)}")
    figures: dict[str, Any] = {key: parsed(key, text) for key, text in texts.items() if text}
    if bad := [f"“{names[key]}”填的是“{texts[key][:20]}”" for key, figure in figures.items() if figure is None]:
        problems.append(f"应填不小于 0 的数字，除收费金额外都是整数：{listed(bad)}")
    if wrong := wrong_sums({key: figure for key, figure in figures.items() if figure is not None}):
        problems.append(f"数字不平：{listed(wrong)}")
    return problems


def _difference(name: str, given: str, known: str) -> str:
    figure = parsed("", given)
    shown = written(figure) if figure is not None else (given[:20] or "空白")
    return f"“{name}”填的是 {shown}，系统记录是 {known}"
