from __future__ import annotations

from typing import Any

from sites.organisation.models.unit import Unit
from tests.testapp.models.tree import Tree


def plant(unit: Unit, name: str = "古樟", **fields: Any) -> Tree:
    """A tree that everybody may see."""
    known = {"place": "学宫前", "surveyed_on": "2026-01-01", "is_public": True, **fields}
    return Tree.objects.create(unit=unit, name=name, **known)
