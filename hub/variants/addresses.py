"""Paths of the variants: `/zh-hant/news/` is the Traditional twin of `/news/` on the same host."""

from __future__ import annotations

from hub.variants.enums import Variant

# These have no twin: files, the admin.
WITHOUT_TWIN = ("/admin/", "/static/", "/media/")


def split_variant(path: str) -> tuple[Variant, str]:
    """The variant that a path asks for, and the path of the source: ("zh-hant", "/news/") for "/zh-hant/news/"."""
    for variant in (Variant.TRADITIONAL, Variant.ENGLISH):
        if path == variant.prefix or path.startswith(f"{variant.prefix}/"):
            return variant, path.removeprefix(variant.prefix) or "/"
    return Variant.SIMPLIFIED, path


def in_variant(path: str, variant: Variant) -> str:
    """The path (beginning with a slash) of the same page in `variant`, from the path in any variant."""
    _variant, source = split_variant(path)
    return source if source.startswith(WITHOUT_TWIN) else f"{variant.prefix}{source}"
