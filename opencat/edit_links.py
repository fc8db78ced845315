"""Where in the admin people edit what the catalogue's entries are about."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import prefetch_related_objects
from wagtail.admin.admin_url_finder import AdminURLFinder

from opencat.models import CatalogueEntry


def find_edit_urls(entries: list[CatalogueEntry], user: AbstractBaseUser) -> None:
    """Sets `edit_url` of each; empty where there is no such page, or not for `user`. One query a kind of content."""
    prefetch_related_objects(entries, "content")
    finder = AdminURLFinder(user)
    for entry in entries:
        entry.edit_url = finder.get_edit_url(entry.content) or "" if entry.content else ""
