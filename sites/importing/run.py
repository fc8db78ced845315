"""Going over a file: row by row, each in its own transaction, problems into the report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from tqdm import tqdm

from hub.calendar import terms_read_once
from sites.approval.ledger import Actor
from sites.approval.models.import_batch import ImportBatch
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.releases import rehearsing
from sites.importing import rows
from sites.importing.actions import import_article
from sites.importing.existing import Known, deleted_articles, known_articles, provenance
from sites.importing.fields import Problem
from sites.importing.report import CHANGED, NEW, UNCHANGED, Report
from sites.importing.rows import Row, RowRefused
from sites.importing.source import Source
from sites.pages.models.column_page import ColumnPage

BATCH = 200


@dataclass
class Import:
    """One run over a source. `only_new` leaves alone every article that is there, whatever the file says now.

    `batch` has the yes without which nothing but a rehearsal stores a row; `progress` is told how many rows are done.
    """

    source: Source
    column: ColumnPage
    actor: Actor
    report: Report
    dry_run: bool = False
    only_new: bool = False
    batch: ImportBatch | None = None
    progress: Callable[[int], None] = lambda done: None
    lines_of: dict[str, int] = field(default_factory=dict)
    deleted: dict[str, LedgerEntry] = field(default_factory=dict)

    def run(self) -> None:
        """Imports all rows. An interruption keeps what is stored and says so in the summary.

        Raises:
            BadFile: before any row is stored.
        """
        summary = self.report.summary
        summary.total, summary.dry_run = self.source.survey(), self.dry_run
        line, notices = self.source.notices()
        self.report.warning(line, "", [Problem("", text) for text in notices])
        began = time.monotonic()
        self.deleted = deleted_articles()
        try:
            with (
                terms_read_once(),
                tqdm(total=summary.total, unit="行", desc="导入", disable=None, file=sys.stderr) as bar,
            ):
                for batch in _batches(self.source.records()):
                    self.take_batch(batch, bar)
                    self.progress(summary.created + summary.updated + summary.unchanged + summary.failed)
        except KeyboardInterrupt:
            summary.interrupted = True
        done = summary.created + summary.updated + summary.unchanged + summary.failed
        summary.remaining, summary.seconds = summary.total - done, round(time.monotonic() - began, 2)
        self.report.finish()

    def take_batch(self, batch: list[tuple[int, Any]], bar: Any) -> None:
        decoded: list[tuple[int, dict[str, Any], str]] = []
        for line, record in batch:
            try:
                data = self.source.decode(record)
                decoded.append((line, data, self._new_id(data, line)))
            except RowRefused as refusal:
                self.report.error(line, refusal.external_id, refusal.problems)
                bar.update()
        known = known_articles(external_id for _, _, external_id in decoded)
        for line, data, external_id in decoded:
            try:
                self.take(line, data, external_id, known.get(external_id))
            except RowRefused as refusal:
                self.report.error(line, external_id, refusal.problems)
            bar.update()

    def _new_id(self, data: dict[str, Any], line: int) -> str:
        external_id = rows.external_id_of(data)
        first = self.lines_of.setdefault(external_id, line)
        if first != line:
            raise RowRefused([Problem("external_id", f"外部编号与第 {first} 行重复，只处理前一行。")], external_id)
        return external_id

    def take(self, line: int, data: dict[str, Any], external_id: str, known: Known | None) -> None:
        summary = self.report.summary
        ours = known is not None and known.unit_id == self.column.unit_id
        if ours and (self.only_new or known.fingerprint == rows.fingerprint(data)):
            summary.unchanged += 1
            self.report.row(line, external_id, str(data.get("title") or ""), UNCHANGED)
            return
        if known is None and (gone := self.deleted.get(external_id)) is not None:
            raise RowRefused([Problem("external_id", _was_deleted(gone))], external_id)
        row = self.source.read(data)
        self._store(line, row, known)
        if known and known.parent_path != self.column.path:
            row.warnings.append(Problem("external_id", "这条信息在另一个栏目里，已就地更新，没有移动。"))
        if known is None and row.published_at is None:
            row.warnings.append(Problem("published_at", "没有日期，按导入时间发布。"))
        summary.created += known is None
        summary.updated += known is not None
        self.report.row(line, external_id, str(row.values["title"]), CHANGED if known else NEW)
        self.report.warning(line, row.external_id, row.warnings)

    def _store(self, line: int, row: Row, known: Known | None) -> None:
        """A dry run does the same and takes it back, so that it finds whatever the real run would find."""
        comment = provenance(self.source.name, line, row.fingerprint, self.batch)
        try:
            with rehearsing() if self.dry_run else transaction.atomic():
                import_article(row, self.column, self.actor, comment, known, self.batch)
        except DatabaseError as error:
            message = f"数据库没有接受这一行，请重试；仍不行请联系技术人员（{type(error).__name__}）。"
            raise RowRefused([Problem("", message)], row.external_id) from error


def _was_deleted(entry: LedgerEntry) -> str:
    return (
        f"《{entry.title}》已于 {timezone.localtime(entry.at):%Y-%m-%d} 由{entry.actor_name}删除"
        f"（台账第 {entry.serial} 号），导入不会重新发布它。确需恢复的，请在后台编写并送审。"
    )


def _batches(items: Iterable[tuple[int, Any]]) -> Iterator[list[tuple[int, Any]]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch
