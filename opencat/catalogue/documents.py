"""Documents as the catalogue's pages list them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Site

from opencat.models import CatalogueEntry, Category
from sites.organisation.models.unit import Unit
from sites.pages.enums import DisclosureKind, Validity

SHOWN = (
    "page_id", "unit_id", "category_id", "index_number", "title", "document_number", "written_on", "published_at",
    "published_on", "disclosure_kind", "validity", "ceases_on",
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    entry: CatalogueEntry
    url: str
    unit: Unit
    category: Category | None
    request_url: str  # where to ask for it; empty for what is there to read

    @property
    def state(self) -> Validity:
        return Validity(self.entry.state)

    @property
    def mark(self) -> str:
        """What is to be said of its state in a list; nothing of what is in force."""
        return "" if self.state == Validity.IN_FORCE else str(self.state.label)


def request_url(unit: Unit) -> str:
    """Where one asks a unit for a document that is disclosed on request."""
    return reverse("opencat:request", args=[unit.code])


class Addresses:
    """Addresses of pages by their url_path, without a query: the hosts of the sites are cached.

    Without a request they are absolute; with one, those of its own host are paths.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        here = Site.find_for_request(request) if request else None
        # Where Wagtail's own addresses of pages look first as well.
        known = getattr(request, "_wagtail_cached_site_root_paths", None) or Site.get_site_root_paths()
        self.roots = [(path, "" if here and key == here.pk else url) for key, path, url, _language in known]

    def of(self, url_path: str) -> str:
        """Empty for a page that no host shows."""
        for root, host in self.roots:
            if url_path.startswith(root):
                return f"{host}/{url_path[len(root) :]}"
        return ""


def absolute(url: str, request: HttpRequest) -> str:
    return url if urlsplit(url).netloc else request.build_absolute_uri(url)


def documents_of(
    entries: list[CatalogueEntry], addresses: Addresses, units: dict[int, Unit], categories: dict[int, Category]
) -> list[Document]:
    """`entries` with `url_path` and `state`."""
    return [
        Document(
            entry=entry,
            url=addresses.of(entry.url_path),
            unit=units[entry.unit_id],
            category=categories.get(entry.category_id),
            request_url=request_url(units[entry.unit_id]) if entry.disclosure_kind == DisclosureKind.ON_REQUEST else "",
        )
        for entry in entries
    ]
