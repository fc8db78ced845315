"""Every text in a StreamField, whatever the block: as it is stored, in a form, a row or a revision."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.fields import StreamField

from hub.text_rules import Validate, validate_line, validate_paragraphs, validate_rich_text, without_hidden

_SEVERAL_LINES = (blocks.TextBlock, blocks.RawHTMLBlock)
_SHOWN = 5

Change = Callable[[str, str, Validate], str]  # of the block's label, the text, and what checks it


def stored(field: StreamField, value: Any) -> Any:
    """The value of a stream as lists and dictionaries, from whatever may be assigned to the field."""
    prepared = field.get_prep_value(value)
    if not isinstance(prepared, str):
        return prepared
    try:
        return json.loads(prepared)
    except ValueError:
        return prepared


def validator(field: StreamField) -> Validate:
    """What checks the values of one field."""

    def validate_stream(value: object) -> None:
        problems: list[str] = []

        def check(label: str, text: str, validate: Validate) -> str:
            try:
                validate(text)
            except ValidationError as problem:
                problems.extend(f"“{label}”{message}" for message in problem.messages)
            return text

        rewritten(field.stream_block, stored(field, value), check)
        if problems:
            raise ValidationError(problems[:_SHOWN], code="characters")

    return validate_stream


def cleaned(field: StreamField, value: Any) -> Any:
    """The stored value without hidden characters."""
    return rewritten(field.stream_block, stored(field, value), lambda _label, text, rule: without_hidden(text, rule))


def rewritten(block: blocks.Block, value: Any, change: Change, label: str = "") -> Any:
    """`value` with each text changed. What fits no block, as of a kind that has gone, has its texts all the same."""
    label = str(block.label or label)
    if isinstance(block, blocks.BaseStreamBlock) and isinstance(value, list):
        return [_item(block.child_blocks, item, change, label) for item in value]
    if isinstance(block, blocks.ListBlock) and isinstance(value, list):
        children = {"item": block.child_block}
        return [
            _item(children, item, change, label)
            if isinstance(item, dict) and item.get("type") == "item"
            else rewritten(block.child_block, item, change, label)
            for item in value
        ]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(value, dict):
        return {name: _part(block.child_blocks.get(name), part, change, label) for name, part in value.items()}
    if isinstance(value, str):
        return change(label, value, _rule(block))
    return _part(None, value, change, label)


def _item(children: dict[str, blocks.Block], item: Any, change: Change, label: str) -> Any:
    if not isinstance(item, dict) or "value" not in item:
        return _part(None, item, change, label)
    return {**item, "value": _part(children.get(item.get("type", "")), item["value"], change, label)}


def _part(block: blocks.Block | None, value: Any, change: Change, label: str) -> Any:
    """Without a block: the cells of a table, and whatever else has none."""
    if block is not None:
        return rewritten(block, value, change, label)
    if isinstance(value, str):
        return change(label, value, validate_paragraphs)
    if isinstance(value, dict):
        return {name: _part(None, part, change, label) for name, part in value.items()}
    return [_part(None, part, change, label) for part in value] if isinstance(value, list) else value


def _rule(block: blocks.Block) -> Validate:
    if isinstance(block, blocks.RichTextBlock):
        return validate_rich_text
    return validate_paragraphs if isinstance(block, _SEVERAL_LINES) else validate_line
