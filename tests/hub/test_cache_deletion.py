"""Only the helper drops and stores what was made of the database: by hand it is forgotten again to do so on commit."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("hub", "sites", "opencat", "search", "submission", "inquiry", "services", "operation", "evaluation", "demo")
BY_HAND = {"delete", "delete_many", "set", "set_many", "get_or_set", "clear"}
# What is in the cache there was not made of the database, or has its own way to follow it.
WITH_REASON = {
    "demo/server.py": "a new process forgets what the one before it knew of a half-loaded group",
    "hub/caching.py": "the helper",
    "hub/cache_identity.py": "another state of the database: nothing in the cache is of it",
    "hub/double_submission.py": "a form that is being answered",
    "opencat/catalogue/changes.py": "a list of changes; its writers go by the helper's drop_on_commit",
    "search/breaker.py": "what this install knows of a server",
    "sites/website/articles/pdf_store.py": "a lock",
    "sites/website/notices/current.py": "the last notices known, for when the database is away",
}


def calls_by_hand(source: str) -> Iterator[str]:
    """`cache.delete` and the like, by whatever name Django's cache was imported."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.core.cache"
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in BY_HAND and _root(node.value) in names:
            yield f"{node.lineno}: {ast.unparse(node)}"


def _root(node: ast.expr) -> str:
    """`caches` of `caches["default"]`."""
    while isinstance(node, ast.Subscript | ast.Attribute | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def found() -> dict[str, list[str]]:
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    calls = {path.relative_to(ROOT).as_posix(): [*calls_by_hand(path.read_text())] for path in files}
    return {name: each for name, each in calls.items() if each}


def test_nobody_drops_or_stores_by_hand() -> None:
    assert {name: calls for name, calls in found().items() if name not in WITH_REASON} == {}


def test_every_reason_is_needed() -> None:
    assert set(WITH_REASON) - set(found()) == set()


def test_the_walk_sees_them() -> None:
    lines = ["from django.core.cache import cache as store, caches", "store.delete('a')", "caches['x'].set('a', 1)"]
    source = "\n".join([*lines, "store.get('a')"])
    assert [*calls_by_hand(source)] == ["2: store.delete", "3: caches['x'].set"]
