"""How much one request may send: what is more is not read, neither into memory nor onto the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat

View = TypeVar("View", bound=Callable[..., Any])

ADMIN = "/admin/"
OTHER_FIELDS = 1024 * 1024  # beside the files: what was typed, and the seams of the form

TOO_LARGE = "提交的内容过大，没有接收。请按浏览器的“后退”键，减少内容后再提交。"


class BodyTooLarge(RequestDataTooBig):
    """A 413. The message is for whoever sent it."""


def takes_files(view: View) -> View:
    """Marks a public view whose form has files. No other address of the public takes any worth mentioning."""
    view.takes_sent_files = True  # type: ignore[attr-defined]
    return view


def largest_body(request: HttpRequest) -> int | None:
    """Bytes; None for who has signed in to the admin, whose forms judge each file by themselves."""
    user = getattr(request, "user", None)
    if request.path.startswith(ADMIN) and user is not None and user.is_authenticated:
        return None
    if getattr(getattr(request.resolver_match, "func", None), "takes_sent_files", False):
        return settings.SENT_FILES_MOST * settings.SENT_FILE_LARGEST + OTHER_FIELDS
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class QuotaUploadHandler(FileUploadHandler):
    """Stands before the handlers that keep files, and keeps none itself."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, boundary: bytes, encoding: str | None = None
    ) -> None:
        self.most = largest_body(self.request)
        self.received = 0
        self._refuse_more_than_may(content_length)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        self._refuse_more_than_may(self.received)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse_more_than_may(self, number: int) -> None:
        if self.most is not None and number > self.most:
            raise BodyTooLarge(advice_for(self.most))


def advice_for(most: int) -> str:
    if most <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return TOO_LARGE
    largest = filesizeformat(settings.SENT_FILE_LARGEST)
    return (
        f"上传的文件太大，没有接收。一次最多 {settings.SENT_FILES_MOST} 个文件，每个不超过 {largest}。"
        "请按浏览器的“后退”键，您填写的内容还在；减少或压缩文件后再提交。"
    )
