"""An address as a picture that a phone reads: 微信扫一扫."""

from __future__ import annotations

from io import BytesIO

import segno

UNITS = 4  # of the drawing for each module
QUIET_ZONE = 4  # modules, by ISO/IEC 18004


def qr_code_svg(url: str, title: str, *, inline: bool = False) -> str:
    """An SVG without scripts and styles, black on white in any theme; `inline` to stand within HTML."""
    out = BytesIO()
    segno.make_qr(url, error="m").save(
        out,
        kind="svg",
        scale=UNITS,
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        title=title,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        xmldecl=not inline,
        svgns=not inline,
    )
    return out.getvalue().decode()
