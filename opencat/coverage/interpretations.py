"""Policies that nobody has interpreted yet 政策尚无解读."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from opencat.enums import LinkKind
from opencat.models import CatalogueEntry, DocumentLink
from opencat.models.entry import EntryQuerySet
from sites.pages.enums import DisclosureKind, Validity


def without_interpretation() -> EntryQuerySet:
    """Public articles in force that ask for an interpretation and have none that is public; the oldest first."""
    interpretation = DocumentLink.objects.filter(kind=LinkKind.INTERPRETS, target=OuterRef("page"), page__live=True)
    wanted = CatalogueEntry.objects.public().with_state()
    wanted = wanted.filter(
        page__isnull=False,
        category__asks_interpretation=True,
        state__in=[Validity.IN_FORCE, Validity.AMENDED],
        disclosure_kind=DisclosureKind.PROACTIVE,
    )
    wanted = wanted.filter(~Exists(interpretation)).select_related("unit", "category")
    return wanted.order_by("published_on", "pk")
