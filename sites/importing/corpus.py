"""The corpus format: id, title, date, category, place, info, body_markdown."""

from __future__ import annotations

from typing import Any

from sites.importing.fields import BadValue, Problem, read_text
from sites.importing.inline import clean, to_html
from sites.importing.markdown import Block
from sites.importing.states import days_in, state_of
from sites.pages.enums import InformationKind

CORPUS_FIELDS = frozenset({"id", "title", "date", "category", "place", "info", "body_markdown"})
HEADNOTE = "题注"


def from_corpus(data: dict[str, Any]) -> tuple[dict[str, Any], list[Block], list[Problem]]:
    """The row as plain fields, the blocks of its headnote, and warnings.

    The state comes from `info` and from what the text says of its own end. Without `date`, the latest day that `info`
    names is taken. The source is the category, which names the province of a local regulation too, else the place; the
    caller fills in the unit if both are missing.
    """
    warnings = [Problem(name, "未知字段，已忽略。") for name in data if name not in CORPUS_FIELDS]
    info, problem = _info(data.get("info"))
    warnings += problem
    day = data.get("date")
    if day is None and (latest := max(days_in("\n".join(info)), default=None)):
        day = latest.isoformat()
        warnings.append(Problem("date", f"没有日期，按题注取 {day}。"))
    category, body = data.get("category"), data.get("body_markdown")
    state = state_of(info, body if isinstance(body, str) else "")
    plain = {
        "title": data.get("title"),
        "source": category or data.get("place"),
        "written_on": day,
        "kind": InformationKind.POLICY.value,
        "tags": [category] if category else [],
        "body_markdown": body,
        "validity": state.validity.value,
        "ceases_on": state.ceases_on.isoformat() if state.ceases_on else None,
    }
    return plain, headnote(info), warnings


def _info(value: Any) -> tuple[list[str], list[Problem]]:
    lines = [value] if isinstance(value, str) else value or []
    try:
        if not isinstance(lines, list):
            raise BadValue
        return [text for line in lines if (text := read_text(line))], []
    except BadValue:
        return [], [Problem("info", "题注应为文字列表，已忽略。")]


def headnote(info: list[str]) -> list[Block]:
    """题注: who adopted and amended the text, and when, as one paragraph block before it."""
    if not info:
        return []
    items = "".join(f"<li>{to_html(line)}</li>" for line in info)
    return [Block("paragraph", clean(f"<p><b>{HEADNOTE}</b></p><ul>{items}</ul>"))]
