from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page as PageOfList
from django.http import HttpRequest
from wagtail.models import Page

from hub.variants.enums import Variant
from sites.organisation.models.unit_site import UnitSite


@dataclass(frozen=True)
class Subject:
    """The page that is being shown, with what the view has loaded for it already."""

    request: HttpRequest
    unit_site: UnitSite
    page: Page | None = None
    ancestors: list[Page] = field(default_factory=list)  # between the home and the page, outermost first
    listed: PageOfList | None = None  # the page of a list that it shows
    year: int | None = None
    tags: list[Any] | None = None
    featured: list[Any] = field(default_factory=list)  # articles with covers

    @property
    def variant(self) -> Variant:
        # A preview makes its own request, which passes no middleware.
        return getattr(self.request, "variant", Variant.SIMPLIFIED)

    @property
    def is_home(self) -> bool:
        return self.page is not None and self.page.pk == self.unit_site.home_id

    @property
    def site_name(self) -> str:
        return self.unit_site.home.title
