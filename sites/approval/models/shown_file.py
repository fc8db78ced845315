from __future__ import annotations

from typing import Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models

from hub.models.media import GroupImage
from sites.approval.models.of_content import OfContentQuerySet


class ShownFileQuerySet(OfContentQuerySet):
    def of_file(self, file: Any) -> Self:
        return self.filter(**{ShownFile.kind_of(file): file.pk})


class ShownFile(models.Model):
    """A picture or a document that a content shows the public: written by the gate, with what makes it public."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="内容类型")
    object_id = models.BigIntegerField("内容编号")
    image = models.ForeignKey(
        "hub.GroupImage", null=True, on_delete=models.CASCADE, related_name="showings", verbose_name="图片"
    )
    document = models.ForeignKey(
        "hub.GroupDocument", null=True, on_delete=models.CASCADE, related_name="showings", verbose_name="文件"
    )

    wagtail_reference_index_ignore = True  # a line about a content is no use of the file
    objects = ShownFileQuerySet.as_manager()

    class Meta:
        verbose_name = "公开内容所用的文件"
        verbose_name_plural = "公开内容所用的文件"
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return str(self.image or self.document)

    @staticmethod
    def kind_of(file: Any) -> str:
        """The field that names `file`."""
        return "image" if isinstance(file, GroupImage) else "document"
