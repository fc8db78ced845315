"""What every record is: a form with rules over its fields, and rows that can be downloaded and compared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.admin.compare import BlockComparison, diff_text

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

    def get_comparison_class(self) -> type[RecordComparison]:
        return RecordComparison


class RecordComparison(BlockComparison):
    """A leader reads a changed record row by row, in the words of the form and not in the codes that are stored."""

    def htmlvalue(self, val: blocks.StructValue) -> SafeString:
        return _as_items((_as_line(self.block, row), "") for row in self.block.rows(val))

    def htmldiff(self) -> SafeString:
        before = [_as_line(self.block, row) for row in self.block.rows(self.val_a)]
        after = [_as_line(self.block, row) for row in self.block.rows(self.val_b)]
        return _as_items(_changes(before, after))


def _as_line(block: RecordBlock, row: Row) -> str:
    return "；".join(f"{header}：{cell}" for header, cell in zip(block.columns, row, strict=True) if cell)


def _changes(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """Each line with its mark: those that stay, those that came and went, and word by word those that changed."""
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = before[start:end], after[new_start:new_end]
        if kind == "equal":
            yield from ((line, "") for line in new)
            continue
        for was, becomes in zip(old, new, strict=False):
            yield diff_text(was, becomes).to_html(), ""
        shared = min(len(old), len(new))
        yield from ((line, "deletion") for line in old[shared:])
        yield from ((line, "addition") for line in new[shared:])


def _as_items(lines: Iterator[tuple[str, str]]) -> SafeString:
    items = format_html_join("\n", '<li class="{}">{}</li>', ((mark, line) for line, mark in lines))
    return format_html("<ul>{}</ul>", items)


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
