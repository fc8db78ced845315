from __future__ import annotations

from django.db import models
from django.utils import timezone


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def waiting(self) -> OutboxQuerySet:
        """Messages to be sent now, oldest first: unsent, and past the pause after a failure."""
        return self.filter(sent_at=None, next_attempt_at__lte=timezone.now()).order_by("pk")


class OutboxMessage(models.Model):
    """An e-mail that was decided in a transaction and leaves after it, once.

    `key` names the occasion ("arrival of task 12 for user 3"), so that the same notice is never sent twice.
    """

    key = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    next_attempt_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "待发邮件"
        verbose_name_plural = "待发邮件"

    def __str__(self) -> str:
        return f"{self.recipient}: {self.subject}"
