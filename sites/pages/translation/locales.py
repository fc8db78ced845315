"""The languages of content: everything is written in Simplified Chinese, and some of it is translated."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from wagtail.models import Locale, Page

from hub.variants.enums import Variant

TRANSLATED = (Variant.TRADITIONAL, Variant.ENGLISH)
# As editors speak of them; the public reads each in its own language.
NAMES = {Variant.SIMPLIFIED: "简体", Variant.TRADITIONAL: "繁体", Variant.ENGLISH: "英文"}


@cache
def locale_id(variant: Variant) -> int:
    """The key of a variant's locale. Migrations make the three rows, and nothing changes them."""
    return Locale.objects.values_list("pk", flat=True).get(language_code=variant.value)


def source_locale_id() -> int:
    """The locale of all that is written; lists of the public and counts are of pages in this one."""
    return locale_id(Variant(settings.LANGUAGE_CODE))


def is_translation(page: Page) -> bool:
    return page.locale_id is not None and page.locale_id != source_locale_id()


def variant_of(page: Page) -> Variant:
    """In which language a page is stored. No query."""
    return next((each for each in TRANSLATED if page.locale_id == locale_id(each)), Variant.SIMPLIFIED)
