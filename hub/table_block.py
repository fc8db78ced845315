"""A table whose cells are translated one by one; Wagtail's own is passed over by wagtail-localize."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.contrib.table_block.blocks import TableBlock
from wagtail_localize.segments import StringSegmentValue

CAPTION = "caption"
HAN = re.compile("[\u3400-\u9fff]")  # figures and dates need no translation


class TranslatableTableBlock(TableBlock):
    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """For migrations it is Wagtail's table: what is stored is the same."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.contrib.table_block.blocks.TableBlock", args, kwargs

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
