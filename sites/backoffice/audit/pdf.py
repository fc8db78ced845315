from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string

from hub.pdf.offer import pdf_of, pdf_style
from sites.approval.audit import AuditReport
from sites.backoffice.audit.text import words_of


def audit_pdf(report: AuditReport) -> bytes:
    """A few pages, tagged as those of articles are."""
    html = render_to_string("audit/pdf.html", report_context(report))
    return pdf_of(html, pdf_style(), settings.WAGTAILADMIN_BASE_URL)


def report_context(report: AuditReport) -> dict[str, object]:
    versions = [
        (version, words_of(version.content) if version.content is not None else []) for version in report.versions
    ]
    return {"report": report, "versions": versions}
