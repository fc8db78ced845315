from __future__ import annotations

from modelsearch.backends.base import BaseSearchBackend


class AdminBackend(BaseSearchBackend):
    """What the backends of both databases are, for those who ask for one."""
