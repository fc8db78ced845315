"""The demonstration's pictures in the media library, each stored once in the collection of a unit."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files.images import ImageFile
from wagtail.models import Collection

from demo import content
from demo.drawing import Drawings
from demo.model import DemoPerson
from hub.models import GroupImage

Key = tuple[int, str]  # collection, and the name that the file was stored under


class DemoImages:
    def __init__(self, drawings: Drawings) -> None:
        self.drawings = drawings
        self.specs = content.pictures()
        # What an interrupted start has stored is used again: files carry their name before a random part.
        rows = GroupImage.objects.all()
        self._stored: dict[Key, GroupImage] = {(row.collection_id, _name_of(row)): row for row in rows}

    def picture(self, collection: Collection, value: Mapping[str, str]) -> dict[str, Any]:
        """A block's value for the picture that `value` names."""
        spec = self.specs[value["picture"]]
        image = self._find(collection, spec.key)
        if image is None:
            image = self._store(collection, spec.key, spec.title, self.drawings.picture(spec))
        return {"image": image, "alt": value.get("alt", spec.alt), "caption": value.get("caption", "")}

    def portrait(self, collection: Collection, person: DemoPerson) -> GroupImage:
        key = f"portrait-{person.username}"
        title = f"{person.family_name}{person.given_name}照片（虚构）"
        image = self._find(collection, key)
        return image or self._store(collection, key, title, self.drawings.portrait(portrait_seed(person)))

    def _find(self, collection: Collection, key: str) -> GroupImage | None:
        return self._stored.get((collection.pk, key))

    def _store(self, collection: Collection, key: str, title: str, data: bytes) -> GroupImage:
        image = GroupImage(title=title, file=ImageFile(BytesIO(data), name=f"{key}.jpg"), collection=collection)
        image._set_image_file_metadata()
        image.save()
        self._stored[collection.pk, key] = image
        return image


def _name_of(image: GroupImage) -> str:
    return PurePosixPath(image.file.name).stem.rpartition("-")[0]


def portrait_seed(person: DemoPerson) -> int:
    """A number that stays the same from run to run, unlike hash()."""
    return sum(ord(character) * 31**place for place, character in enumerate(person.username)) % 2**31
