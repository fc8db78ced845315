"""Who is told of which limits: each limit once before and once after it, however often or seldom this runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hub.events import record_event
from hub.models import User
from opencat.coverage.matrix import Cell, Matrix, Row, load_matrix
from opencat.coverage.news import News
from opencat.coverage.notifications import announce
from opencat.coverage.people import Answering
from opencat.enums import CoverageState, NoticeStage
from opencat.models import CatalogueEntry, CoverageNotice, DeadlineNotice

STAGES = {
    CoverageState.DUE_SOON: NoticeStage.BEFORE,
    CoverageState.OVERDUE: NoticeStage.AFTER,
    CoverageState.EMPTY: NoticeStage.AFTER,
}


@transaction.atomic
def send_coverage_reminders(today: date | None = None) -> int:
    """Queues one mail for each person, with everything new in the person's units; returns how many mails.

    What nobody could be told, because a unit has no leader or officer, stays new until there is one.
    """
    today = today or timezone.localdate()
    matrix = load_matrix(today=today)
    drafts = _new_drafts(today)
    by_person: dict[User, list[News]] = defaultdict(list)
    for row, cells in _new_cells(matrix):
        news = News(row.unit, cells, drafts.get(row.unit.pk, []))
        people = _reachable(row.answering)
        if people and (news.cells or news.drafts):
            for person in people:
                by_person[person].append(news)
            _note(news, today)
    return sum(announce(person, news, today) for person, news in by_person.items())


def _reachable(answering: Answering) -> list[User]:
    return [person for person in answering.people if person.email]


def notice_of(cell: Cell) -> tuple[date, NoticeStage] | None:
    """Of which date the state of a cell is to be told; an empty one, of the day since which it is."""
    stage = STAGES.get(cell.state)
    if stage is None:
        return None
    on = cell.since if cell.state == CoverageState.EMPTY else cell.limit and cell.limit.due.on
    return (on, stage) if on else None


def _new_cells(matrix: Matrix) -> Iterator[tuple[Row, list[Cell]]]:
    told = set(CoverageNotice.objects.values_list("unit", "category", "due_on", "stage"))
    for row in matrix.rows:
        pairs = ((cell, notice_of(cell)) for cell in row.leaves())
        yield (
            row,
            [cell for cell, told_of in pairs if told_of and (row.unit.pk, cell.category.pk, *told_of) not in told],
        )


def _stage(entry: CatalogueEntry, today: date) -> NoticeStage:
    return NoticeStage.AFTER if entry.due_on < today else NoticeStage.BEFORE


def _new_drafts(today: date) -> dict[int, list[CatalogueEntry]]:
    """Drafts near or over their date, by the key of the unit."""
    near = CatalogueEntry.objects.near(today).select_related("category")
    notices = DeadlineNotice.objects.filter(Q(entry__published_on=None), entry__in=near.order_by())
    told = set(notices.values_list("entry", "due_on", "stage"))
    found: dict[int, list[CatalogueEntry]] = defaultdict(list)
    for entry in near:
        if (entry.pk, entry.due_on, _stage(entry, today)) not in told:
            found[entry.unit_id].append(entry)
    return found


def _note(news: News, today: date) -> None:
    """Marked as told, and on record. Two runs at once mark the same rows, and their mails bear the same keys."""
    cells = []
    for cell in news.cells:
        on, stage = notice_of(cell)  # type: ignore[misc]  # only such cells are news
        cells.append(CoverageNotice(unit=news.unit, category=cell.category, due_on=on, stage=stage))
    CoverageNotice.objects.bulk_create(cells, ignore_conflicts=True)
    DeadlineNotice.objects.bulk_create(
        [DeadlineNotice(entry=entry, due_on=entry.due_on, stage=_stage(entry, today)) for entry in news.drafts],
        ignore_conflicts=True,
    )
    record_event(
        "公开期限提醒",
        news.unit.name,
        f"提醒 {len(news.cells)} 个类别、{len(news.drafts)} 份草稿",
        reason="第十三条",
        unit_code=news.unit.code,
    )
