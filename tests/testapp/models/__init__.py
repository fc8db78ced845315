from __future__ import annotations

from .bulletin import Bulletin
from .sighting import Sighting
from .tree import Tree

__all__ = ["Bulletin", "Sighting", "Tree"]
