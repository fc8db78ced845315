"""What the ledger says of every content now: read once, for verification."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.ledger import ROW_FIELDS, row_of
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.rules import MADE_PUBLIC, Row

ENDED = (LedgerAction.UNPUBLISHED, LedgerAction.EXPIRED, LedgerAction.DELETED, LedgerAction.MOVED)
# Their facts are not those of the content itself.
_ABOUT_OTHERS = (LedgerAction.LISTED, LedgerAction.REORDERED, LedgerAction.CONFIRMED)
_FIELDS = ("content_type", "object_id", "title", "facts", *ROW_FIELDS)

Key = tuple[int, int]  # of the content type, of the content


@dataclass
class LedgerState:
    """`required`: the steps that the last publication needed; None where its row does not say."""

    title: str = ""
    rows: list[Row] = field(default_factory=list)
    is_public: bool = False
    facts: dict[str, Any] = field(default_factory=dict)
    required: frozenset[str] | None = None


def read_states(entries: QuerySet[LedgerEntry]) -> dict[Key, LedgerState]:
    """Of the contents that `entries` are about, by type and key. One query; memory grows with the entries."""
    found: dict[Key, LedgerState] = {}
    for row in entries.order_by("serial").values_list(*_FIELDS).iterator(chunk_size=2000):
        type_id, object_id, title, facts, *values = row
        action, version, required = values[0], values[-1], values[4]
        state = found.setdefault((type_id, object_id), LedgerState())
        state.title = title
        state.rows.append(row_of(*values))
        if action in MADE_PUBLIC:
            state.is_public, state.facts = True, facts
            says = action == LedgerAction.PUBLISHED and version > 1
            if frozenset(required) != {ApprovalStep.CORRECTION}:  # a correction stands on what went the whole way
                state.required = frozenset(required) if says else None
        elif action in ENDED:
            state.is_public, state.facts, state.required = False, {}, None
        elif facts and action not in _ABOUT_OTHERS:
            state.facts = facts
    return found
