from __future__ import annotations

from .category import Category
from .coverage import CoverageExemption, CoverageNotice, DeadlineNotice
from .document_link import DocumentLink
from .entry import CatalogueEntry
from .index_counter import IndexCounter

__all__ = [
    "CatalogueEntry", "Category", "CoverageExemption", "CoverageNotice", "DeadlineNotice", "DocumentLink",
    "IndexCounter",
]  # fmt: skip
