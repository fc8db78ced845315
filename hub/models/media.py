from __future__ import annotations

import secrets
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.fields.files import FieldFile
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

from hub.document_cleaning.findings import Findings
from hub.document_cleaning.process import clean, is_cleaned
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


def bytes_of(file: File) -> bytes:
    """All of a file; one that was opened as text, or made of it, is stored as UTF-8."""
    file.seek(0)
    data = file.read()
    return data.encode() if isinstance(data, str) else data


class Clean(ContentFile):
    """Bytes that have been cleaned: once is enough."""


class CleanedImageFile(WagtailImageFieldFile):
    """Whatever is stored is stored without metadata."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        if not isinstance(content, Clean):
            content = Clean(without_metadata(bytes_of(content)))
        content.seek(0)
        data = content.read()
        content.seek(0)
        super().save(name, content, save=False)
        self.stored(data)
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
        if not self.file or self.file._committed or isinstance(self.file.file, Clean):
            return
        data = without_metadata(bytes_of(self.file))
        self.file = Clean(data, name=self.file.name)
        self.file_size, self.file_hash = len(data), hash_of(data)

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


class CleanedDocumentFile(FieldFile):
    """Whatever is stored is stored without hidden properties, as far as that can be."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        super().save(name, self.instance.cleaned_of(name, content), save=False)
        if save:
            self.instance.save()


class CleanedDocumentField(models.FileField):
    attr_class = CleanedDocumentFile


class GroupDocument(NewVersion, SavedAtOnce, AbstractDocument):
    """An attachment of one unit's collection; checked by content, not by its name's ending.

    `hidden_information`: what was found when the file was cleaned (`Findings`); None: nobody has looked yet.
    """

    file = CleanedDocumentField("文件", upload_to="documents")
    hidden_information = models.JSONField("隐藏信息", null=True, editable=False)

    admin_form_fields = Document.admin_form_fields
    search_fields = [*AbstractDocument.search_fields, index.AutocompleteField("filename")]

    class Meta(AbstractDocument.Meta):
        verbose_name = "文件"
        verbose_name_plural = "文件"

    def clean(self) -> None:
        super().clean()
        if self.file and not self.file._committed:
            check_document_content(self.file)

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self.file = self.cleaned_of(self.file.name, self.file.file)
        if update_fields is not None and "file" in update_fields:
            update_fields = {*update_fields, "file_size", "file_hash", "hidden_information"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def cleaned_of(self, name: str, content: File) -> Clean:
        """The file as it is stored, once it was looked at; the row says what was found, and its size and hash."""
        if isinstance(content, Clean):
            return content
        data, found = clean(bytes_of(content), name)
        self.hidden_information = found.as_json()
        self.file_size, self.file_hash = len(data), hash_of(data)
        return Clean(data, name=name)

    @property
    def is_looked_through(self) -> bool:
        """Whether files of its kind are cleaned at all."""
        return is_cleaned(self.filename)

    @property
    def findings(self) -> Findings:
        return Findings.from_json(self.hidden_information or {})

    @property
    def url(self) -> str:
        return reverse("wagtaildocs_serve", args=[self.pk, self.filename])
