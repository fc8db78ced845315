"""The matrix as a table for spreadsheets: one row for each unit and category."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_tables2 as tables
from django.http import Http404, HttpResponse
from django_tables2.export import TableExport

from hub.spreadsheets import FORMATS, download, harmless_value
from opencat.coverage.filters import Wanted
from opencat.coverage.matrix import Cell, Matrix, Row


class CoverageTable(tables.Table):
    unit = tables.Column(verbose_name="单位")
    unit_category = tables.Column(verbose_name="单位类别")
    article = tables.Column(verbose_name="规定条款")
    code = tables.Column(verbose_name="类别代码")
    category = tables.Column(verbose_name="目录类别")
    state = tables.Column(verbose_name="状态")
    count = tables.Column(verbose_name="已公开（件）")
    latest = tables.Column(verbose_name="最近公开")
    due_on = tables.Column(verbose_name="更新期限")
    explanation = tables.Column(verbose_name="期限说明")
    late = tables.Column(verbose_name="本年迟发（件）")
    drafts_overdue = tables.Column(verbose_name="草稿逾期（件）")
    exemption = tables.Column(verbose_name="不适用理由")
    leaders = tables.Column(verbose_name="分管领导")
    officers = tables.Column(verbose_name="信息员")

    class Meta:
        orderable = False


def table_rows(matrix: Matrix, wanted: Wanted) -> Iterator[dict[str, Any]]:
    for row in wanted.of(matrix).rows:
        for leaf in row.leaves():
            if wanted.wants(leaf):
                yield {name: harmless_value(value) for name, value in _line(row, leaf).items()}


def _line(row: Row, leaf: Cell) -> dict[str, Any]:
    return {
        "unit": row.unit.name,
        "unit_category": row.unit.get_category_display(),
        "article": leaf.category.article,
        "code": leaf.category.code,
        "category": leaf.category.name,
        "state": leaf.state.label,
        "count": leaf.count,
        "latest": leaf.latest,
        "due_on": leaf.limit.due.on if leaf.limit and leaf.applies else None,
        "explanation": leaf.limit.due.explanation if leaf.limit and leaf.applies else "",
        "late": leaf.late,
        "drafts_overdue": leaf.drafts_overdue,
        "exemption": leaf.exemption.reason if leaf.exemption and not leaf.applies else "",
        "leaders": row.answering.leaders,
        "officers": row.answering.officers,
    }


def export_response(matrix: Matrix, wanted: Wanted, file_format: str) -> HttpResponse:
    """The file to download.

    Raises:
        Http404: no such format.
    """
    if file_format not in FORMATS:
        raise Http404
    table = CoverageTable(list(table_rows(matrix, wanted)))
    content = TableExport(file_format, table).export()
    return download(f"coverage-{matrix.today:%Y-%m-%d}", file_format, content)
