"""What a content refers to: the rows that its fields, streams, rich texts and child rows name.

Digests are made of it, so it looks by itself and leans on nothing that Wagtail keeps private: an upgrade may change how
Wagtail indexes references, not what was approved.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Field, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.rich_text import RichText

Target = tuple[type[Model], str]

_TAG = re.compile(r"<(?:(a)(\b[^>]*)|(embed)(\b[^>]*)/)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def references_of(content: Model) -> Iterator[Target]:
    """(model, key) of each row that `content` names as it stands in memory, child rows included.

    Of a model with parents it is the topmost: a page of any type is a `Page`. Rows may come twice.
    """
    for field in content._meta.concrete_fields:
        if not isinstance(field, ParentalKey):
            yield from references_in(field, field.value_from_object(content))
    if isinstance(content, ClusterableModel):
        for relation in get_all_child_relations(content):
            for row in getattr(content, relation.get_accessor_name()).all():
                yield from references_of(row)


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


def _in_html(text: str) -> Iterator[Target]:
    """Of rich text as it is stored."""
    models = {
        ("a", "page"): topmost(Page),
        ("a", "document"): get_document_model(),
        ("embed", "image"): get_image_model(),
    }
    for link, link_inside, embed, embed_inside in _TAG.findall(text):
        tag, inside = link or embed, link_inside or embed_inside
        attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(inside)}
        kind = attributes.get("linktype" if tag == "a" else "embedtype", "")
        if (model := models.get((tag, kind))) and (key := attributes.get("id")):
            yield model, key
