"""Suggestions as they should be, and how the table is made so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from search.enums import SuggestionKind
from search.models import Suggestion, SuggestionKey
from search.suggestions.keys import LONGEST, keys_of

BATCH = 500


@dataclass(frozen=True)
class Offer:
    """`names`, by whose beginnings it is found, are squeezed and folded."""

    text: str
    kind: SuggestionKind
    names: tuple[str, ...]
    unit_id: int | None = None
    document_id: int | None = None
    weight: int = 0

    @property
    def identity(self) -> tuple[object, ...]:
        return (self.text, self.kind, self.unit_id, self.document_id, self.weight)


def renew(existing: QuerySet[Suggestion], wanted: Iterable[Offer]) -> None:
    """Makes `existing` into `wanted`; what is right already stays untouched. In the caller's transaction."""
    offers = {offer.identity: offer for offer in wanted}
    gone: list[int] = []
    for row in existing.prefetch_related("keys"):
        identity = (row.text, row.kind, row.unit_id, row.document_id, row.weight)
        if identity in offers and _has_keys(row, offers[identity]):
            del offers[identity]
        else:
            gone.append(row.pk)
    for start in range(0, len(gone), BATCH):
        Suggestion.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    _add(list(offers.values()))


def _has_keys(row: Suggestion, offer: Offer) -> bool:
    """Whether it is found by these names. Their pinyin follows from them, and is dear to compare."""
    keys = {bytes(key.key) for key in row.keys.all()}
    names = {name[:LONGEST].encode() for name in offer.names}
    return names <= keys and {key for key in keys if not key.isascii()} <= names


def _add(offers: list[Offer]) -> None:
    rows = [
        Suggestion(
            text=offer.text, kind=offer.kind, document_id=offer.document_id, unit_id=offer.unit_id, weight=offer.weight
        )
        for offer in offers
    ]
    Suggestion.objects.bulk_create(rows, batch_size=BATCH)
    keys = [
        SuggestionKey(
            suggestion=row,
            key=key.encode(),
            unit_id=row.unit_id,
            weight=row.weight,
            is_title=row.kind == SuggestionKind.TITLE,
        )
        for row, offer in zip(rows, offers, strict=True)
        for key in keys_of(offer.names)
    ]
    SuggestionKey.objects.bulk_create(keys, batch_size=BATCH)
