"""Running an import of a catalogue, on record."""

from __future__ import annotations

from hub.events import record_event
from opencat.importing.catalogue_file import CatalogueFile
from sites.approval.ledger import Actor
from sites.importing.fields import Problem
from sites.importing.report import Report, Summary
from sites.importing.run import Import
from sites.importing.source import Source
from sites.pages.models.column_page import ColumnPage

IMPORTED = "目录导入"


def import_catalogue(
    source: Source, column: ColumnPage, actor: Actor, report: Report, *, dry_run: bool = False
) -> Summary:
    """Imports all rows of `source`, each whole or not at all; a run that is no rehearsal goes into the event log.

    Raises:
        BadFile: before any row is stored.
    """
    source.survey()
    if isinstance(source, CatalogueFile):
        surveyed = source.surveyed
        report.warning(surveyed.header, "", [Problem("", text) for text in surveyed.mapping.notices])
    Import(source, column, actor, report, dry_run).run()
    summary = report.summary
    if not dry_run:
        record_event(
            IMPORTED,
            f"{source.name} → {column.title}",
            summary.sentence(),
            unit_code=column.unit.code if column.unit else "",
            actor=actor.user,
        )
    return summary
