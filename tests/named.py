"""Lists of tests by name: what a list names, there is."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent


@cache
def tests_in(file: str) -> frozenset[str]:
    """Names of the tests in a file, of those in classes as well."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    names = (node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in names if name.startswith("test_"))


def missing(named: tuple[str, ...]) -> list[str]:
    """Of tests named `file::test`, from the folder of tests: those that are nowhere."""
    parted = ((each, *each.split("::")) for each in named)
    return [each for each, file, test in parted if not (ROOT / file).exists() or test not in tests_in(file)]
