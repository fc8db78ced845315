"""Whether documents come in time (Art. 13): what a changed calendar or term moves, and what is near its date."""

from __future__ import annotations

from django.db import transaction

from hub.calendar import Terms
from hub.events import record_event
from opencat.entries import set_due_date
from opencat.models import CatalogueEntry

CHANGED = "期限变更"


@transaction.atomic
def renew_open_terms(reason: str) -> int:
    """Computes the dates of what is not yet public anew; returns how many moved. Each that moves is on record.

    What is public keeps the date by which it was judged.
    """
    moved = 0
    terms = Terms.load()
    open_now = CatalogueEntry.objects.existing().filter(published_on=None).exclude(term_code="")
    for entry in open_now.select_related("unit"):
        before, explanation = entry.due_on, entry.due_explanation
        set_due_date(entry, terms)
        if (entry.due_on, entry.due_explanation) == (before, explanation):
            continue
        entry.save(update_fields=["due_on", "due_explanation", "is_provisional"])
        if entry.due_on != before:
            moved += 1
            record_event(
                CHANGED,
                entry.title,
                f"应公开日期由 {before} 改为 {entry.due_on}。{entry.due_explanation}",
                reason=reason,
                unit_code=entry.unit.code,
            )
    return moved
