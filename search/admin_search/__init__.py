"""Editors' search: Wagtail's own search of pages, images and files, with the chain of the public's (`search.tokens`).

Named in `WAGTAILSEARCH_BACKENDS`, so that every list and chooser of the admin uses it, on either database. Wagtail
looks words up as its database parts them, and neither parts Chinese.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from search.admin_search.backend import AdminBackend

__all__ = ["SearchBackend"]

BACKENDS = {
    "postgresql": "search.admin_search.postgresql.PostgreSQLAdminBackend",
    "sqlite": "search.admin_search.sqlite.SQLiteAdminBackend",
}


def SearchBackend(params: dict[str, Any]) -> AdminBackend:
    """The one for the database of this install, whether or not there is Elasticsearch for the public."""
    return import_string(BACKENDS[connection.vendor])(params)
