from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from hub.confinement.workbooks import opened


def lines(file: IO[bytes]) -> Iterator[str]:
    """Names of sheets, and a line a row. Formulas give what they had given when the file was saved."""
    book = opened(file, data_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        yield sheet.title
        sheet.reset_dimensions()  # as large as its rows are, not as it says
        for row in sheet.iter_rows(values_only=True):
            yield "\t".join(map(cell_text, row)) if row else ""


def cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    return str(value)
