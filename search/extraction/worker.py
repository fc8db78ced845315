"""Reads the files that wait, one after another, and puts their words into the index."""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
from datetime import timedelta
from typing import IO

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from search.enums import Extraction
from search.extraction.kinds import NEVER_READ
from search.extraction.limits import LIMITS, Limits
from search.extraction.problems import TOO_LARGE
from search.extraction.process import Outcome, extract
from search.extraction.queue import contents_with
from search.indexing import note_changes
from search.models import ExtractedText

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
# Whoever took a file and has not answered by then is dead.
LEASE = timedelta(minutes=5)
GAVE_UP = "三次都没有提取完"


def extract_waiting(limit: int = 20, limits: Limits = LIMITS) -> int:
    """Reads at most `limit` files; returns how many it looked at."""
    for number in range(limit):
        row = _taken()
        if row is None:
            return number
        _settle(row, _outcome(row, limits))
    return limit


@transaction.atomic
def _taken() -> ExtractedText | None:
    """The file that waits longest. The attempt is counted before it is made, so that a crash counts as well."""
    due = Q(attempts=0) | Q(changed_at__lt=timezone.now() - LEASE)
    rows = ExtractedText.objects.filter(due, state=Extraction.WAITING).order_by("changed_at", "pk")
    rows.filter(attempts__gte=MOST_ATTEMPTS).update(state=Extraction.FAILED, reason=GAVE_UP, changed_at=timezone.now())
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    row = rows.select_related("file__collection").first()
    if row is not None:
        ExtractedText.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1, changed_at=timezone.now())
        row.attempts += 1
    return row


def _outcome(row: ExtractedText, limits: Limits) -> Outcome | None:
    """None: no public content attaches the file any longer."""
    if not contents_with(row.pk):
        return None
    if reason := NEVER_READ.get(row.file.file_extension.lower()):
        return Outcome(Extraction.SKIPPED, reason=reason)
    try:
        with row.file.file.open("rb") as stored, tempfile.TemporaryFile() as copy:
            if stored.size > limits.size:
                return Outcome(Extraction.SKIPPED, reason=TOO_LARGE)
            shutil.copyfileobj(stored, copy)
            row.file_hash = row.file.file_hash or _hash(copy)
            copy.seek(0)
            return extract(copy, limits)
    except FileNotFoundError:
        return Outcome(Extraction.FAILED, reason="文件不见了")
    except OSError as error:
        logger.warning("File %s could not be read (%s)", row.pk, error)
        return Outcome(Extraction.FAILED, reason="暂时读不到文件", may_pass=True)


def _hash(copy: IO[bytes]) -> str:
    """As Wagtail hashes files."""
    copy.seek(0)
    return hashlib.file_digest(copy, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()


@transaction.atomic
def _settle(row: ExtractedText, outcome: Outcome | None) -> None:
    """Stores what came out, unless the file has become another one meanwhile."""
    own = ExtractedText.objects.filter(pk=row.pk, state=Extraction.WAITING, attempts=row.attempts)
    if outcome is None:
        own.delete()
        return
    if outcome.may_pass and row.attempts < MOST_ATTEMPTS:
        own.update(reason=outcome.reason, changed_at=timezone.now())
        return
    stored = own.update(
        state=outcome.state, reason=outcome.reason, text=outcome.text, is_cut=outcome.is_cut, file_hash=row.file_hash,
        changed_at=timezone.now(),
    )  # fmt: skip
    if stored and outcome.text:
        note_changes(contents_with(row.pk))
