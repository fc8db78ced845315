"""What seals the ledger: an HMAC over each row and the seal of the row before it, and one over the end of the chain.

A row names by which version of the seal it was sealed; the bytes of versions before never change.
"""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from django.contrib.contenttypes.models import ContentType

from sites.approval.key_ring import sealed
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.ledger_head import LedgerHead

# Version 1 knew pages only: their key and title under the names that they had then.
_FIRST = {
    name: name
    for name in (
        "serial", "action", "step", "actor_id", "actor_name", "office", "on_behalf_of", "unit_id", "revision_id",
        "digest", "declaration", "comment",
    )
} | {"page_id": "object_id", "page_title": "title"}  # fmt: skip
# Version 2 names the type of the content, the steps that it needed, and the key.
_SECOND = {name: name for name in _FIRST if name not in ("page_id", "page_title")} | {
    name: name for name in ("object_id", "title", "required", "facts", "seal_version", "key_id")
}
SEALED_FIELDS = {1: _FIRST, 2: _SECOND}


def seal_of(entry: LedgerEntry, previous: str, key: str) -> str:
    """HMAC-SHA256 (hex) of a row and the seal of the row before it, as its version says.

    Raises:
        KeyError: no such version.
    """
    data: dict[str, Any] = {name: getattr(entry, field) for name, field in SEALED_FIELDS[entry.seal_version].items()}
    data["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    if entry.seal_version > 1:
        data["content"] = ".".join(ContentType.objects.get_for_id(entry.content_type_id).natural_key())
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sealed(key, previous + text)


def seal_of_end(head: LedgerHead, key: str) -> str:
    return sealed(key, f"{head.serial}:{head.hash}")
