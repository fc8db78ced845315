"""A PDF from HTML by WeasyPrint, which is loaded only when one is made."""

from __future__ import annotations

import ctypes
import logging
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles import finders

logger = logging.getLogger(__name__)

STYLE = "css/article-pdf.css"
# The text of a PDF is laid out by Pango, a library of the system: its names on Linux, macOS, Windows.
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
)
PICTURE_DPI = 150


@cache
def pdf_is_offered() -> bool:
    """Whether the libraries are there. Importing WeasyPrint would tell as well, but takes a second."""
    found = find_spec("weasyprint") is not None and all(any(map(_loads, names)) for names in LIBRARIES)
    if not found:
        logger.warning("No PDFs are offered: WeasyPrint or the system's Pango library is missing")
    return found


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def pdf_style() -> str:
    return Path(finders.find(STYLE)).read_text(encoding="utf-8")


def make_pdf(html: str, css: str, base_url: str) -> bytes:
    """A tagged PDF (PDF/UA-1), so that screen readers find headings and tables in it. About half a second."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from sites.website.articles.pdf_files import RenditionFetcher

    fonts, fetcher = FontConfiguration(), RenditionFetcher(base_url)
    sheet = CSS(string=css, font_config=fonts, url_fetcher=fetcher)
    document = HTML(string=html, base_url=base_url, url_fetcher=fetcher)
    return document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", dpi=PICTURE_DPI)
