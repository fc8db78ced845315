"""CSV for people: opens in spreadsheets with its Chinese intact, and runs nothing there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

BOM = "\ufeff"  # without it spreadsheets read UTF-8 as GBK
# What spreadsheets take for the beginning of a formula, in either width, or skip before looking for one.
FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?%?")


def harmless(cell: str) -> str:
    """`cell` as text where a spreadsheet would take it for a formula. Figures below zero stay figures."""
    return f"'{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def csv_response(name: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A file named `name` for downloading. The cells are made harmless here."""
    text = io.StringIO()
    text.write(BOM)
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
