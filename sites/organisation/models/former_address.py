from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from sites.organisation.models.unit_site import UnitSite


class FormerAddress(models.Model):
    """Where a site once answered. Every URL below it leads on to the site's present address."""

    unit_site = models.ForeignKey(UnitSite, on_delete=models.CASCADE, related_name="former_addresses")
    host = models.CharField("主机名", max_length=255)
    path = models.CharField("路径", max_length=255, default="/", help_text="以 / 开头和结尾")

    class Meta:
        verbose_name = "旧网址"
        verbose_name_plural = "旧网址"
        constraints = [models.UniqueConstraint(fields=["host", "path"], name="one_former_address")]

    def __str__(self) -> str:
        return f"{self.host}{self.path}"

    def clean(self) -> None:
        super().clean()
        if not (self.path.startswith("/") and self.path.endswith("/")):
            raise ValidationError({"path": "路径要以 / 开头和结尾。"})
