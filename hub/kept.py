"""Small tables that every request needs: each process keeps its own copy, and all notice when one has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

Value = TypeVar("Value")
SECONDS = 300  # after which it is read anew in any case
UNASKED = 0.005  # seconds: the words of one query ask one after another


class Kept(Generic[Value]):
    """What `load` gives. The cache all processes share holds only which edition is the latest.

    For `seconds` an edition stands if nobody says that it has changed; for `unasked` seconds nobody is asked.
    """

    def __init__(
        self, name: str, load: Callable[[], Value], *, seconds: float = SECONDS, unasked: float = UNASKED
    ) -> None:
        self.key = f"kept:{name}"
        self.load = load
        self.seconds = seconds
        self.unasked = unasked
        self.asked_at = 0.0
        # Together: between two threads that load, a value must not get the other's edition.
        self.held: tuple[str, Value] | None = None

    def current(self) -> Value:
        held, now = self.held, time.monotonic()
        if held is not None and 0 <= now - self.asked_at < self.unasked:
            return held[1]
        latest = self._latest()
        if held is None or held[0] != latest:
            held = self.held = latest, self.load()
        self.asked_at = now
        return held[1]

    def _latest(self) -> str:
        latest: str | None = cache.get(self.key)
        if latest is None:
            latest = uuid4().hex
            cache.set(self.key, latest, self.seconds)
        return latest

    def forget(self, **signal: Any) -> None:
        """At once, and again when the others can read it: meanwhile another process may have read the old one."""
        self._delete()
        transaction.on_commit(self._delete)

    def _delete(self) -> None:
        self.asked_at = 0.0
        cache.delete(self.key)

    def follow(self, *models: type[Model]) -> None:
        for model in models:
            for signal in (post_save, post_delete):
                signal.connect(self.forget, sender=model, dispatch_uid=f"{self.key}:{model.__name__}")
