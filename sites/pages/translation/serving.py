"""What a visitor of a variant reads: the source's page with the text of its translation, if there is a public one."""

from __future__ import annotations

from django.http import HttpRequest

from hub.variants.enums import Variant
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.locales import is_translation, locale_id


def wanted_variant(request: HttpRequest) -> Variant:
    return getattr(request, "variant", Variant.SIMPLIFIED)


def public_translation(page: GroupPage, variant: Variant) -> GroupPage | None:
    """The public translation of a source. One query; none for what cannot be translated."""
    if variant == Variant.SIMPLIFIED or is_translation(page):
        return None
    rows = type(page).objects.filter(translation_key=page.translation_key, locale=locale_id(variant), live=True)
    return rows.first()


def show_translated(page: GroupPage, request: HttpRequest) -> None:
    """Puts the translation's text on `page`, in memory.

    Place, address, neighbours, counts and all that is not text stay the source's. They are the translation's as well:
    the gate lets a translation be public only while it is one of exactly what is public.
    """
    translation = public_translation(page, wanted_variant(request))
    if translation is None:
        return
    for name in page.translated_fields:
        setattr(page, name, getattr(translation, name))
    page.translation = translation
