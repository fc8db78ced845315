"""Pictures that were stored before metadata were taken off at upload."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.db import transaction

from hub.models.media import Clean, GroupImage
from hub.picture_metadata import without_metadata
from sites.approval.shown_files import FileInUse


def clean_pictures() -> Iterator[tuple[GroupImage, str]]:
    """Each picture that had metadata, with what became of it: "" where it is clean now, else why it is not.

    What public, waiting or planned content shows stays, because its bytes are those that were approved.
    """
    for image in GroupImage.objects.order_by("pk").iterator(chunk_size=100):
        try:
            with image.open_file() as file:
                data = file.read()
            if (clean_data := without_metadata(data)) != data:
                _store(image, clean_data)
                yield image, ""
        except FileInUse as refused:
            yield image, f"正在 {len(refused.contents)} 项内容中使用，请上传新版本"
        except (OSError, ValidationError):
            yield image, "读不出来"


@transaction.atomic
def _store(image: GroupImage, data: bytes) -> None:
    storage, before = image.file.storage, image.file.name
    stem = PurePosixPath(before).stem.rpartition("-")[0] or "picture"
    image.file = Clean(data, name=f"{stem}{PurePosixPath(before).suffix}")
    image.save()
    image.renditions.all().delete()
    transaction.on_commit(lambda: storage.delete(before))
