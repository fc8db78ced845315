"""Whether a document holds today, and what its page says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage


@dataclass(frozen=True)
class ValidityNotice:
    label: str
    is_amended: bool
    since: date | None


def validity_today(article: ArticlePage) -> Validity:
    """Expired as well when its last day has passed, whatever else it says."""
    validity = Validity(article.validity)
    if validity in (Validity.EXPIRED, Validity.ABOLISHED):
        return validity
    has_ceased = article.ceases_on is not None and article.ceases_on < timezone.localdate()
    return Validity.EXPIRED if has_ceased else validity


def notice_for(article: ArticlePage) -> ValidityNotice | None:
    """Nothing for a document in force as it stands."""
    validity = validity_today(article)
    if validity == Validity.IN_FORCE:
        return None
    is_amended = validity == Validity.AMENDED
    return ValidityNotice(str(validity.label), is_amended, None if is_amended else article.ceases_on)
