from __future__ import annotations

from tests.sites.conftest import _clean_cache, bureau, centre, login, other_bureau, portal

__all__ = ["_clean_cache", "bureau", "centre", "login", "other_bureau", "portal"]
