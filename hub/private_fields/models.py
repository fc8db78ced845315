from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from hub.private_fields.blind_index import blind_indexes


class PrivateDataModel(models.Model):
    """A model with encrypted fields: its blind indexes are saved with what they follow, and its `repr` is a number."""

    class Meta:
        abstract = True

    def __repr__(self) -> str:
        return f"<{self._meta.label} {self.pk}>"

    def save(self, *, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        indexes = blind_indexes(type(self))
        for index in indexes:
            index.follow(self)
        if update_fields is not None:
            named = set(update_fields)
            update_fields = named | {index.name for index in indexes if index.source in named}
        super().save(update_fields=update_fields, **kwargs)
