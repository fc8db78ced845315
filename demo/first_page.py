"""The portal's home is rendered once before anybody asks for it."""

from __future__ import annotations

from django.conf import settings
from django.test import Client

from sites.organisation.models.unit_site import UnitSite


def render_first_page() -> None:
    """Makes its small pictures: the server would wait for SQLite at each one, while this process goes on loading."""
    site = UnitSite.objects.select_related("site").get(unit__category="portal").site
    Client(SERVER_NAME=site.hostname, SERVER_PORT=str(settings.GROUP_PORT)).get("/")
