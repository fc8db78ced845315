"""What a file of rows and columns gives, whatever its format: cells as text, and cells that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

DAMAGED = "文件不是有效的 Excel 工作簿（XLSX），或已经损坏。请在 Excel 或 WPS 里重新另存为 XLSX。"


@dataclass(frozen=True)
class BadCell:
    """A cell whose value cannot be taken. The message is Chinese."""

    message: str


Cell = str | BadCell


class Table(Protocol):
    """`label` says in Chinese how the file was read."""

    label: str

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """(line number, cells) of each row that is not blank, from the top; may be asked for again.

        Raises:
            BadFile: what follows cannot be read.
        """
