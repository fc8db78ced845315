"""The same letter by the same person, told apart without reading either."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hub.private_fields.key_ring import current_key, known_keys
from sites.casework.models.case import Case, CaseQuerySet

_NO_WORD = re.compile(r"[\W_]+")
DAYS = 30


def likeness_of(applicant: Mapping[str, Any], text: str) -> str:
    """A keyed digest of who and what; blanks, punctuation and widths do not count. "" where nobody can be reached."""
    same = _same(applicant, text)
    return current_key().index(same) if same else ""


def sent_before(applicant: Mapping[str, Any], text: str) -> CaseQuerySet:
    """What the same person sent with the same words in the last 30 days; the newest first."""
    same = _same(applicant, text)
    likenesses = [key.index(same) for key in known_keys()] if same else []
    since = timezone.now() - timedelta(days=DAYS)
    return Case.objects.filter(likeness__in=likenesses, submitted_at__gte=since).order_by("-submitted_at")


def _same(applicant: Mapping[str, Any], text: str) -> str:
    who = next((str(applicant[name]) for name in ("id_number", "telephone", "email") if applicant.get(name)), "")
    return f"{_bare(who)}|{_bare(text)}" if who else ""


def _bare(text: str) -> str:
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text)).casefold()
