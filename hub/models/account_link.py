from __future__ import annotations

from django.conf import settings
from django.db import models


class AccountLink(models.Model):
    """The way to a first password, mailed to its person: one at a time, gone once used. The key itself is not kept."""

    wagtail_reference_index_ignore = True

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="account_link", verbose_name="用户"
    )
    key_digest = models.CharField("密钥摘要", max_length=64, unique=True)
    lasts_until = models.DateTimeField("有效至")

    class Meta:
        verbose_name = "账号启用链接"
        verbose_name_plural = "账号启用链接"

    def __str__(self) -> str:
        return str(self.person)
