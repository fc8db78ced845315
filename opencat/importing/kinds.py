"""The kinds of files that a catalogue comes in, for batches of an import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from opencat.importing.catalogue_file import CatalogueFile
from opencat.importing.headers import MappingFile
from opencat.importing.legal_texts import LegalTexts
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
