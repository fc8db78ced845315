"""Which way imports point: down the floors, in no circle, at the top of the file (docs/map.md)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from tests.structure.source import COMPOSITION, DOTTED, ROOT, circles, floor_of, modules, read, source_files

MOST_LATE_IMPORTS = 20
MODEL_APPS = {config.label for config in apps.get_app_configs()}


def upward(name: str, targets: set[str]) -> set[str]:
    """Those of `targets` that stand above the module `name`, or beside its app."""
    own = floor_of(name)
    found = set()
    for target in targets:
        other = floor_of(target)
        if own and other and (other[0] > own[0] or (other[0] == own[0] and other[1] != own[1])):
            found.add(target)
    return found


def without_comment(path: Path, line: int) -> bool:
    """Whether nothing says why: no comment on the line, nor over the block of imports that it stands in."""
    lines = path.read_text(encoding="utf-8").splitlines()
    at = line - 1
    if "#" in lines[at]:
        return False
    while at and lines[at].lstrip().startswith(("from ", "import ", ")")):
        at -= 1
    return not lines[at].lstrip().startswith("#")


def test_arrows_point_downwards() -> None:
    found = {module.place: upward(module.name, module.own_imports) for module in modules().values()}
    assert {place: names for place, names in found.items() if names} == {}


def test_names_in_strings_point_downwards() -> None:
    """What is imported by a name in a string is an arrow too. Settings and the root URLconf compose the install."""
    judged = [module for module in modules().values() if not module.place.startswith(COMPOSITION)]
    found = {module.place: upward(module.name, set(module.dotted)) for module in judged}
    assert {place: names for place, names in found.items() if names} == {}


def test_there_is_no_circle() -> None:
    assert circles({module.name: module.own_imports for module in modules().values()}) == []


def test_imports_in_functions_say_why() -> None:
    late = [(module, each.line) for module in modules().values() for each in module.imports if each.is_late]
    assert [f"{module.place}:{line}" for module, line in late if without_comment(module.path, line)] == []
    assert len(late) <= MOST_LATE_IMPORTS, [f"{module.place}:{line}" for module, line in late]


def test_models_are_imported_from_their_own_modules() -> None:
    """Not from the package's `__init__`, which imports them all and so ties every reader to all of them."""
    packages = {name for name in modules() if name.startswith("sites.") and name.endswith(".models")}
    found = {module.place: module.own_imports & packages for module in modules().values()}
    assert {place: names for place, names in found.items() if names} == {}


def test_every_name_in_settings_leads_somewhere() -> None:
    values: list[object] = [getattr(settings, name) for name in dir(settings) if name.isupper()]
    named = []
    while values:
        value = values.pop()
        if isinstance(value, dict):
            values += [*value.keys(), *value.values()]
        elif isinstance(value, list | tuple | set):
            values += value
        elif type(value) is str and DOTTED.match(value):  # no lazy text
            named.append(value)
    known = modules()
    assert "sites.organisation" in named
    for name in named:
        if name in known:
            continue
        label, _dot, model = name.rpartition(".")
        if label in MODEL_APPS and model[0].isupper():
            apps.get_model(name)  # AUTH_USER_MODEL and its like
        else:
            import_string(name)


def test_no_code_of_the_project_imports_tests() -> None:
    assert [module.place for module in modules().values() if any(x.target == "tests" for x in module.imports)] == []


@pytest.mark.parametrize(
    ("name", "text", "target"),
    [
        ("sites.approval.gate", "from sites.pages.listing import articles", "sites.pages.listing"),
        ("sites.website.middleware", "import sites.backoffice.panels", "sites.backoffice.panels"),
        ("opencat.views", "def view():\n    from search.views import search", "search.views"),
        ("hub.rules", "from sites import pages", "sites.pages"),
    ],
)  # fmt: skip
def test_an_arrow_upwards_is_found(tmp_path: Path, name: str, text: str, target: str) -> None:
    """The checks above can fail: at the top, in a function, from a package."""
    (tmp_path / "module.py").write_text(text)
    module = read(name, tmp_path / "module.py", frozenset({*modules(), name}))
    assert upward(name, module.own_imports) == {target}


def test_a_circle_is_found() -> None:
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "e": {"a"}}
    assert circles(arrows) == [["a", "b", "c"]]


def test_a_late_import_without_a_reason_is_found(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "def f():\n    x = 1\n    import hub\n    # loads half a second\n    import sites\n    import demo  # rare\n"
    )
    assert [without_comment(path, line) for line in (3, 5, 6)] == [True, False, False]


def test_tests_mirror_nothing_that_is_gone() -> None:
    """Every module of tests parses and names only modules that exist."""
    known = modules()
    missing = {}
    for path in source_files("tests", "bench"):
        module = read("tests.x", path, frozenset(known))
        own = {
            each.target
            for each in module.imports
            if each.target.partition(".")[0] in {"hub", "sites", "opencat", "search", "demo"}
        }
        if gone := {name for name in own if name not in known}:
            missing[str(path.relative_to(ROOT))] = gone
    assert missing == {}
