"""Whether everybody may see a page: no view restriction stands on it, nor on a page above it.

Wagtail's `public()` answers it for lists of pages. What asks about one page, in a query of its own, or about rows that
point at pages asks here.
"""

from __future__ import annotations

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction


def is_restricted(page: Page) -> bool:
    """One query."""
    return page.get_view_restrictions().exists()


def below_restriction(path: str = "path") -> Exists:
    """A condition within the query: `path` names the tree path of a page from the rows that are filtered."""
    here = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return Exists(PageViewRestriction.objects.annotate(here=here).filter(here__startswith=F("page__path")))


def restricted_paths() -> list[str]:
    """Tree paths below which not everybody may read. One query, of hardly any rows."""
    return list(PageViewRestriction.objects.order_by("page__path").values_list("page__path", flat=True))
