"""A letter as files: Word, to go on writing in; PDF, the record."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from django.conf import settings
from django.template.loader import render_to_string
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docxtpl import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment

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
    template = DocxTemplate(BytesIO(letterhead()))
    context = {"title": title, "number": number, "lines": text.splitlines(), "unit": unit, "day": day}
    template.render(context, jinja_env=ImmutableSandboxedEnvironment(autoescape=True), autoescape=True)
    out = BytesIO()
    template.save(out)
    return out.getvalue()


@cache
def letterhead() -> bytes:
    """The form of a letter, with places for its parts."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "FangSong", Pt(16)
    for text, size, align in (
        ("{{ title }}", 22, WD_ALIGN_PARAGRAPH.CENTER),
        ("{{ number }}", 16, WD_ALIGN_PARAGRAPH.CENTER),
        ("{%p for line in lines %}", 16, None),
        ("{{ line }}", 16, None),
        ("{%p endfor %}", 16, None),
        ("{{ unit }}", 16, WD_ALIGN_PARAGRAPH.RIGHT),
        ("{{ day }}", 16, WD_ALIGN_PARAGRAPH.RIGHT),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(text).font.size = Pt(size)
        paragraph.alignment = align
    out = BytesIO()
    document.save(out)
    return out.getvalue()
