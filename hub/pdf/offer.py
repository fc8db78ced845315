"""Whether PDFs can be made here, and how they look. WeasyPrint is loaded only when one is made (`making`)."""

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


def pdf_style(name: str = STYLE) -> str:
    return Path(finders.find(name)).read_text(encoding="utf-8")


def pdf_of(html: str, css: str, base_url: str) -> bytes:
    # WeasyPrint takes a second to load.
    from hub.pdf.making import make_pdf

    return make_pdf(html, css, base_url)
