"""Names that begin an address of the system's own, and so may not be a page's: /search/ is the search on every host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import URLResolver, get_resolver

from hub.variants.enums import Variant

_FIRST = re.compile(r"\^?([\w-]+)/")


@cache
def reserved_names() -> frozenset[str]:
    """First parts of the paths in the URLconf, of the variants, and of files. Names with a dot cannot be a page's."""
    others = {variant.prefix for variant in Variant} | {settings.STATIC_URL, settings.MEDIA_URL}
    return frozenset(_first_parts(get_resolver())) | {name for each in others if (name := each.strip("/"))}


def _first_parts(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if found := _FIRST.match(str(pattern.pattern)):
            yield found[1]
        elif isinstance(pattern, URLResolver) and not str(pattern.pattern):
            yield from _first_parts(pattern)


def check_name(name: str) -> None:
    """Raises:
    ValidationError: the name is reserved.
    """
    if name.lower() in reserved_names():
        raise ValidationError(f"“{name}”是系统保留的网址，请换一个。", code="reserved")


def free_name(name: str) -> str:
    """`name`, with something added where it is reserved."""
    return f"{name}-1" if name.lower() in reserved_names() else name
