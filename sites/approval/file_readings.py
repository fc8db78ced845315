"""Whether the bytes of pictures and documents are those of their digests. Who has read a file need not read it again
while the disk says that it is the same: each night files that changed are read, and once a week every file."""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.utils.file import hash_filelike

from sites.approval.key_ring import sealed
from sites.approval.models.file_reading import FileReading

FileKey = tuple[int, int]  # of the content type, of the file


class FileReadings:
    """`is_whole`: every file is read, whatever the disk says."""

    def __init__(self, *, is_whole: bool) -> None:
        self.is_whole = is_whole
        self.read = 0
        self._problems: dict[FileKey, str] = {}

    def look_at(self, files: Iterable[Any]) -> None:
        """Each file once; two queries for all of them."""
        new = {key: file for file in files if (key := key_of(file)) not in self._problems}
        known = {} if self.is_whole else _seals_of(new)
        good = []
        for key, file in new.items():
            state = state_of(file)
            seal = _seal(key, file, state)
            if seal and hmac.compare_digest(known.get(key, ""), seal):
                self._problems[key] = ""
                continue
            self.read += 1
            self._problems[key] = _problem_of_bytes(file)
            if seal and not self._problems[key]:
                good.append(_reading(key, state, seal))
        FileReading.objects.bulk_create(
            good,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["state", "seal", "read_at"],
        )

    def problem_of(self, file: Any) -> str:
        """Of a file that was looked at, in Chinese; "" without any."""
        return self._problems[key_of(file)]


def key_of(file: Any) -> FileKey:
    return ContentType.objects.get_for_model(file).pk, file.pk


def state_of(file: Any) -> str:
    """What the disk says of a file, and every write changes; "" where there is no disk, or no file."""
    try:
        stat = os.stat(file.file.path)
    except (NotImplementedError, OSError):
        return ""
    return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ctime_ns}:{stat.st_ino}"


def _seal(key: FileKey, file: Any, state: str) -> str:
    """With the key of the ledger: who only has the database cannot say that a file was read. "" for none."""
    if not state or not settings.LEDGER_KEY:
        return ""
    return sealed(settings.LEDGER_KEY, f"file:{key[0]}:{key[1]}:{file.file.name}:{file.file_hash}:{state}")


def _seals_of(keys: Iterable[FileKey]) -> dict[FileKey, str]:
    by_type: dict[int, list[int]] = {}
    for type_id, key in keys:
        by_type.setdefault(type_id, []).append(key)
    found: dict[FileKey, str] = {}
    for type_id, numbers in by_type.items():
        rows = FileReading.objects.filter(content_type=type_id, object_id__in=numbers)
        found |= {(type_id, number): seal for number, seal in rows.values_list("object_id", "seal")}
    return found


def _reading(key: FileKey, state: str, seal: str) -> FileReading:
    return FileReading(content_type_id=key[0], object_id=key[1], state=state, seal=seal, read_at=timezone.now())


def _problem_of_bytes(file: Any) -> str:
    try:
        with file.file.storage.open(file.file.name) as opened:
            actual = hash_filelike(opened)
    except OSError:
        return f"文件《{file.title}》不见了，或者读不出来"
    return "" if not file.file_hash or actual == file.file_hash else f"文件《{file.title}》被换过，没有经过审批"
