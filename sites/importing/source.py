"""What an import reads: anything that gives rows. Here the JSON lines; chapter apps bring sources of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from wagtail import hooks

from sites.importing import files, rows
from sites.importing.rows import Row
from sites.pages.models.column_page import ColumnPage

ARTICLES = "articles"


class Source(Protocol):
    """A file that can be gone over. `name` is what the ledger calls it."""

    name: str

    def survey(self) -> int:
        """The number of rows.

        Raises:
            BadFile: before any row is stored.
        """

    def notices(self) -> tuple[int, list[str]]:
        """What is to be said of the file as a whole, in Chinese, and of which line."""

    def records(self) -> Iterator[tuple[int, Any]]:
        """(line number, record as it stands in the file), one at a time."""

    def decode(self, record: Any) -> dict[str, Any]:
        """The fields of a record, `external_id` or `id` among them.

        Raises:
            RowRefused: it has none.
        """

    def read(self, data: dict[str, Any]) -> Row:
        """The values of an article.

        Raises:
            RowRefused: with every problem found.
        """


def source_of(kind: str, path: Path, name: str, column: ColumnPage, options: dict[str, Any]) -> Source:
    """The file of a batch. Chapter apps bring kinds of their own by the hook `import_source`.

    Raises:
        BadFile: nothing can read this kind.
    """
    if kind == ARTICLES:
        return JsonLines(path, name)
    for source_for in hooks.get_hooks("import_source"):
        source: Source | None = source_for(kind, path, name, column, options)
        if source is not None:
            return source
    raise files.BadFile(f"不认识的导入格式：{kind}")


class JsonLines:
    """One JSON object a line: plain fields, or the corpus of legal texts."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path, self.name = path, name or path.name

    def survey(self) -> int:
        return files.survey(self.path)

    def notices(self) -> tuple[int, list[str]]:
        return 0, []

    def records(self) -> Iterator[tuple[int, str]]:
        return files.rows(self.path)

    def decode(self, record: str) -> dict[str, Any]:
        return rows.decode(record)

    def read(self, data: dict[str, Any]) -> Row:
        return rows.read(data)
