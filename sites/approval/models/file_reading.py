from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models


class FileReading(models.Model):
    """That the bytes of a picture or document were those of its digest, and what the disk said of the file then."""

    repeats_text = True  # hub.text_fields

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+", verbose_name="文件类型")
    object_id = models.BigIntegerField("文件编号")
    state = models.CharField("文件状态", max_length=100)
    seal = models.CharField("封存值", max_length=64)
    read_at = models.DateTimeField("读取时间")

    class Meta:
        verbose_name = "文件核对记录"
        verbose_name_plural = "文件核对记录"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="one_reading_of_a_file")]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"
