"""Whether a folder can hold the demonstration's data. Needs nothing but Python: it is asked before anything begins."""

from __future__ import annotations

import tempfile
from pathlib import Path

from demo.edition import ROOT, Edition
from demo.record import FILE, Record, RecordDamaged, read_record

DATABASE = "hub.sqlite3"
# What the settings and the server put there before anything is recorded.
OWN = frozenset(
    {
        "ledger-key",
        "secret-key",
        "private-data-key",
        "demo-password",
        "demo.lock",
        f"{FILE}.new",
        DATABASE,
        "static",
        "media",
    }
)
USUAL = ROOT / ".data"


def problem_with(folder: Path, edition: Edition) -> str:
    """One sentence that says what is wrong and the way out, or nothing. An absent folder is made."""
    elsewhere = "请换一个位置：make demo DATA_DIR=另一个文件夹"
    if folder.exists() and not folder.is_dir():
        return f"{folder} 是一个文件，不是文件夹，{elsewhere}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        return f"不能在 {folder} 写入（{error.strerror}），请更改权限，或者换一个位置：make demo DATA_DIR=另一个文件夹"
    names = {path.name for path in folder.iterdir()}
    if FILE in names:
        return _of_record(folder, names, edition)
    if DATABASE in names and (folder / DATABASE).stat().st_size:
        return f"{folder} 里的数据由较早的版本装入，不能接着使用，{_reset(folder)}"
    foreign = names - OWN
    return f"{folder} 里有不属于演示的文件（{min(foreign)}），{elsewhere}" if foreign else ""


def _of_record(folder: Path, names: set[str], edition: Edition) -> str:
    try:
        record = read_record(folder)
    except RecordDamaged:
        return f"{folder} 的记录文件 {FILE} 已损坏，{_reset(folder)}"
    if record is None:
        return ""
    if record.done and DATABASE not in names:
        return f"{folder} 里缺少数据库文件 {DATABASE}，{_reset(folder)}"
    return _of_edition(folder, record, edition)


def _of_edition(folder: Path, record: Record, edition: Edition) -> str:
    made = f"{folder} 里的数据由另一个版本（{record.edition.version}）装入"
    if not edition.can_upgrade(record.edition):
        return f"{made}，当前版本（{edition.version}）不能升级它，{_reset(folder)}"
    if not record.finished and record.edition != edition:
        return f"{made}，而且没有装完，{_reset(folder)}"
    return ""


def _reset(folder: Path) -> str:
    where = "" if folder == USUAL else f" DATA_DIR={folder}"
    return f"请运行 make demo-reset{where} 清空后重新开始"
