"""Names of sent files: the sender's own is private text, what is kept and shown is called by number."""

from __future__ import annotations

import re

from hub.sent_files.kinds import Kind, ending_of
from hub.text_rules import validate_line, without_edges, without_hidden

LONGEST = 100
NAMELESS = "未命名"


def neutral_name(number: int, kind: Kind, what: str = "附件") -> str:
    """ "附件1.jpg": says nothing of the sender."""
    return f"{what}{number}.{kind.endings[0]}"


def original_name(sent: str) -> str:
    """The sender's name for it without folders, without what hides or turns letters, of a length that can be shown."""
    last = re.split(r"[/\\]", sent)[-1]
    name = without_edges(without_hidden(last, validate_line)).strip(". ")
    if len(name) > LONGEST:
        ending = ending_of(name)
        tail = f".{ending}" if 0 < len(ending) <= 5 else ""
        name = name[: LONGEST - len(tail) - 1] + "…" + tail
    return name or NAMELESS
