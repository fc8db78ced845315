from __future__ import annotations

from typing import Self

from django.db import models


class NewVersion(models.Model):
    """A file that came in the place of another, which stays for the contents that still show it."""

    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="followers",
        verbose_name="上一版本",
    )
    follows.wagtail_reference_index_ignore = True  # a line of versions is no use of the file

    class Meta:
        abstract = True

    @property
    def newest(self) -> Self:
        """The end of the line of versions; itself where nothing came after it."""
        file = self
        while (after := file.followers.order_by("pk").last()) is not None:
            file = after
        return file
