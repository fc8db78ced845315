from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from hub.variants.conversion import MARK, UNSAFE
from hub.variants.tokens import HAN

# A single character stands in thousands of words.
SHORTEST = 2


class ScriptCorrection(models.Model):
    """The city's own word on how a name or term is written in Traditional Chinese, before OpenCC's dictionaries."""

    class Kind(models.TextChoices):
        PLACE = "place", "地名"
        PERSON = "person", "人名"
        TERM = "term", "用语"

    simplified = models.CharField("简体", max_length=60, unique=True, help_text="完整的词，至少两个字，例如：松口镇")
    traditional = models.CharField("繁体", max_length=60, help_text="繁体页面上一律这样写，例如：松口鎮")
    kind = models.CharField("类别", max_length=20, choices=Kind.choices, default=Kind.TERM)
    note = models.CharField("说明", max_length=200, blank=True)
    updated_at = models.DateTimeField("修改时间", auto_now=True)

    class Meta:
        verbose_name = "繁体用字校正"
        verbose_name_plural = "繁体用字校正"
        ordering = ["kind", "simplified"]

    def __str__(self) -> str:
        return f"{self.simplified} → {self.traditional}"

    def clean(self) -> None:
        """The text is put into documents as it is: it must not be markup, nor so short that it breaks other words."""
        errors = {}
        for field in ("simplified", "traditional"):
            text = getattr(self, field).strip()
            setattr(self, field, text)
            if not text:
                continue  # the field says so itself
            if UNSAFE & set(text) or MARK in text or not text.isprintable():
                errors[field] = "不能含有 < > & 引号或换行等字符。"
            elif not HAN.search(text):
                errors[field] = "请填写汉字。"
        if "simplified" not in errors and 0 < len(self.simplified) < SHORTEST:
            errors["simplified"] = "单个字会影响许多词，请填写完整的词。"
        if errors:
            raise ValidationError(errors)
