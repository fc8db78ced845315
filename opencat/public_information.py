"""Documents of the catalogue that somebody may be about to ask for, by number or by title.

For the hook `public_information`.
"""

from __future__ import annotations

import re

from django.db.models import Q

from opencat.document_numbers import compare_key, find_all
from opencat.models import CatalogueEntry

MOST = 5
SHORTEST_TITLE = 4
_QUOTED = re.compile(r"《([^《》]{4,80})》")


def public_information(text: str) -> list[tuple[str, str]]:
    """(title, address) of public documents, what has the very number first. Two queries."""
    numbers = [compare_key(number.text) for number in find_all(text)]
    titles = [*_QUOTED.findall(text), text.partition("\n")[0].strip()]
    by_title = Q(pk__in=[])
    for title in titles:
        if len(title) >= SHORTEST_TITLE:
            by_title |= Q(title__icontains=title)
    public = CatalogueEntry.objects.public().filter(page__isnull=False).select_related("page")
    found = [*public.filter(number_key__in=numbers)[:MOST], *public.filter(by_title).order_by("-written_on")[:MOST]]
    rows = {entry.pk: entry for entry in found}.values()
    return [(entry.title, address) for entry in rows if (address := entry.page.full_url)]
