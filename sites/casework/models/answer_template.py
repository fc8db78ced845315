from __future__ import annotations

from django.db import models

from sites.organisation.models.unit import Unit


class AnswerTemplate(models.Model):
    """Words with which answers of a unit, or of all, begin."""

    unit = models.ForeignKey(
        Unit,
        verbose_name="单位",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="不选为全部单位",
    )
    kind = models.CharField("类别", max_length=30, blank=True)
    title = models.CharField("名称", max_length=60)
    text = models.TextField("内容", max_length=5000)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "答复模板"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
