"""Paths of the variants: `/zh-hant/news/` is the Traditional twin of `/news/` on the same host."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.http import HttpRequest

from hub.variants.enums import Variant

# These have no twin: files, the admin.
WITHOUT_TWIN = ("/admin/", "/static/", "/media/", "/files/")
# The query that makes a choice, and the cookie that remembers it.
CHOICE = "script"


def split_variant(path: str) -> tuple[Variant, str]:
    """The variant that a path asks for, and the path of the source: ("zh-hant", "/news/") for "/zh-hant/news/"."""
    for variant in (Variant.TRADITIONAL, Variant.ENGLISH):
        if path == variant.prefix or path.startswith(f"{variant.prefix}/"):
            # Two slashes at the beginning would name another host.
            return variant, "/" + path.removeprefix(variant.prefix).lstrip("/")
    return Variant.SIMPLIFIED, path


def has_twin(path: str) -> bool:
    """Whether the source's path has twins in the other variants."""
    return not f"{path}/".startswith(WITHOUT_TWIN)


def in_variant(path: str, variant: Variant) -> str:
    """The path (beginning with a slash) of the same page in `variant`, from the path in any variant."""
    _variant, source = split_variant(path)
    source = "/" + source.lstrip("/")
    return f"{variant.prefix}{source}" if has_twin(source) else source


def choosing(request: HttpRequest, variant: Variant) -> str:
    """The address that leads to what `request` asks for in `variant`, and remembers that choice."""
    asked = dict(request.GET.lists()) if request.method in ("GET", "HEAD") else {}
    query = urlencode({**asked, CHOICE: variant.value}, doseq=True)
    path = quote(in_variant(request.path, variant), safe="/:@!$&'()*+,;=~-._")
    return f"{path}?{query}"
