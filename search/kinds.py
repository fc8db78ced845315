"""What a document can be, for the filter by kind: of our own pages, and whatever apps have registered."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error

from search.enums import Kind
from sites.pages.public_content import registered


def kinds() -> dict[str, str]:
    """Labels by kind."""
    return {**{each.value: str(each.label) for each in Kind}, **{each.name: each.label for each in registered()}}


def kind_label(kind: str) -> str:
    return kinds().get(kind, kind)


def check_names(**options: Any) -> list[CheckMessage]:
    return [
        Error(f"“{each.name}”已是搜索中一类页面的代码，请给 {type(each).__name__} 换一个 name。", id="search.E001")
        for each in registered()
        if each.name in Kind.values
    ]
