"""Where translations meet Wagtail's admin: the way to them, and none of wagtail-localize's own screens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from sites.pages.models.link_page import LinkPage
from sites.pages.translation.locales import is_translation, source_locale_id


def without_screens_of_localize() -> None:
    """Takes away every URL, button, menu item and view that wagtail-localize adds.

    They publish, make aliases, and know rights to whole models instead of pages; its data and its handling of segments
    are all that is used here. It offers no setting for that, and Wagtail no way to unregister a hook.
    """
    for name, registered in hooks._hooks.items():
        hooks._hooks[name] = [each for each in registered if not each[0].__module__.startswith("wagtail_localize.")]


def open_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """For the hook `before_edit_page`: a translation is written segment by segment, beside its source."""
    return redirect("translation:text", page.pk) if is_translation(page) else None


def drop_copied_translations(request: HttpRequest, page: Page, new_page: Page) -> None:
    """For the hook `after_copy_page`: Wagtail gives every copy a key of its own, and nothing knows their source."""
    for copied in new_page.get_descendants().exclude(locale=source_locale_id()):
        copied.specific.delete()


def translation_button(page: Page, user: Any, *args: Any, **kwargs: Any) -> Iterator[Button]:
    """For the menu of a page: leads to its languages."""
    if page.is_root() or is_translation(page) or issubclass(page.specific_class, LinkPage):
        return
    if page.permissions_for_user(user).can_edit():
        yield Button("翻译", reverse("translation:languages", args=[page.pk]), icon_name="globe", priority=60)
