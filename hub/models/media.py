from __future__ import annotations

import secrets
from pathlib import PurePosixPath
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index

from hub.uploads import check_document_content


def unguessable(name: str) -> str:
    """`name` with a random part: a file that is not yet public cannot be found by trying names."""
    path = PurePosixPath(name)
    return f"{path.stem[:60]}-{secrets.token_hex(8)}{path.suffix.lower()}"


class SavedAtOnce(models.Model):
    """What the save signals look at stays as it is until the row is stored."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)


class GroupImage(SavedAtOnce, AbstractImage):  # noqa: DJ008 - Wagtail's class has it
    """An image of one unit's collection. The text alternative is asked for where the image is used."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"

    def get_upload_to(self, filename: str) -> str:
        return super().get_upload_to(unguessable(filename))


class GroupRendition(AbstractRendition):
    image = models.ForeignKey(GroupImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = "图片规格"
        verbose_name_plural = "图片规格"
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class GroupDocument(SavedAtOnce, AbstractDocument):  # noqa: DJ008 - Wagtail's class has it
    """An attachment of one unit's collection; checked by content, not by its name's ending."""

    admin_form_fields = Document.admin_form_fields
    search_fields = [*AbstractDocument.search_fields, index.AutocompleteField("filename")]

    class Meta(AbstractDocument.Meta):
        verbose_name = "文件"
        verbose_name_plural = "文件"

    def clean(self) -> None:
        super().clean()
        if self.file and not self.file._committed:
            check_document_content(self.file)

    @property
    def url(self) -> str:
        return reverse("wagtaildocs_serve", args=[self.pk, self.filename])
