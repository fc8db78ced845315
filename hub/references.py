"""What a content refers to: the rows that its fields, streams, rich texts and child rows name.

Digests are made of it, so it looks by itself and leans on nothing that Wagtail keeps private: an upgrade may change how
Wagtail indexes references, not what was approved.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Field, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import RichText

from hub.text_streams import stored

Target = tuple[type[Model], str]

_TAG = re.compile(r"<(?:(a)(\b[^>]*)|(embed)(\b[^>]*)/)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def references_of(content: Model) -> Iterator[Target]:
    """(model, key) of each row that `content` names as it stands in memory, child rows included.

    Of a model with parents it is the topmost: a page of any type is a `Page`. Rows may come twice.
    """
    yield from _references_of(content, references_in)


def refers_to(content: Model, row: Model) -> bool:
    """Whether `content` refers to `row` as it stands in memory."""
    return _target(row) in references_of(content)


def stored_references_of(content: Model) -> Iterator[Target]:
    """As `references_of`, of rows that are gone as well: streams are read as they are stored, without a query."""
    yield from _references_of(content, _stored_references_in)


def _references_of(content: Model, references: Callable[[Field[Any, Any], Any], Iterator[Target]]) -> Iterator[Target]:
    for field in content._meta.concrete_fields:
        if not isinstance(field, ParentalKey):
            yield from references(field, field.value_from_object(content))
    if isinstance(content, ClusterableModel):
        for relation in get_all_child_relations(content):
            for row in getattr(content, relation.get_accessor_name()).all():
                yield from _references_of(row, references)


def _stored_references_in(field: Field[Any, Any], value: Any) -> Iterator[Target]:
    if not isinstance(field, StreamField):
        yield from references_in(field, value)
    elif value and not getattr(field, "wagtail_reference_index_ignore", False):
        yield from _in_block(field.stream_block, list(value.raw_data))


def references_in(field: Field[Any, Any], value: Any) -> Iterator[Target]:
    """As `references_of`, of one field with `value`: a key, a rich text or a stream."""
    if not value or getattr(field, "wagtail_reference_index_ignore", False):
        return
    if field.is_relation and field.many_to_one:
        yield topmost(field.related_model), str(value)
    elif isinstance(field, RichTextField):
        yield from _in_html(str(value))
    elif isinstance(field, StreamField):
        yield from _in_value(value)


def topmost(model: type[Model]) -> type[Model]:
    """The model whose table has the primary key."""
    parents = model._meta.get_parent_list()
    return parents[-1] if parents else model


def _in_value(value: Any) -> Iterator[Target]:
    """Of the value of a block, whatever the block."""
    if isinstance(value, Model):
        yield topmost(type(value)), str(value.pk)
    elif isinstance(value, RichText):
        yield from _in_html(str(value.source))
    elif isinstance(value, StreamValue):
        for child in value:
            yield from _in_value(child.value)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _in_value(part)
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        for part in value:
            yield from _in_value(part)


def _in_block(block: blocks.Block | None, value: Any) -> Iterator[Target]:
    """Of the value of a block as it is stored. What fits no block names nothing."""
    if isinstance(block, blocks.ChooserBlock):
        if value:
            yield topmost(block.model_class), str(value)
    elif isinstance(block, blocks.RichTextBlock):
        yield from _in_html(str(value or ""))
    elif isinstance(block, blocks.BaseStreamBlock) and isinstance(value, list):
        for item in value:
            yield from _in_block(block.child_blocks.get(item["type"]), item["value"])
    elif isinstance(block, blocks.ListBlock) and isinstance(value, list):
        for item in value:
            is_item = isinstance(item, dict) and "value" in item and "type" in item
            yield from _in_block(block.child_block, item["value"] if is_item else item)
    elif isinstance(block, blocks.BaseStructBlock) and isinstance(value, dict):
        for name, part in value.items():
            yield from _in_block(block.child_blocks.get(name), part)


def _in_html(text: str) -> Iterator[Target]:
    """Of rich text as it is stored."""
    for tag in _TAG.finditer(text):
        if target := _target_of(tag):
            yield target


def _target_of(found: re.Match[str]) -> Target | None:
    """What a link or an embed in rich text names, if it is a row."""
    models = {
        ("a", "page"): topmost(Page),
        ("a", "document"): get_document_model(),
        ("embed", "image"): get_image_model(),
    }
    link, link_inside, embed, embed_inside = found.groups()
    tag, inside = link or embed, link_inside or embed_inside
    attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(inside)}
    kind = attributes.get("linktype" if tag == "a" else "embedtype", "")
    model, key = models.get((tag, kind)), attributes.get("id")
    return (model, key) if model and key else None


def replace_references(content: Model, old: Model, new: Model) -> None:
    """`content` in memory names `new` wherever `references_of` finds `old`. Nothing else changes, nothing is saved.

    Both are of one model, which has no parents.
    """
    for field in content._meta.concrete_fields:
        value = field.value_from_object(content)
        if not isinstance(field, ParentalKey) and _target(old) in references_in(field, value):
            setattr(content, field.attname, _replaced_in_field(field, value, old, new))
    if isinstance(content, ClusterableModel):
        for relation in get_all_child_relations(content):
            manager = getattr(content, relation.get_accessor_name())
            rows = list(manager.all())
            if any(refers_to(row, old) for row in rows):
                for row in rows:
                    replace_references(row, old, new)
                manager.set(rows)


def _target(row: Model) -> Target:
    return topmost(type(row)), str(row.pk)


def _replaced_in_field(field: Field[Any, Any], value: Any, old: Model, new: Model) -> Any:
    if isinstance(field, StreamField):
        return field.to_python(_replaced_in_block(field.stream_block, stored(field, value), old, new))
    return _replaced_in_html(value, old, new) if isinstance(field, RichTextField) else new.pk


def _replaced_in_block(block: blocks.Block | None, value: Any, old: Model, new: Model) -> Any:
    """Of the value of a block as it is stored. What fits no block stays."""
    if isinstance(block, blocks.ChooserBlock):
        return new.pk if topmost(block.model_class) is type(old) and str(value) == str(old.pk) else value
    if isinstance(block, blocks.RichTextBlock):
        return _replaced_in_html(value, old, new)
    if isinstance(block, blocks.BaseStreamBlock) and isinstance(value, list):
        return [_replaced_in_item(block.child_blocks.get(item["type"]), item, old, new) for item in value]
    if isinstance(block, blocks.ListBlock) and isinstance(value, list):
        return [_replaced_in_item(block.child_block, item, old, new) for item in value]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(value, dict):
        children = block.child_blocks
        return {name: _replaced_in_block(children.get(name), part, old, new) for name, part in value.items()}
    return value


def _replaced_in_item(block: blocks.Block | None, item: Any, old: Model, new: Model) -> Any:
    """Of an item of a list, which older rows store without its id."""
    if isinstance(item, dict) and "value" in item and "type" in item:
        return {**item, "value": _replaced_in_block(block, item["value"], old, new)}
    return _replaced_in_block(block, item, old, new)


def _replaced_in_html(text: str, old: Model, new: Model) -> str:
    def replaced(found: re.Match[str]) -> str:
        if _target_of(found) != _target(old):
            return found.group()
        return _ATTRIBUTE.sub(lambda each: f'id="{new.pk}"' if each[1] == "id" else each.group(), found.group())

    return _TAG.sub(replaced, text)
