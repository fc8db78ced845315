"""Statistics 统计数据 (Art. 14(2)): a table of figures, shown as a chart with the table beneath."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from wagtail import blocks

from hub.blocks import TABLE_OPTIONS
from hub.table_block import TranslatableTableBlock
from sites.pages.records.chart import Chart, Series, draw
from sites.pages.records.record import RecordBlock, Row, as_text

MOST_SERIES = 4
MOST_CATEGORIES = 60
NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
# What tables write where there is no figure.
NO_FIGURE = frozenset({"", "-", "－", "—", "——", "…", "……"})
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，＋－−", "0123456789.,+--")


class NotANumber(ValueError):
    pass


def number_in(cell: str | None) -> Decimal | None:
    """The figure of a cell, with or without commas and in either width; None where the cell has none.

    Raises:
        NotANumber: the cell says something else.
    """
    text = (cell or "").strip()
    if text in NO_FIGURE:
        return None
    plain = text.translate(_HALF_WIDTH)
    if not NUMBER.fullmatch(plain):
        raise NotANumber(text)
    return Decimal(plain.replace(",", ""))


class ChartKind(blocks.ChoiceBlock):
    choices = [("bar", "条形图（比较大小）"), ("line", "折线图（看变化）")]


class StatisticsValue(blocks.StructValue):
    """The table's first row names the series, its first column the categories."""

    @cached_property
    def table_rows(self) -> list[Row]:
        """As typed, without rows and columns that are empty; what names the series and the categories stays."""
        data = (self["table"] or {}).get("data") or []
        rows = [[as_text(cell) for cell in row] for row in data]
        width = max(map(len, rows), default=0)
        rows = [row + [""] * (width - len(row)) for at, row in enumerate(rows) if not at or any(row)]
        used = [at for at in range(width) if not at or any(row[at] for row in rows)]
        return [[row[at] for at in used] for row in rows]

    @property
    def names(self) -> Row:
        return self.table_rows[0] if self.table_rows else []

    @property
    def data_rows(self) -> list[Row]:
        return self.table_rows[1:]

    @property
    def categories(self) -> list[str]:
        return [row[0] for row in self.data_rows]

    @property
    def series(self) -> list[Series]:
        return [
            Series(name, [_known(row[column]) for row in self.data_rows])
            for column, name in enumerate(self.names)
            if column
        ]

    def drawing(self) -> Chart | None:
        """None for a table that cannot be drawn (yet): the preview shows it all the same."""
        series = self.series
        if not any(value is not None for each in series for value in each.values):
            return None
        return draw(self["chart"], self.categories, series[:MOST_SERIES], self["unit"])


def _known(cell: str) -> Decimal | None:
    try:
        return number_in(cell)
    except NotANumber:
        return None


class StatisticsBlock(RecordBlock):
    title = blocks.CharBlock(label="标题", max_length=100)
    unit = blocks.CharBlock(label="计量单位", max_length=40, help_text="例如：亿元。各列单位不同的，请分成几项填写")
    # Not called "kind": the stream's own block type is that.
    chart = ChartKind(label="图形", default="bar")
    table = TranslatableTableBlock(
        label="数据",
        table_options={**TABLE_OPTIONS, "startRows": 4, "startCols": 2},
        help_text="第一行填各列名称，第一列填项目或年份，其余填数字；没有数字的填“—”。可以从电子表格粘贴",
    )
    source = blocks.CharBlock(label="数据来源", max_length=200, required=False)

    columns = ("统计表", "计量单位", "项目", "指标", "数值")

    def problems(self, value: StatisticsValue) -> dict[str, str]:
        message = _problem_of_shape(value) or _problem_of_figures(value)
        return {"table": message} if message else {}

    def rows(self, value: StatisticsValue) -> Iterator[Row]:
        """One row for each figure, so that tables of any shape fit into one file."""
        for number, category in enumerate(value.categories):
            for series in value.series:
                yield [
                    as_text(value["title"]),
                    as_text(value["unit"]),
                    category,
                    series.name,
                    as_text(series.values[number]),
                ]

    class Meta:
        icon = "table"
        label = "统计数据"
        template = "records/statistics.html"
        value_class = StatisticsValue


def _problem_of_shape(value: StatisticsValue) -> str:
    series, categories = len(value.names) - 1, value.categories
    if not categories:
        return "请至少填写一行数据。"
    if not 1 <= series <= MOST_SERIES:
        return f"数字应有 1 至 {MOST_SERIES} 列，现在有 {max(series, 0)} 列。"
    if len(categories) > MOST_CATEGORIES:
        return f"最多 {MOST_CATEGORIES} 行数据，现在有 {len(categories)} 行。"
    if not all(value.names[1:]):
        return f"第 {value.names.index('', 1) + 1} 列没有名称，请在第一行填写。"
    if not all(categories):
        return f"第 {categories.index('') + 2} 行没有项目名称，请在第一列填写。"
    return ""


def _problem_of_figures(value: StatisticsValue) -> str:
    for row in value.data_rows:
        for name, cell in zip(value.names[1:], row[1:], strict=False):
            try:
                number_in(cell)
            except NotANumber:
                return f"“{row[0]}”的“{name}”应填数字，现在是“{cell[:40]}”。"
            if not cell:
                return f"“{row[0]}”的“{name}”没有填写；没有数字的请填“—”。"
    return ""
