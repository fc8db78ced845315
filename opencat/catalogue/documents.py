"""Documents as the catalogue's pages list them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from opencat.models import CatalogueEntry, Category
from sites.organisation.models.unit import Unit
from sites.pages.addresses import Addresses
from sites.pages.enums import DisclosureKind, Validity

SHOWN = (
    "path", "unit_id", "category_id", "index_number", "title", "document_number", "written_on", "published_at",
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


def documents_of(
    entries: list[CatalogueEntry], addresses: Addresses, units: dict[int, Unit], categories: dict[int, Category]
) -> list[Document]:
    """`entries` with `url_path` and `state`."""
    return [
        Document(
            entry=entry,
            url=addresses.of_content(entry.unit_id, entry.path, entry.url_path),
            unit=units[entry.unit_id],
            category=categories.get(entry.category_id),
            request_url=request_url(units[entry.unit_id]) if entry.disclosure_kind == DisclosureKind.ON_REQUEST else "",
        )
        for entry in entries
    ]
