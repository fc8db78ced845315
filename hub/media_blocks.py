"""Choosers of images and files that share their look-ups: a body asks once for all its media, whatever its blocks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

IMAGE_KEYS = frozenset({"image", "poster"})
DOCUMENT_KEYS = frozenset({"document", "video", "captions"})

_loaded: ContextVar[dict[type[Model], dict[int, Model]] | None] = ContextVar("loaded_media", default=None)


class SharedLookup:
    """Takes from what was loaded for the whole stream; outside of `shared` it is Wagtail's own block."""

    looked_up_as: type[Model] | None = None  # the model in which everything was loaded, if not the block's own

    def bulk_to_python(self, values: list[int | None]) -> list[Model | None]:
        loaded = _loaded.get()
        if loaded is None:
            return super().bulk_to_python(values)
        return [loaded[self.looked_up_as or self.model_class].get(value) for value in values]


class ImageBlock(SharedLookup, ImageChooserBlock):
    pass


class DocumentBlock(SharedLookup, DocumentChooserBlock):
    pass


def keys_under(value: Any, names: frozenset[str]) -> Iterator[int]:
    """The keys of media under `names`, anywhere in a stream's raw data."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in names and isinstance(part, int):
                yield part
            else:
                yield from keys_under(part, names)
    elif isinstance(value, list):
        for part in value:
            yield from keys_under(part, names)


@contextmanager
def media_loaded(*streams: StreamValue) -> Iterator[dict[int, Model]]:
    """Loads the images and files of a page's streams, at most one query each; gives the images by key."""
    raw = [block for stream in streams for block in stream.raw_data]
    images = set(keys_under(raw, IMAGE_KEYS))
    documents = set(keys_under(raw, DOCUMENT_KEYS))
    found: dict[type[Model], dict[int, Model]] = {
        get_image_model(): get_image_model().objects.in_bulk(images) if images else {},
        get_document_model(): get_document_model().objects.in_bulk(documents) if documents else {},
    }
    with shared(found):
        yield found[get_image_model()]


@contextmanager
def shared(found: dict[type[Model], dict[int, Model]]) -> Iterator[None]:
    """Blocks that become Python values in here take their objects from `found`, by model and key."""
    token = _loaded.set(found)
    try:
        yield
    finally:
        _loaded.reset(token)
