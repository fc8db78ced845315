"""What every record is: a form with rules over its fields, and rows that can be downloaded and compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

Row = list[str]


class CheckedBlock(blocks.StructBlock):
    """Fields that must agree with one another; what is wrong is said beside the field where it is wrong."""

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        """Messages in Chinese by field. A field may still be empty (None) here if it is not required."""
        return {}

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (found := self.problems(cleaned)):  # a draft may be unfinished
            raise blocks.StructBlockValidationError({name: ValidationError(text) for name, text in found.items()})
        return cleaned


class RecordBlock(CheckedBlock):
    """A kind of record. `columns` are the headers of its rows, in Chinese."""

    columns: tuple[str, ...] = ()

    def rows(self, value: blocks.StructValue) -> Iterator[Row]:
        """The record as rows of text, each as long as `columns`."""
        raise NotImplementedError


def as_text(value: Any) -> str:
    """A value as a cell: an ISO date, a number as it is written, nothing for what is empty."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else str(value).strip()


def label_in(choices: type[blocks.ChoiceBlock], value: str | None) -> str:
    """The words for a stored choice."""
    return dict(choices.choices).get(value or "", "")
