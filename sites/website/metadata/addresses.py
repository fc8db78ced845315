"""The one clean URL of a page in each variant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from wagtail.models import Page

from hub import caching
from hub.variants.addresses import in_variant
from hub.variants.enums import Variant
from sites.approval.gate import public_changed
from sites.pages.translation.locales import locale_id
from sites.website.metadata.subject import Subject

DEFAULT = "x-default"
SECONDS = 300


@dataclass(frozen=True)
class Address:
    language: str  # as hreflang writes it
    url: str


def url_in(url: str, variant: Variant) -> str:
    """An absolute URL of the source, in `variant`: the same host, the path with the variant's prefix."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=in_variant(parts.path or "/", variant)))


def has_english(page: Page) -> bool:
    """Whether there is a public English translation. No query for a leaf, because translations lie below their source.

    One query for other pages, none when cached; a translation that becomes public or ceases to be is known at once.
    """
    if page.is_leaf():
        return False
    rows = Page.objects.filter(translation_key=page.translation_key, locale=locale_id(Variant.ENGLISH))
    key = _english_key(page)
    return caching.get_or_set(key, rows.live().exists, SECONDS, tags=(key,))


def _english_key(page: Page) -> str:
    return f"has_english:{page.translation_key}"


def forget_english(sender: type, pages: list[Page], **signal: Any) -> None:
    caching.invalidate_on_commit(*(_english_key(page) for page in pages))


def connect() -> None:
    public_changed.connect(forget_english, dispatch_uid="forget_english")


def variants_of(page: Page) -> list[Variant]:
    """The variants in which a page really is: always both scripts, and English where it was translated."""
    both = [Variant.SIMPLIFIED, Variant.TRADITIONAL]
    return [*both, Variant.ENGLISH] if has_english(page) else both


def clean_url(subject: Subject) -> str | None:
    """The source's URL with nothing but what chooses the content: the year and the page of a list."""
    url = subject.page.get_full_url(subject.request) if subject.page is not None else None
    if url is None:
        return None
    chosen: dict[str, int] = {}
    if subject.year:
        chosen["year"] = subject.year
    if subject.listed is not None and subject.listed.number > 1:
        chosen["page"] = subject.listed.number
    return f"{url}?{urlencode(chosen)}" if chosen else url


def alternates(subject: Subject) -> list[Address]:
    """This page in all its variants, itself included; the source is for whoever reads none of them."""
    url = clean_url(subject)
    if url is None or subject.page is None:
        return []
    return _in_variants(url, variants_of(subject.page))


def in_both_scripts(url: str) -> list[Address]:
    """Of what is no page, and so has no translation."""
    return _in_variants(url, [Variant.SIMPLIFIED, Variant.TRADITIONAL])


def _in_variants(url: str, variants: list[Variant]) -> list[Address]:
    return [*(Address(each.language_tag, url_in(url, each)) for each in variants), Address(DEFAULT, url)]


def canonical(subject: Subject, known: list[Address]) -> Address | None:
    """The address among `known` that this answer belongs to: its own variant's, else the source's."""
    own = {each.language: each for each in known}
    return own.get(subject.variant.language_tag) or own.get(Variant.SIMPLIFIED.language_tag)
