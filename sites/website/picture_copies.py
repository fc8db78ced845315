"""Copies of pictures follow what is public: with each publication and withdrawal at once, and all of them each hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hub import picture_copies
from hub.models.media import GroupRendition
from sites.approval.shown_files import images_shown, showing_changed
from sites.pages.public_files import images_of_objects
from sites.website.documents import is_public

ORPHANED_AFTER = timedelta(hours=1)  # a copy that is being made has no row yet


def connect() -> None:
    picture_copies.register(is_public)
    showing_changed.connect(follow, dispatch_uid="picture_copies")


def follow(sender: Any, images: Iterable[int], **signal: Any) -> None:
    keys = set(images)
    transaction.on_commit(lambda: settle(keys), robust=True)  # what fails here the hourly job makes good


def settle(images: set[int]) -> int:
    """Puts the copies of these images where they belong; how many were elsewhere."""
    moved = 0
    folders: dict[int, str] = {}
    for rendition in GroupRendition.objects.filter(image__in=images).select_related("image").order_by("image", "pk"):
        if rendition.image_id not in folders:
            folders[rendition.image_id] = picture_copies.folder_of(rendition.image)
        moved += picture_copies.move(rendition, folders[rendition.image_id])
    return moved


def settle_picture_copies() -> int:
    """All copies, and files in the public store that no row names; how many were moved or deleted.

    What the public sees without the gate (`PublicContent`) moves here alone.
    """
    shown = images_shown()
    copies = GroupRendition.objects.values_list("image", "file")
    elsewhere = {image for image, name in copies if (image in shown) != name.startswith(f"{picture_copies.PUBLIC}/")}
    return settle(elsewhere | images_of_objects()) + _delete_orphans()


def _delete_orphans() -> int:
    storage = GroupRendition._meta.get_field("file").storage
    try:
        names = {f"{picture_copies.PUBLIC}/{name}" for name in storage.listdir(picture_copies.PUBLIC)[1]}
    except FileNotFoundError:  # nothing was ever public
        return 0
    orphans = names - set(GroupRendition.objects.values_list("file", flat=True))
    old = [name for name in orphans if storage.get_modified_time(name) < timezone.now() - ORPHANED_AFTER]
    for name in old:
        storage.delete(name)
    return len(old)
