"""What the index stores of a public page or object."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from search.attachments import Part
from search.content_key import ContentKey
from search.folding import fold
from search.tokens import CHAIN_VERSION

LONGEST_TEXT = 400_000  # characters of a document; of an attachment see search.extraction


@dataclass(frozen=True)
class Document:
    """All that is stored, unfolded. `fields` are those of `IndexedDocument`."""

    key: ContentKey
    fields: dict[str, Any]
    text: str
    headings: str = ""
    other_words: str = ""
    attachments: tuple[Part, ...] = field(default=())

    def digest(self) -> str:
        """Of everything that is stored, and of the chain that it passes."""
        stored = {name: value for name, value in asdict(self).items() if name != "key"}
        said = json.dumps([CHAIN_VERSION, stored], ensure_ascii=False, sort_keys=True, default=_plain)
        return hashlib.sha256(said.encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(value)


def folded_fields(document: Document) -> dict[str, Any]:
    return {**document.fields, "folded_title": fold(document.fields["title"])}
