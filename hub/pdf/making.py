"""A PDF from HTML by WeasyPrint."""

from __future__ import annotations

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from hub.pdf.files import RenditionFetcher

PICTURE_DPI = 150


def make_pdf(html: str, css: str, base_url: str) -> bytes:
    """A tagged PDF (PDF/UA-1), so that screen readers find headings and tables in it. About half a second."""
    fonts, fetcher = FontConfiguration(), RenditionFetcher(base_url)
    sheet = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=html, base_url=base_url, url_fetcher=fetcher)
    return document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", dpi=PICTURE_DPI)
