from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from sites.pages.navigation import current_home, main_navigation, site_group_navigation
from sites.website.elder_navigation import elder_navigation


def site_group(request: HttpRequest) -> dict[str, Any]:
    """For public templates: the home of the site asked for, its navigation in both layouts, and the group's. Lazy."""
    if request.path.startswith("/admin/"):
        return {}
    return {
        "site_home": lambda: current_home(request),
        "main_navigation": lambda: main_navigation(request),
        "elder_navigation": lambda: elder_navigation(request),
        "site_group_navigation": lambda: site_group_navigation(request),
    }
