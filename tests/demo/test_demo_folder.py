"""What `make demo` says of a data folder before it begins: one sentence with the way out, or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demo.edition import Edition, current_edition
from demo.folder import problem_with
from demo.record import READY, SCHEMA, Record, RecordDamaged, read_record

NOW = Edition("0.2", {"hub.0001_initial": "a", "hub.0002_more": "b"}, "pins")
BEFORE = Edition("0.1", {"hub.0001_initial": "a"}, "pins")
REMADE = replace(BEFORE, migrations={"hub.0001_initial": "other"})


def loaded(folder: Path, edition: Edition, *, finished: bool) -> Path:
    Record(edition, "2026-03-09", [SCHEMA, READY], finished).store(folder)
    (folder / "hub.sqlite3").write_text("tables")
    return folder


def test_new_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "some" / "where"
    assert problem_with(folder, NOW) == ""
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("finished", [True, False])
def test_folder_of_this_edition_is_taken_up(tmp_path: Path, finished: bool) -> None:
    assert problem_with(loaded(tmp_path, NOW, finished=finished), NOW) == ""


def test_start_that_was_interrupted_before_it_recorded_anything(tmp_path: Path) -> None:
    for name in ("ledger-key", "secret-key", "private-data-key", "demo.json.new", "hub.sqlite3"):
        (tmp_path / name).touch()
    assert problem_with(tmp_path, NOW) == ""


def test_finished_folder_of_an_older_edition_is_upgraded(tmp_path: Path) -> None:
    assert problem_with(loaded(tmp_path, BEFORE, finished=True), NOW) == ""


def test_half_loaded_folder_of_an_older_edition(tmp_path: Path) -> None:
    problem = problem_with(loaded(tmp_path, BEFORE, finished=False), NOW)
    assert "另一个版本（0.1）" in problem
    assert "没有装完" in problem
    assert f"make demo-reset DATA_DIR={tmp_path}" in problem


@pytest.mark.parametrize("other", [REMADE, NOW])
def test_folder_whose_migrations_are_not_of_this_edition(tmp_path: Path, other: Edition) -> None:
    """Made anew since, or those of a newer edition."""
    problem = problem_with(loaded(tmp_path, other, finished=True), BEFORE)
    assert "不能升级" in problem
    assert "make demo-reset" in problem


def test_folder_from_before_there_were_records(tmp_path: Path) -> None:
    (tmp_path / "hub.sqlite3").write_text("tables")
    assert "较早的版本" in problem_with(tmp_path, NOW)


def test_database_has_gone(tmp_path: Path) -> None:
    (loaded(tmp_path, NOW, finished=True) / "hub.sqlite3").unlink()
    assert "缺少数据库文件 hub.sqlite3" in problem_with(tmp_path, NOW)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"edition": {"version": 1}}'])
def test_damaged_record(tmp_path: Path, text: str) -> None:
    (tmp_path / "demo.json").write_text(text)
    with pytest.raises(RecordDamaged):
        read_record(tmp_path)
    assert "已损坏" in problem_with(tmp_path, NOW)


def test_foreign_files(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch()
    problem = problem_with(tmp_path, NOW)
    assert "letter.txt" in problem
    assert "make demo DATA_DIR=" in problem
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_file_in_place_of_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.touch()
    assert "是一个文件" in problem_with(file, NOW)
    assert "不能在" in problem_with(file / "below", NOW)


def test_record_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    record = Record(current_edition(), "2026-03-09", [SCHEMA], finished=False)
    record.store(tmp_path)
    assert read_record(tmp_path) == record
    assert record.edition.migrations


def test_new_migrations_run_before_the_portal_is_shown_again() -> None:
    record = Record(BEFORE, "2026-03-09", [SCHEMA, READY, "sites"], finished=True)
    assert record.is_ready(BEFORE)
    record.renew(NOW)
    assert not record.is_ready(NOW)
    assert not record.finished
    assert record.done == [READY, "sites"]
