"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.structure.source import DOTTED, PACKAGES, ROOT, modules

SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
PLACE = re.compile(rf"(?:{'|'.join([*PACKAGES, 'tests', 'templates', 'static', 'bench', 'docs', 'deploy'])})/[\w./*-]+")
# Later issues make these.
TO_COME = (
    "sites/casework/", "sites.casework", "deploy/", "inquiry/", "services/", "submission/", "operation/", "evaluation/",
    "letters/", "tests/letters/",
)  # fmt: skip
README_LINES = 150

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_and_modules_exist(page: Path) -> None:
    gone = []
    for span in SPAN.findall(page.read_text(encoding="utf-8")):
        if span.startswith(TO_COME):
            continue
        is_gone = PLACE.fullmatch(span) and not any(ROOT.glob(span.rstrip("/")))
        if is_gone or (DOTTED.match(span) and not span.endswith((".py", ".json")) and not names_something(span)):
            gone.append(span)
    assert gone == []


def names_something(dotted: str) -> bool:
    """A module, or a name inside one; labels of models and permissions ("pages.ArticlePage") have no module."""
    known = modules()
    parts = dotted.split(".")
    for end in range(len(parts), 1, -1):
        if (module := known.get(".".join(parts[:end]))) is not None:
            return end == len(parts) or re.search(rf"\b{re.escape(parts[end])}\b", module.path.read_text()) is not None
    return len(parts) == 2 and not (ROOT / parts[0] / parts[1]).exists() and not parts[1].islower()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text(encoding="utf-8")) if not target.startswith("/")]
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= README_LINES
