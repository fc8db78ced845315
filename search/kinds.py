"""What a document can be, for the filter by kind: our own pages, and whatever apps bring."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from search.enums import Kind
from sites.pages.page_types import page_types
from sites.pages.public_content import registered


def kinds() -> dict[str, str]:
    """Labels by kind."""
    found = {each.value: str(each.label) for each in Kind}
    for model in page_types("found_as"):
        found.setdefault(model.found_as, str(model._meta.verbose_name))
    return found | {each.name: each.label for each in registered()}


def kind_label(kind: str) -> str:
    return kinds().get(kind, kind)


def check_names(**options: Any) -> list[CheckMessage]:
    taken = {*Kind.values, *(model.found_as for model in page_types("found_as"))}
    return [
        Error(f"“{each.name}”已是搜索中一类页面的代码，请给 {type(each).__name__} 换一个 name。", id="search.E001")
        for each in registered()
        if each.name in taken
    ]
