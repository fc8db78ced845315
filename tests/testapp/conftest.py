from __future__ import annotations

from tests.sites.conftest import bureau, centre, login, other_bureau, portal

__all__ = ["bureau", "centre", "login", "other_bureau", "portal"]
