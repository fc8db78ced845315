"""Tables for people's spreadsheets: they open with their Chinese intact, and run nothing there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import tablib
from django.http import Http404, HttpResponse

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BOM = "\ufeff"  # without it spreadsheets read UTF-8 as GBK
# What spreadsheets take for the beginning of a formula, in any width, or skip before looking for one.
_SKIPPED = r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
FORMULA = re.compile(_SKIPPED + r"[=+\-@＝＋－＠﹦﹢﹣﹫\u2212]|[\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?%?")
# An XLSX file cannot hold these; openpyxl raises.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def harmless(cell: str) -> str:
    """`cell` as text where a spreadsheet would take it for a formula. Figures below zero stay figures."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def harmless_value(value: Any) -> Any:
    """`value` for a cell of any kind of table: text is made harmless, numbers and dates stay what they are."""
    return harmless(_NOT_IN_XML.sub("\ufffd", value)) if isinstance(value, str) else value


def csv_response(name: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A file named `name` for downloading. The cells are made harmless here."""
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerows([harmless(cell) for cell in row] for row in (headers, *rows))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def table_response(name: str, file_format: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A file named `name`, its ending aside, for downloading. The cells are made harmless here.

    Raises:
        Http404: no such format.
    """
    if file_format not in FORMATS:
        raise Http404
    table = tablib.Dataset(headers=[harmless_value(each) for each in headers])
    table.extend([harmless_value(cell) for cell in row] for row in rows)
    return download(name, file_format, table.export(file_format))


def download(name: str, file_format: str, content: str | bytes) -> HttpResponse:
    """What a table was exported to, as a file named `name`, its ending aside."""
    response = HttpResponse(BOM + content if isinstance(content, str) else content, content_type=FORMATS[file_format])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response
