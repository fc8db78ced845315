from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

INVENTED = "以下内容为演示编造，不反映真实情况，请勿引用。"


@dataclass(frozen=True)
class DemoDocument:
    """A document of the demonstration. `links` are (kind, key of the other document); `late` days after its date."""

    key: str
    unit: str
    column: str
    category: str
    title: str
    days_ago: int
    body: tuple[str, ...]
    number: str = ""
    source: str = ""
    genre: str = ""
    theme: str = ""
    audience: str = ""
    records: tuple[tuple[str, Any], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    late: int = 0
    disclosure_kind: str = "proactive"
    ground: str = ""
    ceases_in: int | None = None
    tags: tuple[str, ...] = field(default=())
