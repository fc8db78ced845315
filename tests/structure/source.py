"""The project's own modules as text: what each imports, by statements anywhere in it and by dotted names in strings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT: Path = settings.BASE_DIR
# Lower floors first (docs/map.md). What stands beside each other on one floor does not know each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("hub",),
    ("sites.organisation",),
    ("sites.approval",),
    ("sites.pages",),
    ("sites.casework",),
    ("sites.website", "sites.backoffice", "sites.importing"),
    ("opencat", "inquiry", "services", "submission", "operation", "evaluation"),
    ("search",),
    ("demo",),
)
PACKAGES = ("hub", "sites", "opencat", "inquiry", "services", "submission", "operation", "evaluation", "search", "demo")
# Names of modules in strings: settings of Django and Wagtail, URLconfs, handlers, `import_string`.
DOTTED = re.compile(rf"^(?:{'|'.join(PACKAGES)})(?:\.\w+)+$")
# They say which apps an install has, and are the only places that look up.
COMPOSITION = ("hub/settings/", "hub/urls.py")


@dataclass(frozen=True)
class Import:
    """One import statement. `line` counts from 1."""

    target: str  # the imported module of ours, or the name of another's
    is_own: bool
    line: int
    is_late: bool  # inside a function


@dataclass(frozen=True)
class Module:
    name: str
    path: Path
    imports: tuple[Import, ...]
    dotted: tuple[str, ...]  # strings that name a module of ours

    @property
    def place(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def own_imports(self) -> set[str]:
        return {each.target for each in self.imports if each.is_own} - {self.name}


def source_files(*folders: str) -> Iterator[Path]:
    for folder in folders or (*PACKAGES, "tests", "bench"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Module]:
    """Every module of the project's apps by its name, migrations left out."""
    paths = {module_name(path): path for path in source_files(*PACKAGES) if "migrations" not in path.parts}
    return {name: read(name, path, frozenset(paths)) for name, path in paths.items()}


def read(name: str, path: Path, known: frozenset[str]) -> Module:
    """`known`: the names of all modules of the project."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    imports = tuple(_imports(tree, package, known, is_late=False))
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    dotted = (_module_in(text, known) for text in strings if DOTTED.match(text))
    return Module(name, path, imports, tuple(sorted({each for each in dotted if each})))


def _imports(node: ast.AST, package: str, known: frozenset[str], *, is_late: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, alias.name in known, child.lineno, is_late)
        elif isinstance(child, ast.ImportFrom):
            yield from _from(child, package, known, is_late=is_late)
        late = is_late or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _imports(child, package, known, is_late=late)


def _from(node: ast.ImportFrom, package: str, known: frozenset[str], *, is_late: bool) -> Iterator[Import]:
    base = node.module or ""
    if node.level:
        above = package.split(".")[: len(package.split(".")) - node.level + 1]
        base = ".".join([*above, base] if base else above)
    for alias in node.names:
        full = f"{base}.{alias.name}"
        target = full if full in known else base
        yield Import(target, target in known, node.lineno, is_late)


def _module_in(text: str, known: frozenset[str]) -> str:
    """The longest beginning of a dotted name that is a module; "" for none."""
    while text and text not in known:
        text = text.rpartition(".")[0]
    return text if "." in text else ""


def floor_of(name: str) -> tuple[int, str] | None:
    """(floor from below, app) of a module; None for packages that only hold apps."""
    for number, apps in enumerate(FLOORS):
        for app in apps:
            if name == app or name.startswith(f"{app}."):
                return number, app
    return None


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """Groups of nodes that reach each other (Tarjan's strongly connected components of two and more), sorted."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(node: str) -> None:
        index[node] = low[node] = len(index)
        stack.append(node)
        for other in arrows.get(node, ()):
            if other not in index:
                visit(other)
            if other in stack:
                low[node] = min(low[node], low[other])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(sorted(group))

    for node in arrows:
        if node not in index:
            visit(node)
    return sorted(found)
