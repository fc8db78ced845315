"""Pictures and documents by what people know them by: title, name of the file, size, and how it looks."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.images.shortcuts import get_rendition_or_not_found

from hub.differences.marks import added, changed, removed, visible

_THUMBNAIL = "max-240x180"


def difference(old: Model | None, new: Model | None) -> SafeString:
    """Of what is chosen: a file with its picture, anything else by its name."""
    if not isinstance(old or new, AbstractImage | AbstractDocument):
        return changed(name_of(old), name_of(new))
    before = removed(_described(old)) if old is not None else SafeString()
    after = added(_described(new)) if new is not None else SafeString()
    return format_html('<div class="hub-files-of">{}{}</div>', before, after)


def name_of(row: Model | None) -> str:
    return "" if row is None else str(row)


def found_or_gone(model: type[Model], key: Any) -> Any:
    """A row by its key, or words for one that is gone."""
    if key in (None, ""):
        return None
    return model._base_manager.filter(pk=key).first() or Gone(key)


class Gone:
    def __init__(self, key: Any) -> None:
        self.key = key

    def __str__(self) -> str:
        return f"（已不存在，编号 {self.key}）"


def _described(file: Any) -> SafeString:
    if not isinstance(file, AbstractImage | AbstractDocument):
        return visible(str(file))
    picture = SafeString()
    if isinstance(file, AbstractImage):
        copy = get_rendition_or_not_found(file, _THUMBNAIL)
        picture = format_html('<img src="{}" width="{}" height="{}" alt="">', copy.url, copy.width, copy.height)
    return format_html("{}<span>{}（{}，{}）</span>", picture, visible(file.title), visible(file.filename), _size(file))


def _size(file: Any) -> str:
    try:
        return filesizeformat(file.get_file_size())
    except OSError:
        return "文件不在"
