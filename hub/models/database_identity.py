from __future__ import annotations

from uuid import uuid4

from django.db import models


class DatabaseIdentity(models.Model):
    """One row, made with the tables: tells this database from every other (hub.cache_identity)."""

    key = models.UUIDField("标识", default=uuid4, editable=False)

    class Meta:
        verbose_name = "数据库标识"
        verbose_name_plural = "数据库标识"

    def __str__(self) -> str:
        return str(self.key)
