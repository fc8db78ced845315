"""The shape of the code: which way imports point, how files are named and how long they are, what nobody uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT: Path = settings.BASE_DIR
# Lower floors first. Chapter apps stand on `sites`, `sites` on `hub`; nothing looks up.
FLOORS = ("hub", "sites")
CHAPTER_APPS = ("opencat", "services", "inquiry", "submission", "evaluation", "search")
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
LONGEST_FILE = 400
# Texts of the demo are data, as long as they need to be.
EXEMPT_FROM_LENGTH = ("sites/demo/",)
# Wagtail and Django look these up by name; no file of ours names them.
LOOKED_UP_BY_NAME = re.compile(r"^wagtail(?:admin|users|docs|images)/")


def own_apps() -> list[str]:
    return [name for name in (*FLOORS, *CHAPTER_APPS) if (ROOT / name / "__init__.py").exists()]


def source_files(*folders: str) -> Iterator[Path]:
    for folder in folders or (*own_apps(), "tests", "bench"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level packages that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_hub_knows_nothing_of_what_stands_on_it() -> None:
    """Only names in strings (URLs, settings) lead upwards: an install says which apps it has."""
    upwards = {str(path.relative_to(ROOT)): imported(path) & {"sites", *CHAPTER_APPS} for path in source_files("hub")}
    assert {path: names for path, names in upwards.items() if names} == {}


def test_sites_knows_no_chapter_app() -> None:
    upwards = {str(path.relative_to(ROOT)): imported(path) & set(CHAPTER_APPS) for path in source_files("sites")}
    assert {path: names for path, names in upwards.items() if names} == {}


def test_no_code_of_the_project_imports_tests() -> None:
    assert [path for path in source_files(*own_apps()) if "tests" in imported(path)] == []


def test_files_are_named_after_their_subject() -> None:
    assert [path for path in source_files() if path.stem in FORBIDDEN_NAMES] == []


def test_no_file_is_too_long() -> None:
    def lines(path: Path) -> int:
        return len(path.read_text().splitlines())

    judged = [path for path in source_files() if not str(path.relative_to(ROOT)).startswith(EXEMPT_FROM_LENGTH)]
    judged = [path for path in judged if "migrations" not in path.parts]
    assert {str(path): lines(path) for path in judged if lines(path) > LONGEST_FILE} == {}


def test_every_template_is_used() -> None:
    folder = ROOT / "templates"
    templates = {str(path.relative_to(folder)) for path in folder.rglob("*.html")}
    texts = [path.read_text() for path in (*source_files(*own_apps()), *folder.rglob("*.html"))]
    unused = {name for name in templates if not any(name in text for text in texts)}
    assert {name for name in unused if not LOOKED_UP_BY_NAME.match(name)} == set()


@pytest.mark.parametrize("app", own_apps())
def test_every_model_is_named_in_chinese(app: str) -> None:
    """People read these names in the admin: in menus, messages, history and reports."""
    config = next(config for config in apps.get_app_configs() if config.name == app)
    names = {
        f"{model.__name__}.{name}": str(getattr(model._meta, name))
        for model in config.get_models()
        for name in ("verbose_name", "verbose_name_plural")
    }
    assert {key: name for key, name in names.items() if not re.search(r"[\u4e00-\u9fff]", name)} == {}
    assert re.search(r"[\u4e00-\u9fff]", str(config.verbose_name))
