"""The tables of docs/access.md, and of an access.md in the folder of an app: what each role is answered at each URL."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests.isolation.roles import ROLES

FILES = [settings.BASE_DIR / "docs" / "access.md", *(Path(each.path) / "access.md" for each in apps.get_app_configs())]
Row = dict[str, tuple[str, str]]


@cache
def rows(method: str) -> dict[str, Row]:
    """By route: for each role, the answers for an own object and for another unit's."""
    found: dict[str, Row] = {}
    for line in "\n".join(file.read_text() for file in FILES if file.exists()).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith(f"| {method} ") and len(cells) == len(ROLES) + 1:
            cells.insert(_place("case officer"), cells[_place("security officer")])
        if line.startswith(f"| {method} ") and len(cells) == len(ROLES) + 2:
            route = cells[1].strip("`")
            assert route not in found, f"{route} stands twice"
            found[route] = dict(zip(ROLES, map(_pair, cells[2:]), strict=True))
    return found


def _place(role: str) -> int:
    return list(ROLES).index(role) + 2


def _pair(cell: str) -> tuple[str, str]:
    if cell == "own":
        return "200", "no"
    own, _slash, foreign = cell.partition("/")
    return own, foreign or own
