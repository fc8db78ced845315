"""What the people of a unit are to be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from opencat.coverage.matrix import Cell
from opencat.models import CatalogueEntry
from sites.organisation.models.unit import Unit


@dataclass
class News:
    """What the people of one unit have not been told yet."""

    unit: Unit
    cells: list[Cell] = field(default_factory=list)
    drafts: list[CatalogueEntry] = field(default_factory=list)
