from __future__ import annotations

import secrets
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.urls import reverse
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    WagtailImageField,
    WagtailImageFieldFile,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.search import index
from wagtail.utils.file import hash_filelike

from hub.models.new_version import NewVersion
from hub.models.saved_at_once import SavedAtOnce
from hub.picture_copies import folder_of
from hub.picture_metadata import without_metadata
from hub.uploads import check_document_content


def unguessable(name: str) -> str:
    """`name` with a random part: a file that is not yet public cannot be found by trying names."""
    path = PurePosixPath(name)
    return f"{path.stem[:60]}-{secrets.token_hex(8)}{path.suffix.lower()}"


def hash_of(data: bytes) -> str:
    """As Wagtail takes it of a file."""
    return hash_filelike(BytesIO(data))


class CleanedImageFile(WagtailImageFieldFile):
    """Whatever is stored is stored without metadata."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        content.seek(0)
        clean = without_metadata(content.read())
        super().save(name, ContentFile(clean), save=False)
        self.stored(clean)
        if save:
            self.instance.save()

    def _set_instance_attribute(self, name: str, content: File) -> None:
        """The row names what was stored: its size is that of the cleaned picture, which is read from memory."""
        setattr(self.instance, self.field.attname, name)
        getattr(self.instance, self.field.attname).file = content

    def stored(self, data: bytes) -> None:
        """An image knows size and hash of its file; a rendition does not."""
        if isinstance(self.instance, AbstractImage):
            self.instance.file_size, self.instance.file_hash = len(data), hash_of(data)


class CleanedImageField(WagtailImageField):
    attr_class = CleanedImageFile


class GroupImage(NewVersion, SavedAtOnce, AbstractImage):
    """An image of one unit's collection. The text alternative is asked for where the image is used."""

    file = CleanedImageField("文件", upload_to=get_upload_to, width_field="width", height_field="height")

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self._take_metadata_off()
        if update_fields is not None and "file" in update_fields:
            update_fields = {*update_fields, "width", "height", "file_size", "file_hash"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def clean(self) -> None:
        super().clean()
        self._take_metadata_off()

    def _take_metadata_off(self) -> None:
        """Of a new file, before its size and its hash are stored.

        Raises:
            ValidationError: the picture cannot be read.
        """
        if not self.file or self.file._committed:
            return
        self.file.seek(0)
        data = self.file.read()
        clean = without_metadata(data)
        if clean != data:
            self.file = ContentFile(clean, name=self.file.name)
        self.file.seek(0)
        self.file_size, self.file_hash = len(clean), hash_of(clean)

    def get_upload_to(self, filename: str) -> str:
        return super().get_upload_to(unguessable(filename))


class GroupRendition(AbstractRendition):
    image = models.ForeignKey(GroupImage, on_delete=models.CASCADE, related_name="renditions")
    # What was uploaded before pictures were cleaned is shown without metadata all the same.
    file = CleanedImageField(
        upload_to=get_rendition_upload_to, storage=get_rendition_storage, width_field="width", height_field="height"
    )

    class Meta:
        verbose_name = "图片规格"
        verbose_name_plural = "图片规格"
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename: str) -> str:
        return f"{folder_of(self.image)}/{PurePosixPath(super().get_upload_to(filename)).name}"


class GroupDocument(NewVersion, SavedAtOnce, AbstractDocument):
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
