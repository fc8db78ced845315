from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

import xlrd

from search.extraction.problems import ENCRYPTED, Unreadable
from search.extraction.readers.workbook import cell_text


def lines(file: IO[bytes]) -> Iterator[str]:
    try:
        book = xlrd.open_workbook(file_contents=file.read(), on_demand=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Unreadable(ENCRYPTED) from None
        raise
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        if not sheet.visibility:
            yield sheet.name
            for row in range(sheet.nrows):
                yield "\t".join(_cell(cell, book.datemode) for cell in sheet.row(row))
        book.unload_sheet(number)


def _cell(cell: xlrd.sheet.Cell, datemode: int) -> str:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return cell_text(xlrd.xldate_as_datetime(cell.value, datemode))
        except (ValueError, OverflowError):
            return ""
    return cell_text(cell.value)
