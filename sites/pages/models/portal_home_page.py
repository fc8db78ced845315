from __future__ import annotations

from sites.pages.models.home_page import TEMPLATE, HomePage


class PortalHomePage(HomePage):
    """The municipal portal (Art. 2): the group's front door, with the channels below it."""

    template = TEMPLATE
    max_count = 1

    class Meta:
        verbose_name = "门户首页"
