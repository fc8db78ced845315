"""How files are named, and how long they are."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.structure.source import PACKAGES, ROOT, source_files

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc"}
LONGEST_FILE = 400
LARGEST_MEDIAN = 80
# Texts of the demonstration are data, as long as they need to be.
TEXTS = ("demo/texts/", "demo/catalogue/")


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def judged(*folders: str) -> list[Path]:
    paths = [path for path in source_files(*folders) if "migrations" not in path.parts]
    return [path for path in paths if not str(path.relative_to(ROOT)).startswith(TEXTS)]


def test_files_are_named_after_their_subject() -> None:
    assert [path for path in source_files() if path.stem in FORBIDDEN_NAMES] == []


def test_no_file_is_too_long() -> None:
    assert {str(path): lines(path) for path in judged() if lines(path) > LONGEST_FILE} == {}


def test_half_of_the_files_fit_a_screen() -> None:
    sizes = [lines(path) for path in judged(*PACKAGES) if lines(path) > 1]
    assert median(sizes) < LARGEST_MEDIAN
