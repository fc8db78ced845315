"""Paragraphs of Office's XML, by local names: Word and PowerPoint share them, strict files have other namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

_SKIPPED = {"Fallback", "del", "moveFrom", "instrText", "pPr", "rPr", "sectPr"}  # Fallback: said again for old programs
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def paragraphs(root: Any) -> Iterator[str]:
    """A line a paragraph, a line a row of a table with its cells parted by tabs."""
    walk = etree.iterwalk(root, events=("start", "end"))
    pieces: list[str] = []
    depth = 0  # of cells
    for event, element in walk:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "start":
            if name in _SKIPPED:
                walk.skip_subtree()
            elif name == "t":
                pieces.append(element.text or "")
            elif name in _BREAKS:
                pieces.append(_BREAKS[name])
            depth += name == "tc"
            continue
        depth -= name == "tc"
        if name == "p" and depth:
            pieces.append(" ")
        elif name == "tc":
            pieces.append("\t")
        elif name == "tr" or name == "p":
            yield "".join(pieces)
            pieces = []
    if pieces:
        yield "".join(pieces)
