"""A table whose cells are translated one by one, and whose headings may be merged cells (`hub.merged_table`)."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail_localize.segments import StringSegmentValue

from hub.merged_table import HEADINGS, LOCKED, classes_of, is_merged, parts_of

CAPTION = "caption"
MERGED_TEMPLATE = "blocks/merged_table.html"
HAN = re.compile("[\u3400-\u9fff]")  # figures and dates need no translation


class TranslatableTableBlock(TableBlock):
    """Wagtail's own table is passed over by wagtail-localize."""

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For migrations it is Wagtail's table: what is stored is the same."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.contrib.table_block.blocks.TableBlock", args, kwargs

    def get_table_options(self, table_options: dict[str, Any] | None = None) -> dict[str, Any]:
        """The editor keeps the merged cells of what it opens; they are no argument, so that no migration follows."""
        return {**super().get_table_options(table_options=table_options), "mergeCells": True}

    def get_form_state(self, value: dict[str, Any] | None) -> dict[str, Any] | None:
        """Headings of official forms, and what the system has filled in, are not changed by hand."""
        state = super().get_form_state(value)
        if not state or not is_merged(state):
            return state
        kept = HEADINGS | {LOCKED}
        cells = [{**meta, "readOnly": bool(kept & classes_of(meta))} for meta in state["cell"]]
        return {**state, "cell": cells}

    def render(self, value: dict[str, Any] | None, context: dict[str, Any] | None = None) -> SafeString | str:
        if not value or not is_merged(value):
            return super().render(value, context=context)
        head, rows = parts_of(value)
        merged = {"head": head, "rows": rows, "table_caption": value.get("table_caption")}
        return render_to_string(MERGED_TEMPLATE, {**dict(context or {}), **merged})

    def get_translatable_segments(self, value: dict[str, Any] | None) -> list[StringSegmentValue]:
        found = [StringSegmentValue(f"r{row}c{column}", text) for row, column, text in _cells(value or {})]
        caption = (value or {}).get("table_caption")
        return [StringSegmentValue(CAPTION, caption), *found] if caption else found

    def restore_translated_segments(
        self, value: dict[str, Any], segments: Iterable[StringSegmentValue]
    ) -> dict[str, Any]:
        translated = copy.deepcopy(value)
        texts = {segment.path: segment.render_text() for segment in segments}
        if CAPTION in texts:
            translated["table_caption"] = texts[CAPTION]
        for row, column, _text in _cells(value):
            if f"r{row}c{column}" in texts:
                translated["data"][row][column] = texts[f"r{row}c{column}"]
        return translated


def _cells(value: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of the cells with words in them."""
    for row, cells in enumerate(value.get("data") or []):
        for column, text in enumerate(cells):
            if isinstance(text, str) and HAN.search(text):
                yield row, column, text
