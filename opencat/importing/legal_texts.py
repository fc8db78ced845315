"""The corpus of legal texts, with the document number that the headnote names."""

from __future__ import annotations

from typing import Any

from opencat.document_numbers import find_all
from sites.importing.fields import BadValue, read_text
from sites.importing.rows import Row
from sites.importing.source import JsonLines
from sites.pages.models.article_page import ArticlePage

LONGEST = ArticlePage._meta.get_field("document_number").max_length


class LegalTexts(JsonLines):
    def read(self, data: dict[str, Any]) -> Row:
        row = super().read(data)
        if "external_id" not in data and not row.values["document_number"]:
            row.values["document_number"] = last_number(data.get("info"))
        return row


def last_number(info: Any) -> str:
    """The number under which the text as it stands was made public: the last one of the headnote, or none."""
    try:
        lines = [read_text(line) for line in ([info] if isinstance(info, str) else info or [])]
    except (BadValue, TypeError):
        return ""
    numbers = [number.text for line in lines for number in find_all(line) if len(number.text) <= LONGEST]
    return numbers[-1] if numbers else ""
