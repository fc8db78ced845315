"""Hits as pages and the API show them: with their addresses, and the files in which they were found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from hub.models import GroupDocument
from opencat.models import Category
from search.engine import Hit
from search.enums import ARTICLES
from search.kinds import kind_label
from search.passages import marked, sought
from search.query import Question
from search.result_loading import Shown
from search.scope import SearchScope
from sites.organisation.models.unit import Unit
from sites.pages.addresses import Addresses
from sites.pages.enums import Validity

Pieces = Sequence[tuple[str, bool]]


@dataclass(frozen=True)
class Result:
    hit: Hit
    url: str
    unit: Unit
    category: Category | None
    number: Pieces  # the document number
    file: GroupDocument | None  # in which it was found, if not in its own text

    @property
    def document(self) -> Shown:
        return self.hit.document

    @cached_property
    def title(self) -> SafeString:
        return markup(self.hit.title)

    @cached_property
    def document_number(self) -> SafeString:
        return markup(self.number)

    @cached_property
    def passage(self) -> SafeString:
        """The passage that matched; where only the title did, what the page is about."""
        found = self.hit.passage
        if found is None:
            return SafeString(escape(self.document.summary))
        begin, end = "…" if found.begins_cut else "", "…" if found.ends_cut else ""
        return mark_safe(f"{begin}{markup(found.pieces)}{end}")  # noqa: S308 (markup escapes every piece)

    @cached_property
    def published(self) -> str:
        """In local time (ISO 8601), its day in the first ten characters."""
        at = self.document.published_at
        return timezone.localtime(at).isoformat(timespec="seconds") if at else ""

    @property
    def about(self) -> SafeString:
        """Whose it is, its number, where it belongs."""
        parts = [escape(self.unit.short_name), self.document_number]
        parts += [escape(self.category.name)] if self.category else []
        parts += ["有附件"] if self.document.has_attachment else []
        return mark_safe("".join(f"<span>{part}</span>" for part in parts if part))  # noqa: S308 (each is escaped)

    @property
    def place(self) -> str:
        """What it is, if it is no article."""
        return "" if self.document.kind in ARTICLES else kind_label(self.document.kind)

    @property
    def mark(self) -> str:
        """What is to be said of its state; nothing of what is in force."""
        state = self.document.state
        return "" if state in ("", Validity.IN_FORCE) else str(Validity(state).label)


def markup(pieces: Pieces) -> SafeString:
    """Escaped, with what was found in <mark>. Without its role: read aloud, a title is one sentence, not five."""
    return mark_safe(  # noqa: S308 (every piece is escaped)
        "".join(f'<mark role="presentation">{escape(text)}</mark>' if found else escape(text) for text, found in pieces)
    )


def results_of(question: Question, hits: Sequence[Hit], place: SearchScope, addresses: Addresses) -> list[Result]:
    """No query; one where something was found in files."""
    keys = {hit.file_id for hit in hits if hit.file_id}
    files = GroupDocument.objects.in_bulk(keys) if keys else {}
    forms = sought(question)
    return [
        Result(
            hit=hit,
            url=addresses.of_content(hit.document.unit, hit.document.path, hit.document.url_path),
            unit=place.units[hit.document.unit],
            category=place.categories.get(hit.document.category or 0),
            number=marked(hit.document.document_number, forms) if hit.document.document_number else (),
            file=files.get(hit.file_id) if hit.file_id else None,
        )
        for hit in hits
    ]
