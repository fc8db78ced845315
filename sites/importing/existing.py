"""What earlier imports have left: looked up for many rows at once, so that a second run skips quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sites.approval.enums import LedgerAction
from sites.approval.models.import_batch import ImportBatch
from sites.approval.models.ledger_entry import LedgerEntry
from sites.pages.models.article_page import ArticlePage

_FINGERPRINT = re.compile(r"SHA-256 ([0-9a-f]{64})$")


@dataclass(frozen=True)
class Known:
    """An article with an external id, and its last import: the fingerprint of that row, the digest that went live.

    Both are empty when no import is on record.
    """

    page_id: int
    parent_path: str
    unit_id: int | None
    fingerprint: str = ""
    digest: str = ""


def provenance(file_name: str, line: int, fingerprint: str, batch: ImportBatch | None = None) -> str:
    """The ledger's comment on an import: who brought the batch and who said yes, the source row and what it had."""
    said = f"（第 {batch.pk} 批，{batch.uploaded_by}上传，{batch.decided_by}同意）" if batch else ""
    return f"导入自 {file_name} 第 {line} 行{said}，原始数据 SHA-256 {fingerprint}"


def known_articles(external_ids: Iterable[str]) -> dict[str, Known]:
    """By external id. Two queries."""
    articles = ArticlePage.objects.filter(external_id__in=list(external_ids))
    found = {row[0]: row for row in articles.values_list("external_id", "pk", "path", "unit_id")}
    entries = LedgerEntry.objects.of_pages([page_id for _, page_id, _, _ in found.values()]).filter(
        action=LedgerAction.IMPORTED
    )
    last = {
        page_id: (comment, digest)
        for page_id, comment, digest in entries.order_by("serial").values_list("object_id", "comment", "digest")
    }
    return {key: _known(row, *last.get(row[1], ("", ""))) for key, row in found.items()}


def deleted_articles() -> dict[str, LedgerEntry]:
    """The last deletion of what once came by an import, by external id. One query."""
    rows = LedgerEntry.objects.filter(action=LedgerAction.DELETED, facts__has_key="external_id")
    return {row.facts["external_id"]: row for row in rows.order_by("serial")}


def _known(row: tuple[str, int, str, int | None], comment: str, digest: str) -> Known:
    match = _FINGERPRINT.search(comment)
    parent_path = row[2][: -ArticlePage.steplen]
    return Known(row[1], parent_path, row[3], match[1] if match else "", digest)
