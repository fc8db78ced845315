"""The table of contents of a long text, from its headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FEWEST_HEADINGS = 3


@dataclass
class Chapter:
    """A heading of the second level with those of the third level below it. `anchor` is the heading's id."""

    title: str
    anchor: str
    sections: list[Chapter] = field(default_factory=list)


def table_of_contents(body: Any) -> list[Chapter]:
    """The chapters of a body (a StreamValue), none if it has fewer than three headings."""
    headings = [(block.value["level"], block.value["text"], f"b-{block.id}") for block in body if _is_heading(block)]
    if len(headings) < FEWEST_HEADINGS:
        return []
    chapters: list[Chapter] = []
    for level, title, anchor in headings:
        entries = chapters[-1].sections if level == "3" and chapters else chapters
        entries.append(Chapter(title, anchor))
    return chapters


def _is_heading(block: Any) -> bool:
    return block.block_type == "heading"
