from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from sites.pages.outbound.addresses import web_address


class TrustedHost(models.Model):
    """A host outside the group to which links lead without the leaving notice, and all hosts below it."""

    host = models.CharField(
        "主机名",
        max_length=253,
        unique=True,
        help_text="例如 meizhou.gov.cn；其下级主机名（www.meizhou.gov.cn）同样适用",
    )
    note = models.CharField("说明", max_length=100, blank=True)

    class Meta:
        verbose_name = "可直接访问的网站"
        verbose_name_plural = "可直接访问的网站"
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host

    def clean(self) -> None:
        super().clean()
        found = web_address(f"https://{self.host.strip().rstrip('.')}/")
        if found is None or found.url != f"https://{found.host}/" or "." not in found.host:
            raise ValidationError({"host": "请填写主机名，不带 http:// 和路径，例如 meizhou.gov.cn。"})
        self.host = found.host
