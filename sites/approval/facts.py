"""What the public sees of a content beside its digest: what the content itself says, and the titles of its files."""

from __future__ import annotations

from typing import Any

from sites.approval.digest import files_of
from sites.approval.models.content import ApprovableContent


def facts_of(content: ApprovableContent) -> dict[str, Any]:
    """As the ledger seals it. Two queries for a content with files, and those of `public_facts`."""
    titles = {f"{file._meta.label}:{file.pk}": file.title for file in files_of(content)}
    return {**content.public_facts(), **({"files": titles} if titles else {})}
