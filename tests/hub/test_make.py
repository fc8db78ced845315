"""`make demo-reset` deletes a data folder of this project and nothing else; `make demo` looks before it begins."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import free_port

ROOT = Path(__file__).parents[2]


def clear(folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", "clear-data", f"DATA_DIR={folder}"]
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("own_file", ["ledger-key", "hub.sqlite3", "demo.json"])
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


def demo(folder: Path, port: int, home: Path) -> subprocess.CompletedProcess[str]:
    """For starts that are refused: whoever lets this one begin waits for minutes."""
    command = ["make", "--no-print-directory", "demo", f"DATA_DIR={folder}", f"PORT={port}", "PYTHON=python3"]
    environment = {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=20)


def test_demo_on_a_port_that_is_taken_begins_nothing(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = demo(tmp_path / "data", port, tmp_path)
    assert result.returncode != 0
    assert result.stderr.startswith(f"端口 {port} 不能使用")
    assert "make demo PORT=" in result.stderr
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_demo_in_a_folder_of_something_else_begins_nothing(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    result = demo(tmp_path, free_port(), tmp_path)
    assert result.returncode != 0
    assert "letter.txt" in result.stderr
    assert "Traceback" not in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_bare_make_lists_the_commands() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "demo-reset", "test", "lint", "format", "migrations-check", "requirements", "bench"):
        assert f"make {target} " in listed
