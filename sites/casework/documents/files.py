"""A letter as files: Word, to go on writing in; PDF, the record."""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.template.loader import render_to_string
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from hub.pdf.offer import pdf_is_offered, pdf_of, pdf_style

STYLE = "css/letter-pdf.css"
PDF, DOCX = "pdf", "docx"
UNNUMBERED = "（发出时编号）"


def record_of(title: str, number: str, text: str, unit: str, day: str) -> tuple[str, bytes]:
    """(format, content). Word where no PDF can be made here."""
    if not pdf_is_offered():
        return DOCX, as_docx(title, number, text, unit, day)
    return PDF, as_pdf(title, number, text, unit, day)


def as_pdf(title: str, number: str, text: str, unit: str, day: str) -> bytes:
    context = {"title": title, "number": number, "lines": text.splitlines(), "unit": unit, "day": day}
    html = render_to_string("casework/letter_pdf.html", context)
    return pdf_of(html, pdf_style(STYLE), settings.WAGTAILADMIN_BASE_URL)


def as_docx(title: str, number: str, text: str, unit: str, day: str) -> bytes:
    document = Document()
    font = document.styles["Normal"].font
    font.name, font.size = "FangSong", Pt(16)
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    lines = [(line, None) for line in text.splitlines()]
    for words, align in [(title, centre), (number, centre), *lines, (unit, right), (day, right)]:
        document.add_paragraph(words).alignment = align
    document.paragraphs[0].runs[0].font.size = Pt(22)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
