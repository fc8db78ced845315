"""Where sent files lie: sealed by whoever holds the key, in a folder that no address leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

Seal = Callable[[bytes], bytes]
FOLDER = "sent"


class PrivateStorage(FileSystemStorage):
    """Of the service alone: what it holds has no address."""

    def __init__(self) -> None:
        super().__init__(location=settings.PRIVATE_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def url(self, name: str | None) -> str:
        raise ValueError("What is kept in private has no address.")


def store(sealed: bytes) -> str:
    """Returns the name, which says nothing of the content."""
    number = uuid4().hex
    return _private().save(f"{FOLDER}/{number[:2]}/{number}", ContentFile(sealed))


def load(name: str, *, unseal: Seal) -> bytes:
    """
    Raises:
        FileNotFoundError
    """
    with _private().open(name) as file:
        return unseal(file.read())


def remove(name: str) -> None:
    """For good. What is gone already is no error."""
    _private().delete(name)


def stored_before(moment: datetime) -> Iterator[str]:
    """Names of all that was stored before `moment`."""
    store = _private()
    if not store.exists(FOLDER):
        return
    for folder in store.listdir(FOLDER)[0]:
        for number in store.listdir(f"{FOLDER}/{folder}")[1]:
            name = f"{FOLDER}/{folder}/{number}"
            if store.get_modified_time(name) < moment:
                yield name


def _private() -> Storage:
    return storages["private"]
