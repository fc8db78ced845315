"""From a place in the page tree to the unit whose site holds it."""

from __future__ import annotations

from wagtail.models import Page

from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite


def paths_down_to(path: str) -> list[str]:
    """The tree paths of the root, of every page above `path`, and `path` itself."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def unit_for_path(path: str) -> Unit | None:
    """The unit whose site holds the place `path` of the tree: that of the nearest home above it."""
    nearest = (
        UnitSite.objects.filter(home__path__in=paths_down_to(path))
        .order_by("-home__depth")
        .select_related("unit")
        .first()
    )
    return nearest.unit if nearest else None
