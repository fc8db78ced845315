"""What the search box offers while one types."""

from __future__ import annotations

from django.db import models

from search.enums import SuggestionKind
from search.models.index import IndexedDocument


class Suggestion(models.Model):
    """A text that is offered. What comes from a document goes with it, so that nothing withdrawn is offered."""

    repeats_text = True  # hub.text_fields

    text = models.CharField(max_length=255)
    kind = models.CharField(max_length=10, choices=SuggestionKind.choices)
    document = models.ForeignKey(IndexedDocument, null=True, on_delete=models.CASCADE, related_name="suggestions")
    unit = models.ForeignKey("organisation.Unit", null=True, on_delete=models.CASCADE, related_name="+")
    weight = models.IntegerField(default=0)

    class Meta:
        verbose_name = "搜索建议"
        verbose_name_plural = "搜索建议"

    def __str__(self) -> str:
        return self.text


class SuggestionKey(models.Model):
    """What one may begin to type to be offered a suggestion: its folded text, its pinyin, the initials of it.

    Unit, kind and weight are those of the suggestion, so that one index holds all that a look-up asks for.
    """

    repeats_text = True  # hub.text_fields

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="keys")
    # UTF-8. Bytes are compared as bytes in every database, so that whatever begins alike is one range of the index.
    key = models.BinaryField()
    unit = models.ForeignKey(
        "organisation.Unit", null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )  # the second index begins with it
    is_title = models.BooleanField(default=False)
    weight = models.IntegerField(default=0)

    class Meta:
        verbose_name = "搜索建议的键"
        verbose_name_plural = "搜索建议的键"
        indexes = [
            models.Index(fields=["is_title", "key"], name="search_suggestion_key"),
            models.Index(fields=["unit", "key"], name="search_suggestion_unit_key"),
            models.Index(fields=["is_title", "-weight", "key"], name="search_suggestion_newest"),
        ]

    def __str__(self) -> str:
        return bytes(self.key).decode()


class VocabularyKey(models.Model):
    """A word of public titles and names, under itself, under it without one of its characters, and under its sound.

    Two words with a key in common differ by one character at most, or are said alike. Words stay when titles go: what
    is made of them is shown only if it finds something public.
    """

    repeats_text = True  # hub.text_fields

    key = models.CharField(max_length=80)
    word = models.CharField(max_length=40)

    class Meta:
        verbose_name = "检索词表"
        verbose_name_plural = "检索词表"
        constraints = [models.UniqueConstraint(fields=["key", "word"], name="one_vocabulary_key_a_word")]

    def __str__(self) -> str:
        return f"{self.key} → {self.word}"
