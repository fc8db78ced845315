"""Nothing lies about unused: templates, settings, hooks, management commands. By parsing, not by searching text."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import global_settings, settings
from django.core.management import get_commands
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split

from tests.structure.source import PACKAGES, ROOT, module_name, source_files

TEMPLATES = ROOT / "templates"
# Wagtail and Django look these up by name; no file of ours names them.
LOOKED_UP_BY_NAME = re.compile(r"^wagtail(?:admin|core|users|docs|images)/")
# Settings of libraries begin like this.
OF_LIBRARIES = (
    "WAGTAIL", "AXES_", "TAGGIT_", "CONTENT_SECURITY_POLICY", "PERMISSIONS_POLICY", "TASKS", "WHITENOISE_",
    "RATELIMIT_", "EMAIL_", "ROOT_URLCONF", "SESSION_", "OTP_", "SILENCED_SYSTEM_CHECKS",
)  # fmt: skip
SPAN = re.compile(r"`([^`\n]+)`")


@cache
def trees() -> dict[Path, ast.Module]:
    paths = [path for path in source_files(*PACKAGES) if "migrations" not in path.parts]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def tag_arguments(text: str) -> Iterator[str]:
    """The quoted arguments of a template's tags."""
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.BLOCK:
            for part in smart_split(token.contents):
                value = part.partition("=")[2] if part.partition("=")[2][:1] in "\"'" and "=" in part else part
                if value[:1] in "\"'":
                    yield value.strip("\"'")


def test_every_template_is_used() -> None:
    templates = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()}
    used = {text for tree in trees().values() for text in strings(tree)}
    for path in TEMPLATES.rglob("*.html"):
        used.update(tag_arguments(path.read_text(encoding="utf-8")))
    unused = {name for name in templates - used if not LOOKED_UP_BY_NAME.match(name)}
    assert unused == set()


def calls(name: str, owner: str) -> Iterator[tuple[Path, str]]:
    """(file, first argument) of each call `owner.name("…")`, also of names that a constant of the file stands for."""
    for path, tree in trees().items():
        constants = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            if node.func.attr != name or not (isinstance(node.func.value, ast.Name) and node.func.value.id == owner):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield path, str(first.value)
            elif isinstance(first, ast.Name) and first.id in constants:
                yield path, str(constants[first.id])


@cache
def hooks_of_libraries() -> frozenset[str]:
    """Names that Wagtail and its extensions ask for: strings given to functions and classes that deal with hooks."""
    found: set[str] = set()
    for library in ("wagtail", "wagtail_localize"):
        spec = importlib.util.find_spec(library)
        assert spec is not None
        assert spec.submodule_search_locations is not None
        for path in Path(spec.submodule_search_locations[0]).rglob("*.py"):
            if "tests" not in path.parts and "hook" in (text := path.read_text(encoding="utf-8")):
                found.update(strings(ast.parse(text)))
    return frozenset(found)


def test_every_hook_is_asked_for_and_answered() -> None:
    """A registered function is called by somebody; a hook of our own has somebody who registers (docs/extending.md)."""
    asked = {name for _path, name in calls("get_hooks", "hooks")}
    registered = {name for _path, name in calls("register", "hooks")}
    menus = {text for tree in trees().values() for text in strings(tree) if text.endswith("_menu_item")}
    assert registered - asked - menus - hooks_of_libraries() == set()
    assert asked - registered - hooks_of_libraries() == set()


def own_settings() -> dict[str, str]:
    """Names that the settings modules assign, with the module."""
    found = {}
    for path in sorted((ROOT / "hub/settings").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            targets = (
                node.targets
                if isinstance(node, ast.Assign)
                else [node.target]
                if isinstance(node, ast.AnnAssign)
                else []
            )
            for target in targets:
                if isinstance(target, ast.Name) and target.id.isupper():
                    found.setdefault(target.id, path.stem)
    return found


def read_settings() -> set[str]:
    """Names that the code reads: `settings.NAME`, `getattr(settings, "NAME", …)`, and those that settings use."""
    found: set[str] = set()
    for path, tree in trees().items():
        inside = path.is_relative_to(ROOT / "hub/settings")
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "settings":
                found.add(node.attr)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "getattr":
                owner, name = node.args[:2]
                if isinstance(owner, ast.Name) and owner.id == "settings" and isinstance(name, ast.Constant):
                    found.add(str(name.value))
            elif inside and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.add(node.id)
    return found


def test_every_setting_of_ours_is_read() -> None:
    ours = {name for name in own_settings() if not hasattr(global_settings, name) and not name.startswith(OF_LIBRARIES)}
    assert len(ours) > 10
    assert ours - read_settings() == set()


def test_every_setting_that_is_read_exists() -> None:
    read = {name for name in read_settings() if name.isupper() and "_" in name}
    unknown = {name for name in read if not hasattr(settings, name) and not hasattr(global_settings, name)}
    assert unknown - set(own_settings()) == set()


def test_every_command_is_documented() -> None:
    """People find a command in the README or on a page of docs; others run it by `call_command`."""
    named = {name for _path, name in calls("call_command", "management")}
    for tree in trees().values():
        named |= {
            str(node.args[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "call_command"
            if node.args and isinstance(node.args[0], ast.Constant)
        }
    for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for span in SPAN.findall(path.read_text(encoding="utf-8")):
            words = span.removeprefix("python ").removeprefix("manage.py ").split()
            named.update(words[:1])
    ours = {command for command, app in get_commands().items() if str(app).split(".")[0] in PACKAGES}
    assert "verify_ledger" in ours
    assert ours - named == set()


def test_an_unused_template_setting_or_hook_is_found(tmp_path: Path) -> None:
    """The checks above can fail: a name in a comment or inside another name is no use."""
    text = '{# "blocks/gone.html" #}{% include "blocks/there.html" with x="blocks/kept.html" %}blocks/text.html'
    assert set(tag_arguments(text)) == {"blocks/there.html", "blocks/kept.html"}
    assert "blocks/gone.html" not in set(strings(ast.parse("x = 1  # 'blocks/gone.html'")))
    assert module_name(ROOT / "hub/rules.py") == "hub.rules"
