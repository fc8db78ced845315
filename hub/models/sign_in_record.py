from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from hub.accounts.enums import SignInKind
from hub.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class SignInRecordQuerySet(AppendOnlyQuerySet):
    def drop_before(self, moment: datetime) -> int:
        """The one way out: rows older than the term for which they are kept. Returns how many went."""
        return models.QuerySet.delete(self.filter(at__lt=moment))[0]


class SignInRecord(AppendOnlyModel):
    """One thing that happened to a sign-in: by whom, from where, when."""

    wagtail_reference_index_ignore = True

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    kind = models.CharField("事项", max_length=20, choices=SignInKind.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="用户"
    )
    # As it was then. Of a name that no account has nothing is kept: people type passwords there.
    username = models.CharField("登录名", max_length=150, blank=True)
    address = models.CharField("网络地址", max_length=45, blank=True)
    browser = models.CharField("浏览器", max_length=60, blank=True)
    detail = models.CharField("说明", max_length=200, blank=True)

    objects = SignInRecordQuerySet.as_manager()

    repeats_text = True  # what a browser sent (hub.text_fields)

    class Meta:
        verbose_name = "登录记录"
        verbose_name_plural = "登录记录"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.username}"
