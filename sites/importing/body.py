"""The body of a row given as a list of blocks instead of Markdown: checked and cleaned."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from hub.blocks import BodyBlock
from sites.importing.fields import BadValue, read_text
from sites.importing.inline import clean
from sites.importing.lines import visible
from sites.importing.markdown import Block
from sites.importing.tables import filled

# Pictures and files belong to the library and to a unit: a number in a text file must not make them public.
TEXT_BLOCKS = ("heading", "paragraph", "provision", "table", "quotation")


def read_blocks(value: Any) -> list[Block]:
    """Raises:
    BadValue: not a list of {"type", "value"}, a type that is not text, or a value that its block refuses.
    """
    if not isinstance(value, list):
        raise BadValue("应为内容块列表，每块写成 {“type”: …, “value”: …}。")
    return [_block(item, position) for position, item in enumerate(value, start=1)]


def _block(item: Any, position: int) -> Block:
    if not isinstance(item, dict) or "type" not in item or "value" not in item:
        raise BadValue(f"第 {position} 块缺少 type 或 value。")
    name = item["type"]
    if name not in TEXT_BLOCKS:
        raise BadValue(f"第 {position} 块的类型“{name}”不能导入，可用：{'、'.join(TEXT_BLOCKS)}。")
    try:
        value = _READERS[name](item["value"])
    except (TypeError, KeyError, AttributeError, BadValue):
        raise BadValue(f"第 {position} 块（{name}）的 value 格式不对，请对照导入说明。") from None
    _validate(name, value, position)
    return Block(name, value)


def _validate(name: str, value: Any, position: int) -> None:
    block = _STREAM.child_blocks[name]
    try:
        block.clean(block.to_python(value))
    except ValidationError as error:
        raise BadValue(f"第 {position} 块（{block.label}）：{'；'.join(_messages(error))}") from None


def _messages(error: ValidationError) -> list[str]:
    """Wagtail nests the errors of a block by the name of its field."""
    nested = getattr(error, "block_errors", None)
    if isinstance(nested, dict):
        return [f"{name} {message}" for name, part in nested.items() for message in _messages(part)]
    return list(error.messages)


def _heading(value: dict[str, Any]) -> dict[str, str]:
    return {"text": read_text(value["text"]), "level": str(value.get("level", "2"))}


def _rich_text(value: str) -> str:
    return clean(visible(value)).strip()


def _provision(value: dict[str, Any]) -> dict[str, str]:
    return {"number": read_text(value["number"]), "text": _rich_text(value["text"])}


def _table(value: dict[str, Any]) -> dict[str, Any]:
    rows = [[read_text(cell) for cell in row] for row in value["data"]]
    header = value.get("first_row_is_table_header", True) is True
    return filled(rows, header=header, caption=read_text(value.get("table_caption")))


def _quotation(value: dict[str, Any]) -> dict[str, str]:
    return {"text": visible(value["text"]).strip(), "source": read_text(value.get("source"))}


_READERS = {
    "heading": _heading,
    "paragraph": _rich_text,
    "provision": _provision,
    "table": _table,
    "quotation": _quotation,
}
_STREAM = BodyBlock()
