"""Errors by mail to ADMINS, each kind once an hour."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
import traceback

from django.conf import settings
from django.core.cache import cache
from django.core.mail import mail_admins

ONCE_IN = 3600  # seconds
_MOST_REMEMBERED = 1000


class AdminMailHandler(logging.Handler):
    """Unlike Django's, it mails the line and the traceback alone: no cookies, and nothing that was typed into a form.

    It never raises: a mail server or a cache that is away costs the mail, not the answer.
    """

    def __init__(self, level: int | str = logging.NOTSET) -> None:
        super().__init__(level)
        self._within = threading.local()
        self._remembered: dict[str, float] = {}

    def createLock(self) -> None:
        """None: other errors must not wait while one is being mailed."""
        self.lock = None

    def emit(self, record: logging.LogRecord) -> None:
        if getattr(self._within, "busy", False):
            return  # an error of the cache, or of sending mail, while another is told
        self._within.busy = True
        try:
            if self._is_first(kind_of(record)):
                subject = " ".join(f"{record.levelname} {record.getMessage()}".split())[:150]
                mail_admins(subject, self.format(record), fail_silently=True)
        except Exception:
            self.handleError(record)
        finally:
            self._within.busy = False

    def _is_first(self, kind: str) -> bool:
        """Of this hour, over all processes; while the cache cannot say so, of this process."""
        try:
            return bool(cache.add(f"error-mailed:{kind}", True, ONCE_IN))
        except Exception:
            now = time.monotonic()
            if now - self._remembered.get(kind, -ONCE_IN) < ONCE_IN:
                return False
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[kind] = now
            return True


def kind_of(record: logging.LogRecord) -> str:
    """Errors are of one kind if the same exception left the same place of our code, or one line logged them."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        parts = (record.name, record.pathname, record.lineno)
    else:
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if _is_own(frame.filename)]
        place = (own or frames or [None])[-1]
        parts = (type(error).__module__, type(error).__qualname__, place and (place.filename, place.lineno))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _is_own(filename: str) -> bool:
    return filename.startswith(f"{settings.BASE_DIR}/") and "site-packages" not in filename
