"""Files that the centre has uploaded and not imported yet, with the report of their rehearsal: kept for a day."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

_SESSION_KEY = "catalogue_import"
_TOKEN = re.compile("[0-9a-f]{32}")
KEPT_SECONDS = 24 * 3600
LONGEST_NAME = 100


@dataclass(frozen=True)
class Upload:
    """A file of this person's session. `name` is what the person calls it."""

    token: str
    name: str
    column_id: int
    sheet: str

    @property
    def path(self) -> Path:
        return _folder() / f"{self.token}.upload"

    @property
    def report(self) -> Path:
        return _folder() / f"{self.token}.csv"

    @contextmanager
    def writing_report(self) -> Iterator[IO[str]]:
        with self.report.open("w", encoding="utf-8", newline="") as stream:
            yield stream


def keep(request: HttpRequest, file: UploadedFile[Any], column_id: int, sheet: str) -> Upload:
    """Stores the file in place of the one before, and removes what others left behind."""
    _folder().mkdir(parents=True, exist_ok=True)
    _remove_old()
    forget(request)
    upload = Upload(secrets.token_hex(16), Path(file.name or "目录").name[-LONGEST_NAME:], column_id, sheet)
    with upload.path.open("wb") as stream:
        for chunk in file.chunks():
            stream.write(chunk)
    request.session[_SESSION_KEY] = asdict(upload)
    return upload


def current(request: HttpRequest) -> Upload | None:
    """The file of this session, if it is still there."""
    data = request.session.get(_SESSION_KEY)
    if not data or not _TOKEN.fullmatch(data.get("token", "")):
        return None
    upload = Upload(**data)
    return upload if upload.path.exists() or upload.report.exists() else None


def forget(request: HttpRequest) -> None:
    upload = current(request)
    if upload is not None:
        upload.path.unlink(missing_ok=True)
        upload.report.unlink(missing_ok=True)
    request.session.pop(_SESSION_KEY, None)


def _folder() -> Path:
    # Below the media, of which only pictures are ever served by their path.
    return Path(settings.MEDIA_ROOT) / "imports"


def _remove_old() -> None:
    for path in _folder().iterdir():
        if time.time() - path.stat().st_mtime > KEPT_SECONDS:
            path.unlink(missing_ok=True)
