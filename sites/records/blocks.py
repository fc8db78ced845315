"""The forms that editors fill instead of writing a text."""

from __future__ import annotations

from wagtail import blocks


class RecordBlocks(blocks.StreamBlock):
    class Meta:
        required = False
