"""Reads .po files and writes .mo files (GNU gettext's formats), because `msgfmt` is not on every machine."""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

MAGIC = 0x950412DE
CONTEXT = "\x04"  # between a context and its message in a .mo file


@dataclass
class Entry:
    """One message: `texts` has one string, or one for each plural form (Chinese has a single form)."""

    message: str = ""
    context: str | None = None
    plural: str | None = None
    texts: dict[int, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        key = self.message if self.context is None else f"{self.context}{CONTEXT}{self.message}"
        return key if self.plural is None else f"{key}\0{self.plural}"

    @property
    def value(self) -> str:
        return "\0".join(text for _form, text in sorted(self.texts.items()))


def po_files() -> list[Path]:
    return sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))


def read_po(path: Path) -> Iterator[Entry]:
    """The messages of a .po file in their order, the header (an empty message) included; comments are left out."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        entry, part = Entry(), ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            keyword, _space, quoted = line.partition(" ")
            if line.startswith('"'):
                quoted = line
            else:
                part = keyword
            _add(entry, part, ast.literal_eval(quoted))
        if entry.texts:
            yield entry


def _add(entry: Entry, part: str, text: str) -> None:
    if part == "msgctxt":
        entry.context = (entry.context or "") + text
    elif part == "msgid":
        entry.message += text
    elif part == "msgid_plural":
        entry.plural = (entry.plural or "") + text
    else:  # msgstr or msgstr[0]
        form = int(part[7:-1]) if part.endswith("]") else 0
        entry.texts[form] = entry.texts.get(form, "") + text


def compile_po(path: Path) -> bytes:
    """The .mo file for a .po file, byte for byte the same each time."""
    pairs = sorted((entry.key.encode(), entry.value.encode()) for entry in read_po(path) if entry.value)
    keys_at = 7 * 4
    texts_at = keys_at + 8 * len(pairs)
    offset = texts_at + 8 * len(pairs)
    tables: list[list[int]] = [[], []]
    data = b""
    for column, table in enumerate(tables):
        for pair in pairs:
            table += [len(pair[column]), offset + len(data)]
            data += pair[column] + b"\0"
    header = struct.pack("<7I", MAGIC, 0, len(pairs), keys_at, texts_at, 0, offset)
    return header + struct.pack(f"<{4 * len(pairs)}I", *tables[0], *tables[1]) + data
