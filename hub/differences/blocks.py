"""What changed in a stream: blocks by their ids, each under the name that readers have for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from hub.differences import files, rich, tables, words
from hub.differences.alignment import MOVED, Item, Placed, number_of, placed, word_for
from hub.differences.marks import changed, visible
from hub.differences.sequences import Budget
from hub.differences.values import in_words, of_choices
from hub.differences.whole import of_list

# `(block, old, new, budget)`: the values differ; None where there was, or is, no such block.
Handler = Callable[[Any, Any, Any, Budget], SafeString]


class Part(NamedTuple):
    """A block or an item in both versions; `word` says what has become of it."""

    place: Placed
    old: Any
    new: Any
    word: str


_NAMES = {"paragraph": "段落", "heading": "标题"}
_EXCERPT = 30
_FEW = (blocks.StructBlock, blocks.ListBlock, blocks.StreamBlock)


def _text(block: blocks.Block, old: Any, new: Any, budget: Budget) -> SafeString:
    return words.difference(in_words(old), in_words(new), budget)


def _one_value(block: blocks.Block, old: Any, new: Any, budget: Budget) -> SafeString:
    return changed(in_words(old), in_words(new))


def _choice(block: Any, old: Any, new: Any, budget: Budget) -> SafeString:
    labels = of_choices(block.field.choices)
    return changed(*(labels.get(value, in_words(value)) for value in (old, new)))


def _choices(block: Any, old: Any, new: Any, budget: Budget) -> SafeString:
    labels = of_choices(block.field.choices)
    return of_list(*([labels.get(value, in_words(value)) for value in values or ()] for values in (old, new)))


def _chosen(block: blocks.Block, old: Any, new: Any, budget: Budget) -> SafeString:
    return files.difference(old, new)


def _rich(block: blocks.Block, old: Any, new: Any, budget: Budget) -> SafeString:
    return rich.difference(*("" if value is None else str(value.source) for value in (old, new)), budget)


def _table(block: blocks.Block, old: Any, new: Any, budget: Budget) -> SafeString:
    return tables.difference(old, new, budget)


def _struct(block: blocks.StructBlock, old: Any, new: Any, budget: Budget) -> SafeString:
    """The fields that differ. What is in words of its own needs no label."""
    shown = [
        ("" if name == "text" else child.label, difference(child, was, becomes, budget))
        for name, child, was, becomes in _fields(block, old, new)
        if not is_same(child, was, becomes)
    ]
    return format_html_join("", "<div>{}{}</div>", ((_labelled(label), html) for label, html in shown))


def _fields(block: blocks.StructBlock, old: Any, new: Any) -> Iterator[tuple[str, Any, Any, Any]]:
    for name, child in block.child_blocks.items():
        yield name, child, *(None if value is None else value.get(name) for value in (old, new))


def _labelled(label: str) -> SafeString:
    return format_html('<span class="hub-diff__label">{}：</span>', label) if label else SafeString()


def _list(block: blocks.ListBlock, old: Any, new: Any, budget: Budget) -> SafeString:
    child = block.child_block
    olds, news = ([] if value is None else list(value.bound_blocks) for value in (old, new))
    values = _side_by_side(olds, news, lambda each: Item(_own_id(each), "", _key(child, each.value)))
    if _is_flat(child):
        return _list_as_table(child, values, budget)
    return _list_of_parts(values, lambda _each: (f"{child.label or '项'}", child), budget)


def _is_flat(block: blocks.Block) -> bool:
    return isinstance(block, blocks.StructBlock) and not any(
        isinstance(child, _FEW) for child in block.child_blocks.values()
    )


def _own_id(item: Any) -> str | None:
    """Wagtail gives an id at random to an item that was stored without."""
    return getattr(item, "original_id", item.id)


def _side_by_side(olds: list[Any], news: list[Any], item: Callable[[Any], Item]) -> list[Part]:
    before, after = ([item(each) for each in part] for part in (olds, news))
    found = []
    for place in placed(before, after):
        old, was = (None, None) if place.old is None else (olds[place.old].value, before[place.old].key)
        new, becomes = (None, None) if place.new is None else (news[place.new].value, after[place.new].key)
        found.append(Part(place, old, new, word_for(place, has_changed=was != becomes)))
    return found


def _list_as_table(block: blocks.StructBlock, values: list[Part], budget: Budget) -> SafeString:
    columns = [visible(str(child.label)) for child in block.child_blocks.values()]
    lines = []
    for place, old, new, word in values:
        cells = [
            visible(_plain_words(child, becomes))
            if is_same(child, was, becomes)
            else difference(child, was, becomes, budget)
            for _name, child, was, becomes in _fields(block, old, new)
        ]
        lines.append(tables.Line(number_of(place), word, cells) if word else None)
    return tables.render(columns, lines)


def _plain_words(block: Any, value: Any) -> str:
    if isinstance(block, blocks.ChoiceBlock):
        return of_choices(block.field.choices).get(value, in_words(value))
    return in_words(value)


def _stream(block: blocks.StreamBlock, old: Any, new: Any, budget: Budget) -> SafeString:
    olds, news = (list(value or ()) for value in (old, new))
    values = _side_by_side(olds, news, _item)

    def named(place: Placed) -> tuple[str, blocks.Block]:
        child = news[place.new] if place.new is not None else olds[place.old or 0]
        return _NAMES.get(child.block_type, str(child.block.label)), child.block

    return _list_of_parts(values, named, budget)


def _item(child: Any) -> Item:
    return Item(child.id, child.block_type, _key(child.block, child.value))


def _list_of_parts(
    values: list[Part], named: Callable[[Placed], tuple[str, blocks.Block]], budget: Budget
) -> SafeString:
    """One part under the other; those without a change are counted."""
    shown: list[SafeString] = []
    same = 0
    for place, old, new, word in values:
        name, block = named(place)
        if not word:
            same += 1
            continue
        shown += _gap(same)
        same = 0
        html = _excerpt(block, new) if word == MOVED else difference(block, old, new, budget)
        moved = f"（原为第 {place.old + 1} 处）" if place.is_moved and place.old is not None else ""
        title = f"第 {number_of(place)} 处：{name}{word}{moved}"
        shown.append(format_html('<div class="hub-diff__part"><p class="hub-diff__name">{}</p>{}</div>', title, html))
    return format_html_join("", "{}", ((each,) for each in [*shown, *_gap(same)]))


def _gap(number: int) -> Iterable[SafeString]:
    return [format_html('<p class="hub-diff__same">… {} 处没有变化</p>', number)] if number else []


def _excerpt(block: blocks.Block, value: Any) -> SafeString:
    text = " ".join(" ".join(block.get_searchable_content(value)).split())
    return visible(text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…")


def _unknown(block: blocks.Block, old: Any, new: Any, budget: Budget) -> SafeString:
    """Of a kind of block that nobody has thought of: what is stored."""
    return words.difference(*("" if value is None else _key(block, value) for value in (old, new)), budget)


# By the block's class, the nearest first.
HANDLERS: dict[type[blocks.Block], Handler] = {
    blocks.FieldBlock: _one_value,
    blocks.CharBlock: _text,
    blocks.TextBlock: _text,
    blocks.RawHTMLBlock: _text,
    blocks.ChoiceBlock: _choice,
    blocks.MultipleChoiceBlock: _choices,
    blocks.ChooserBlock: _chosen,
    blocks.RichTextBlock: _rich,
    blocks.StructBlock: _struct,
    blocks.ListBlock: _list,
    blocks.StreamBlock: _stream,
    TableBlock: _table,
    blocks.Block: _unknown,
}


def handler_of(block: blocks.Block) -> Handler:
    return next(HANDLERS[each] for each in type(block).__mro__ if each in HANDLERS)


def difference(block: blocks.Block, old: Any, new: Any, budget: Budget) -> SafeString:
    return handler_of(block)(block, old, new, budget)


def is_same(block: blocks.Block, old: Any, new: Any) -> bool:
    """Whether both say the same, under whatever ids."""
    if old is None or new is None:
        return old in (None, "") and new in (None, "")
    return _key(block, old) == _key(block, new)


def _key(block: blocks.Block, value: Any) -> str:
    """What a value says, without ids."""
    return json.dumps(_content(block, value), cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)


def _content(block: blocks.Block, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(block, blocks.StructBlock):
        return {name: _content(child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [_content(block.child_block, part) for part in value]
    if isinstance(block, blocks.StreamBlock):
        return [[part.block_type, _content(part.block, part.value)] for part in value]
    return block.get_prep_value(value)
