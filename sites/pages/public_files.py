"""Files of what the public finds that did not pass the gate: the objects that apps registered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.documents.models import AbstractDocument
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from sites.pages.public_content import PublicContent, registered


def public_objects_with(file: Any) -> Iterator[Model]:
    """Public objects that refer to a picture, or name a document among their files."""
    keys: defaultdict[int, list[int]] = defaultdict(list)
    for type_id, key in ReferenceIndex.get_references_to(file).values_list("base_content_type", "object_id"):
        if key.isdecimal():
            keys[type_id].append(int(key))
    for content in registered():
        if found := keys.get(ContentType.objects.get_for_model(content.model).pk):
            yield from _showing(content, found, file)


def images_of_objects() -> set[int]:
    """Keys of images to which objects of the registered models refer, public or not. One query."""
    models = [ContentType.objects.get_for_model(content.model) for content in registered()]
    images = ContentType.objects.get_for_model(get_image_model())
    rows = ReferenceIndex.objects.filter(base_content_type__in=models, to_content_type=images)
    return {int(key) for key in rows.values_list("to_object_id", flat=True)}


def _showing(content: PublicContent, keys: list[int], file: Any) -> Iterator[Model]:
    objects = list(content.public().filter(pk__in=keys))
    if not isinstance(file, AbstractDocument):
        yield from objects
        return
    naming = {item.key for item in content.items(objects) if any(file.pk == key for key, _name in item.files)}
    yield from (each for each in objects if each.pk in naming)
