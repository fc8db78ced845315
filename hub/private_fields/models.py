from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models

from hub.private_fields.blind_index import blind_indexes, with_indexes


class PrivateDataModel(models.Model):
    """A model with encrypted fields: its blind indexes are saved with what they follow, and its `repr` is a number."""

    class Meta:
        abstract = True

    def __repr__(self) -> str:
        return f"<{self._meta.label} {self.pk}>"

    def save(self, *, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        for index in blind_indexes(type(self)):
            index.follow(self)
        if update_fields is not None:
            update_fields = with_indexes(type(self), update_fields)
        super().save(update_fields=update_fields, **kwargs)
