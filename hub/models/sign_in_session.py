from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class SignInSessionQuerySet(models.QuerySet["SignInSession"]):
    def running(self) -> Self:
        """Neither ended nor past one of its two limits."""
        now = timezone.now()
        return self.filter(
            ended_at=None,
            seen_at__gt=now - timedelta(minutes=settings.SIGN_IN_IDLE_MINUTES),
            began_at__gt=now - timedelta(hours=settings.SIGN_IN_HOURS),
        )


class SignInSession(models.Model):
    """A browser in which a person has signed in, from the password to the end."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_in_sessions", verbose_name="用户"
    )
    address = models.CharField("网络地址", max_length=45, blank=True)
    browser = models.CharField("浏览器", max_length=60, blank=True)
    # Which password it began with, as a keyed hash: a session from before a change is over.
    password_mark = models.CharField(max_length=64)
    began_at = models.DateTimeField("登录时间", default=timezone.now)
    seen_at = models.DateTimeField("最近操作", default=timezone.now)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    objects = SignInSessionQuerySet.as_manager()

    repeats_text = True  # what a browser sent (hub.text_fields)

    class Meta:
        verbose_name = "登录"
        verbose_name_plural = "登录"
        ordering = ["-began_at"]
        indexes = [models.Index(fields=["person", "ended_at"])]

    def __str__(self) -> str:
        return f"{self.person} {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def idle_until(self) -> datetime:
        return self.seen_at + timedelta(minutes=settings.SIGN_IN_IDLE_MINUTES)

    @property
    def lasts_until(self) -> datetime:
        return self.began_at + timedelta(hours=settings.SIGN_IN_HOURS)
