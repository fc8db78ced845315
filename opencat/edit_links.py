"""Where in the admin people edit what the catalogue's entries are about."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import prefetch_related_objects
from wagtail.admin.admin_url_finder import AdminURLFinder

from opencat.models import CatalogueEntry


def find_edit_urls(entries: list[CatalogueEntry], user: AbstractBaseUser) -> None:
    """Sets `edit_url` of each; empty where there is no such page, or not for `user`. One query a kind of content."""
    prefetch_related_objects([entry for entry in entries if _has_model(entry)], "content")
    finder = AdminURLFinder(user)
    for entry in entries:
        content = entry.content if _has_model(entry) else None
        entry.edit_url = (finder.get_edit_url(content) or "") if content is not None else ""


def _has_model(entry: CatalogueEntry) -> bool:
    """Not so where the content is deleted, or its app was taken out of the install."""
    if entry.content_type_id is None:
        return False
    return ContentType.objects.get_for_id(entry.content_type_id).model_class() is not None
