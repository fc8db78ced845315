"""Where a request for the catalogue stands: its site, and all units and categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from opencat.catalogue.documents import Document, documents_of
from opencat.catalogue.query import CatalogueQuery, read
from opencat.models import CatalogueEntry, Category
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.addresses import Addresses
from sites.pages.models.column_page import ColumnPage
from sites.pages.navigation import cached_by_host, current_home

# The columns that every site has by provisioning, by their path below the home.
COLUMNS = {"disclosure": "disclosure/", "guide": "disclosure/guide/", "report": "disclosure/annual-reports/"}


@dataclass(frozen=True)
class CatalogueScope:
    request: HttpRequest
    home: UnitSite
    units: list[Unit]
    categories: dict[int, Category]

    @property
    def home_unit(self) -> Unit | None:
        return None if self.home.unit.is_portal else self.home.unit

    def asked(self) -> CatalogueQuery:
        return read(self.request.GET, self.home_unit, self.units, self.categories)

    def documents(self, entries: list[CatalogueEntry]) -> list[Document]:
        units = {unit.pk: unit for unit in self.units}
        return documents_of(entries, Addresses(self.request), units, self.categories)

    def context(self) -> dict[str, Any]:
        """For every page of the catalogue: the way to it, and the pages beside it."""
        return {"home": self.home, "columns_of_home": columns_of_home(self.request)}


def scope_of(request: HttpRequest) -> CatalogueScope:
    """Three queries.

    Raises:
        Http404: no site answers here.
    """
    home = current_home(request)
    if home is None:
        raise Http404
    categories = {category.pk: category for category in Category.objects.all()}
    return CatalogueScope(request, home, list(Unit.objects.all()), categories)


def columns_of_home(request: HttpRequest) -> dict[str, str]:
    """The addresses of the present site's disclosure columns, as far as there are any. No query when cached."""
    home = current_home(request)
    if home is None:
        return {}
    return dict(cached_by_host("disclosure_columns", home.unit_id, request, lambda: _columns(home, request)))


def _columns(home: UnitSite, request: HttpRequest) -> list[tuple[str, str]]:
    paths = {f"{home.home.url_path}{path}": name for name, path in COLUMNS.items()}
    columns = ColumnPage.objects.filter(slug__in=["disclosure", "guide", "annual-reports"], url_path__in=paths)
    found = ((paths[column.url_path], column.get_url(request)) for column in columns.live().public())
    return [(name, url) for name, url in found if url]
