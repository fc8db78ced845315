"""Mail about limits of the catalogue. It goes into the outbox of the transaction; every link leads behind the login."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from hub.models import User
from hub.outbox import write_to
from opencat.coverage.matrix import Cell
from opencat.coverage.news import News
from opencat.enums import CoverageState
from opencat.models import CatalogueEntry
from sites.approval.notifications import admin_url

# Of one unit; the rest is on the page to which the mail leads.
LINES = 40


def announce(person: User, everything: Sequence[News], today: date) -> bool:
    """One mail about what is new in the person's units. The same news again is the same mail, and is not sent twice."""
    parts = [_of_unit(news, today) for news in everything]
    total = sum(len(news.cells) + len(news.drafts) for news in everything)
    what = "\n\n".join(parts)
    return write_to(
        person,
        key=f"coverage:{person.pk}:{_key(everything, today)}",
        subject=f"公开目录提醒：{total} 项临近或超过期限",
        text=what,
    )


def _key(everything: Sequence[News], today: date) -> str:
    """Names the occasion: which limits, of which dates, before or after them."""
    facts = [
        (news.unit.pk, cell.category.code, cell.state.value, str(cell.limit.due.on if cell.limit else cell.since))
        for news in everything
        for cell in news.cells
    ]
    facts += [
        (news.unit.pk, str(entry.pk), str(entry.due_on), str(entry.due_on < today))
        for news in everything
        for entry in news.drafts
    ]
    return hashlib.sha256(repr(sorted(facts)).encode()).hexdigest()


def _of_unit(news: News, today: date) -> str:
    lines = [_of_cell(cell) for cell in news.cells] + [_of_draft(entry, today) for entry in news.drafts]
    more = [f"…… 另有 {len(lines) - LINES} 项"] if len(lines) > LINES else []
    link = admin_url("coverage:unit", news.unit.pk)
    return "\n".join([f"【{news.unit}】", *lines[:LINES], *more, f"查看：{link}"])


def _of_cell(cell: Cell) -> str:
    name = f"{cell.category.article}“{cell.category.name}”"
    if cell.state == CoverageState.EMPTY:
        return f"{name}还没有任何信息"
    latest, due = cell.latest, cell.limit.due.on if cell.limit else None
    verb = "前须更新" if cell.state == CoverageState.DUE_SOON else "应更新，已逾期"
    return f"{name}{due:%Y-%m-%d} {verb}（最近 {latest:%Y-%m-%d}）"


def _of_draft(entry: CatalogueEntry, today: date) -> str:
    late = "【逾期】" if entry.due_on < today else ""
    return f"{late}草稿《{entry.title}》应在 {entry.due_on:%Y-%m-%d} 前公开"
