"""The steps of translating, as an editor takes them in the admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpResponse
from django.urls import reverse
from wagtail_localize.models import StringSegment

from hub.variants.enums import Variant
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.drafts import start_translation
from sites.pages.translation.locales import locale_id
from tests.factories import save_imported
from tests.story import browser_of


def begin(person: AbstractBaseUser, source: GroupPage, variant: Variant) -> HttpResponse:
    """The button 开始翻译."""
    return browser_of(person).post(reverse("translation:languages", args=[source.pk]), {"variant": variant.value})


def translated(source: GroupPage, variant: Variant) -> Any:
    """The page that holds the translation, as stored."""
    return type(source).objects.get(translation_key=source.translation_key, locale=locale_id(variant))


def field_of(source: GroupPage, text: str) -> str:
    """The name of the form field for the segment that has `text` in it."""
    segments = StringSegment.objects.filter(source__object_id=source.translation_key, string__data__contains=text)
    return f"segment-{segments.get().pk}"


def send_form(person: AbstractBaseUser, page: GroupPage, action: str = "save", **texts: str) -> HttpResponse:
    """The form of the segments, as a browser sends it: what is not in `texts` stays as it stands."""
    browser = browser_of(person)
    url = reverse("translation:text", args=[page.pk])
    return browser.post(url, {"action": action, **texts}, follow=True)


def written(source: GroupPage, texts: dict[str, str]) -> dict[str, str]:
    """Form fields for whole segments: the translation by the Chinese text."""
    segments = StringSegment.objects.filter(source__object_id=source.translation_key, string__data__in=texts)
    found = {f"segment-{segment.pk}": texts[segment.string.data] for segment in segments.select_related("string")}
    assert len(found) >= len(texts)
    return found


def released(source: GroupPage, variant: Variant, person: AbstractBaseUser) -> Any:
    """A public translation, released as an import: for tests that are not about approval. English stays Chinese."""
    page = start_translation(type(source).objects.get(pk=source.pk), variant, person)
    page.live = True
    save_imported(page)
    return translated(source, variant)
