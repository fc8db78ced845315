"""The file of an import: plain or gzip (told by its content), UTF-8, one row a line."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
LONGEST_LINE = 64 * 1024 * 1024  # of a row, unpacked
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


class BadFile(ValueError):
    """A file that cannot be imported at all. The message is Chinese."""


def survey(path: Path) -> int:
    """Reads the whole file once and returns its number of rows, so that a bad file is refused before any row goes in.

    Raises:
        BadFile: missing, unreadable, damaged, not UTF-8, or empty.
    """
    if not path.is_file():
        raise BadFile(f"找不到文件：{path}" if not path.exists() else f"{path} 不是文件。")
    count = number = 0
    try:
        with _open(path) as stream:
            for number, line in enumerate(_lines(stream), start=1):
                count += bool(_text(line, number))
    except _DAMAGED:
        raise BadFile(f"压缩文件在第 {number} 行之后损坏或不完整，请重新上传：{path}") from None
    except UnicodeDecodeError:
        raise BadFile(f"第 {number} 行不是 UTF-8 编码，请把文件另存为 UTF-8 后再导入：{path}") from None
    except OSError as error:
        raise BadFile(f"文件读不出来：{path}（{error.strerror}）") from None
    if not count:
        raise BadFile(f"文件里没有数据：{path}")
    return count


def rows(path: Path) -> Iterator[tuple[int, str]]:
    """(line number, text) of each line that is not blank, in a file that `survey` has found good."""
    with _open(path) as stream:
        for number, line in enumerate(_lines(stream), start=1):
            if text := _text(line, number):
                yield number, text


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as stream:
        compressed = stream.read(2) == _GZIP
    return cast(IO[bytes], gzip.open(path)) if compressed else path.open("rb")


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    number = 1
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise BadFile(f"第 {number} 行超过 {LONGEST_LINE // 1024 // 1024} MB，不能导入。")
        yield line
        number += 1


def _text(line: bytes, number: int) -> str:
    return (line.removeprefix(_BOM) if number == 1 else line).decode().strip()
