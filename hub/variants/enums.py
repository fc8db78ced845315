from __future__ import annotations

from django.db import models


class Variant(models.TextChoices):
    """In which language and script a public URL answers. The values are Django's language codes."""

    SIMPLIFIED = "zh-hans", "简体"
    TRADITIONAL = "zh-hant", "繁體"
    ENGLISH = "en", "English"

    @property
    def language_tag(self) -> str:
        """As `lang` and `hreflang` write it (BCP 47)."""
        return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}[self.value]

    @property
    def prefix(self) -> str:
        """What the path begins with: nothing for the source, else the code between slashes (without the last)."""
        return "" if self == Variant.SIMPLIFIED else f"/{self.value}"
