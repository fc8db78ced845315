"""Downloads of Wagtail's lists and reports, and of every list of ours that is one of Wagtail's, made harmless."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from hub.spreadsheets import BOM, harmless_value

_preprocess = SpreadsheetExportMixin.preprocess_field_value
_heading = SpreadsheetExportMixin.get_heading
_stream = SpreadsheetExportMixin.stream_csv


def _harmless_cell(self: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
    return harmless_value(_preprocess(self, field, value, export_format))


def _harmless_heading(self: SpreadsheetExportMixin, queryset: Any, field: str) -> str:
    return harmless_value(_heading(self, queryset, field))


def _marked_csv(self: SpreadsheetExportMixin, queryset: Any) -> Iterator[bytes]:
    yield BOM.encode()
    yield from _stream(self, queryset)


def guard_exports() -> None:
    """Wagtail writes cells as they are, and its views share nothing but this class."""
    SpreadsheetExportMixin.preprocess_field_value = _harmless_cell
    SpreadsheetExportMixin.get_heading = _harmless_heading
    SpreadsheetExportMixin.stream_csv = _marked_csv
