"""A catalogue on its way into a column: what the kinds of files are, and what their headings came to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from opencat.importing.catalogue_file import CatalogueFile
from opencat.importing.headers import MappingFile
from opencat.importing.legal_texts import LegalTexts
from sites.approval.ledger import Actor
from sites.approval.models.import_batch import ImportBatch
from sites.importing.batches import prepare_batch
from sites.importing.fields import Problem
from sites.importing.report import Report, Summary
from sites.importing.run import Import
from sites.importing.source import Source
from sites.pages.models.column_page import ColumnPage

TABLE, LEGAL_TEXTS = "catalogue", "corpus"


def catalogue_source(kind: str, path: Path, name: str, column: ColumnPage, options: dict[str, Any]) -> Source | None:
    """For the hook `import_source`. `options`: `sheet`, and the mapping file's `columns` and `values`."""
    if kind == LEGAL_TEXTS:
        return LegalTexts(path, name)
    if kind != TABLE:
        return None
    mapping = MappingFile(options.get("columns", {}), options.get("values", {}))
    return CatalogueFile(path, column, name=name, sheet=options.get("sheet", ""), mapping_file=mapping)


def rehearse_catalogue(source: Source, column: ColumnPage, actor: Actor, report: Report) -> Summary:
    """What would become of each row of `source`; nothing is stored.

    Raises:
        BadFile: before any row is looked at.
    """
    _note_headings(source, report)
    Import(source, column, actor, report, dry_run=True).run()
    return report.summary


def prepare_catalogue(
    path: Path, name: str, kind: str, options: dict[str, Any], column: ColumnPage, actor: Actor, report: Report
) -> ImportBatch | None:
    """Puts the file before the leaders of the column's unit, as `prepare_batch` does.

    Raises:
        BadFile, StepRefused: see there.
    """
    source = catalogue_source(kind, path, name, column, options)
    if source is not None:
        _note_headings(source, report)
    return prepare_batch(path, name, kind, options, column, actor, report)


def _note_headings(source: Source, report: Report) -> None:
    source.survey()
    if isinstance(source, CatalogueFile):
        surveyed = source.surveyed
        report.warning(surveyed.header, "", [Problem("", text) for text in surveyed.mapping.notices])
