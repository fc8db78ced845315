"""What we change of Wagtail is listed, documented, and guarded by a system check."""

from __future__ import annotations

import ast
from collections import defaultdict

import pytest

from hub.wagtail_patches import Patch, all_patches, check_wagtail_patches, problems_of
from sites.backoffice import admin_urls
from tests.structure.source import PACKAGES, ROOT, source_files

# Private by spelling, promised by documentation; or names of other libraries than Wagtail.
PROMISED = {
    "_meta", "_base_manager", "_default_manager",  # Django's models
    "_replace",  # named tuples
    "_password",  # Django's user, while it holds a new one
    "_exit",  # os
    "_forward_fields_map", "_committed", "_out",  # Django's, looked at in one place each
    "_worksheet_path",  # openpyxl's streaming reader
    "_objects",  # pypdf's writer
    "_csp_config",  # django-csp
}  # fmt: skip


def private_names() -> dict[str, list[str]]:
    """Names with one leading underscore that our code reads and does not define, with where."""
    trees = {
        path: ast.parse(path.read_text(encoding="utf-8"))
        for path in source_files(*PACKAGES)
        if "migrations" not in path.parts
    }
    defined: set[str] = set()
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                defined.add(node.name)
            elif isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
                defined.add(node.attr if isinstance(node, ast.Attribute) else node.id)
    used: defaultdict[str, list[str]] = defaultdict(list)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
                used[node.attr].append(f"{path.relative_to(ROOT)}:{node.lineno}")
    return {name: places for name, places in used.items() if name not in defined}


def test_every_private_name_is_listed() -> None:
    listed = {part for patch in all_patches() for part in (*patch.target.split("."), *patch.mentions)}
    assert {name: where for name, where in private_names().items() if name not in listed | PROMISED} == {}


def test_the_check_passes_on_the_installed_wagtail() -> None:
    assert check_wagtail_patches() == []
    assert len(all_patches()) > 20


@pytest.mark.parametrize(
    ("patch", "problem"),
    [
        (Patch("wagtail.models.Page._gone", ""), "has gone"),
        (Patch("wagtail.no_such_module.Thing", ""), "has gone"),
        (Patch("wagtail.models.Task.start", "", ("state",)), "takes"),
        (Patch("wagtail.models.Site.find_for_request", "", mentions=("_other_name",)), "knows nothing of"),
        (Patch("wagtail.admin.views.pages.listing.PageFilterSet.declared_filters[nobody]", ""), "has gone"),
    ],
)
def test_a_patch_whose_target_has_changed_is_an_error(patch: Patch, problem: str) -> None:
    assert problem in next(problems_of(patch))


def test_every_patch_is_documented() -> None:
    text = (ROOT / "docs/wagtail-patches.md").read_text(encoding="utf-8")
    assert [patch.target for patch in all_patches() if f"`{patch.target}`" not in text] == []


def test_views_stand_in_the_place_of_views() -> None:
    """Each address of sites.backoffice.admin_urls is one of Wagtail's: else it would replace nothing."""
    from wagtail.admin.urls import urlpatterns  # asks the hooks, which are there once the apps are

    def routes(patterns: list, above: str = "") -> set[str]:  # type: ignore[type-arg]
        found = set()
        for each in patterns:
            route = above + str(each.pattern).lstrip("^").rstrip("$")
            found |= routes(each.url_patterns, route) if hasattr(each, "url_patterns") else {route}
        return found

    own = {str(each.pattern) for each in admin_urls.urlpatterns}
    assert own - routes(urlpatterns) == set()
