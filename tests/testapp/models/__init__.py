from __future__ import annotations

from .bulletin import Bulletin
from .tree import Tree

__all__ = ["Bulletin", "Tree"]
