from __future__ import annotations

import io
import zipfile

from docx import Document
from openpyxl import Workbook
from pptx import Presentation


def docx(*lines: str) -> bytes:
    """The first line is a paragraph; the others are cells of a table."""
    document = Document()
    document.add_paragraph(lines[0])
    if lines[1:]:
        row = document.add_table(rows=1, cols=len(lines) - 1).rows[0]
        for cell, line in zip(row.cells, lines[1:], strict=True):
            cell.text = line
    return _saved(document)


def xlsx(*lines: str) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append([line, 2014, 3.5])
    return _saved(book)


def pptx(*lines: str) -> bytes:
    show = Presentation()
    for line in lines:
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = line
    return _saved(show)


def _saved(made) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def with_part(archive: bytes, name: str, content: bytes | None = None, *, text: str = "") -> bytes:
    """`archive` with one part more, or another one in its place."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content if content is not None else text)
    return result.getvalue()


def part_of(archive: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name).decode()
