"""The outbox that every queue of side effects shares (docs/outbox.md)."""

from __future__ import annotations

import logging
from typing import Self

from django.db import connections, models
from django.utils import timezone

from hub.failures import error_text, pause_after

logger = logging.getLogger(__name__)


class OutboxQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Rows to be done now, oldest first: past the pause after a failure."""
        return self.filter(next_attempt_at__lte=timezone.now()).order_by("pk")

    def locked(self) -> Self:
        """Taken till the end of the transaction; what another process has taken is passed over."""
        if connections[self.db].features.has_select_for_update_skip_locked:
            return self.select_for_update(skip_locked=True, of=("self",))
        return self  # SQLite has one writer at a time


class OutboxRow(models.Model):
    """Something that was decided in a transaction and is done after it, by `hub.draining.drain`.

    `attempts` counts those that failed.
    """

    created_at = models.DateTimeField("时间", auto_now_add=True)
    next_attempt_at = models.DateTimeField("下次尝试", default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField("失败次数", default=0)
    last_error = models.CharField("上次的错误", max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_put_off(self) -> bool:
        return self.next_attempt_at > timezone.now()

    def put_off(self, error: BaseException) -> None:
        """Notes a failure; the row waits 1, 2, 4 … minutes, at most an hour."""
        self.attempts += 1
        self.next_attempt_at = timezone.now() + pause_after(self.attempts)
        self.last_error = error_text(error)
        logger.warning(
            "%s %s failed (%s); next attempt at %s", type(self).__name__, self.pk, self.last_error, self.next_attempt_at
        )
        # An update, because the row may be gone by now.
        type(self)._default_manager.filter(pk=self.pk).update(
            attempts=self.attempts, next_attempt_at=self.next_attempt_at, last_error=self.last_error
        )
