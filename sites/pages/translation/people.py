"""Who translated: nobody approves what they wrote at, and a corrected segment is written at."""

from __future__ import annotations

from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from sites.pages.translation.locales import is_translation


def translators_of(page: Page) -> set[int]:
    """Everybody who wrote a segment of a translation since it was last published; nobody of a source."""
    if not is_translation(page):
        return set()
    rows = StringTranslation.objects.filter(context__object_id=page.translation_key, locale_id=page.locale_id)
    if page.live_revision_id:
        rows = rows.filter(updated_at__gt=page.live_revision.created_at)
    return set(rows.exclude(last_translated_by=None).values_list("last_translated_by", flat=True))
