"""`make demo-reset` deletes a data folder of this project and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def clear(folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", "clear-data", f"DATA_DIR={folder}"]
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("own_file", ["ledger-key", "hub.sqlite3"])
def test_data_folder_is_deleted(tmp_path: Path, own_file: str) -> None:
    data = tmp_path / "data"
    (data / "media").mkdir(parents=True)
    (data / own_file).touch()
    assert clear(data, tmp_path).returncode == 0
    assert not data.exists()


def test_nothing_to_delete_is_no_error(tmp_path: Path) -> None:
    assert clear(tmp_path / "absent", tmp_path).returncode == 0


def test_foreign_folder_is_kept(tmp_path: Path) -> None:
    letter = tmp_path / "data" / "letter.txt"
    letter.parent.mkdir()
    letter.touch()
    result = clear(letter.parent, tmp_path)
    assert result.returncode != 0
    assert "nothing was deleted" in result.stderr
    assert letter.exists()


@pytest.mark.parametrize("home", [".", "nested/home"])
def test_folder_that_holds_the_home_folder_is_kept(tmp_path: Path, home: str) -> None:
    (tmp_path / "hub.sqlite3").touch()
    assert clear(tmp_path, tmp_path / home).returncode != 0
    assert (tmp_path / "hub.sqlite3").exists()


def test_bare_make_lists_the_commands() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "demo-reset", "test", "lint", "format", "migrations-check", "requirements", "bench"):
        assert f"make {target} " in listed
