"""What the search box offers while one types."""

from __future__ import annotations

from django.db import models

from search.enums import SuggestionKind
from search.models.index import IndexedDocument


class Suggestion(models.Model):
    """A text that is offered. What comes from a document goes with it, so that nothing withdrawn is offered."""

    text = models.CharField(max_length=255)
    kind = models.CharField(max_length=10, choices=SuggestionKind.choices)
    document = models.ForeignKey(IndexedDocument, null=True, on_delete=models.CASCADE, related_name="suggestions")
    unit = models.ForeignKey("sitegroup.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    weight = models.IntegerField(default=0)

    class Meta:
        verbose_name = "搜索建议"
        verbose_name_plural = "搜索建议"

    def __str__(self) -> str:
        return self.text


class SuggestionKey(models.Model):
    """What one may begin to type to be offered a suggestion: its folded text, its pinyin, the initials of it."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=60)
    weight = models.IntegerField(default=0)

    class Meta:
        verbose_name = "搜索建议的键"
        verbose_name_plural = "搜索建议的键"
        # Compared byte by byte in both databases, so that a range of keys is a prefix.
        indexes = [models.Index(fields=["key", "-weight"], name="search_suggestion_key")]

    def __str__(self) -> str:
        return self.key
