"""What the public sees of a content beside its digest: what the content itself says, and the titles of its files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sites.approval.models.content import ApprovableContent


def facts_of(content: ApprovableContent, files: Iterable[Any]) -> dict[str, Any]:
    """As the ledger seals it. `files`: what `files_of` gives. The queries are those of `public_facts`."""
    titles = {f"{file._meta.label}:{file.pk}": file.title for file in files}
    return {**content.public_facts(), **({"files": titles} if titles else {})}
