"""Making a report from the records, and bringing its figures up to date."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from hub.events import record_event
from opencat.annual_report import rules
from opencat.annual_report.figures import KnownTable, known_tables
from opencat.annual_report.layouts import LayoutChanged
from opencat.annual_report.reports import COLUMN, column_at, report_key, report_of, written_on, year_of
from opencat.annual_report.text import SECTION_OF, is_table, report_body, stored, title_of
from sites.organisation.models.unit import Unit
from sites.pages.enums import Genre, InformationKind, Retention
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage

FIRST_YEAR = 2008  # the disclosure regulation came into force
MADE, RENEWED = "生成公开年报", "更新公开年报数字"


class ReportRefused(ValueError):
    """The report cannot be made or renewed now. The message is Chinese."""


def draft_annual_report(unit: Unit, year: int, user: AbstractBaseUser) -> ArticlePage:
    """The draft of the unit's report on a year: made from the records, or the one that is there already.

    Raises:
        PermissionDenied: the user does not write for the unit.
        ReportRefused: the year is not over, the report is public already, or the unit has no column for it.
    """
    column = require_column(unit, COLUMN, user)
    if not FIRST_YEAR <= year < timezone.localdate().year:
        raise ReportRefused(f"{year} 年的年报现在不能编制：只编制已结束的年度（{FIRST_YEAR} 年起）。")
    title = title_of(unit, year)
    page = ArticlePage(
        title=title, external_id=report_key(unit, year), written_on=written_on(year), genre=Genre.REPORT,
        retention=Retention.PERMANENT,
    )  # fmt: skip
    with transaction.atomic():
        # Two who ask at once: the second waits here, and then finds what the first has made.
        ColumnPage.objects.select_for_update().get(pk=column.pk)
        if existing := report_of(unit, year):
            if existing.live:
                raise ReportRefused(f"《{existing.title}》已经公开。要更正，请编辑后重新送审。")
            return existing
        page.body = report_body(unit, year, known_tables(unit, year))
        return add_draft(unit, column, page, user, MADE)


def require_column(unit: Unit, path: str, user: AbstractBaseUser) -> ColumnPage:
    """The unit's column at `path`, if the user may write there.

    Raises:
        PermissionDenied: or not.
        ReportRefused: the unit has no such column.
    """
    column = column_at(unit, path)
    if column is None:
        raise ReportRefused(f"{unit.short_name}的网站没有相应的栏目，请网络信息中心补齐标准栏目。")
    if not column.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    return column


def add_draft(unit: Unit, column: ColumnPage, page: ArticlePage, user: AbstractBaseUser, event: str) -> ArticlePage:
    """Stores a generated article as a draft by `user`, with what all of them have in common."""
    page.kind, page.source, page.owner, page.live = InformationKind.POLICY, unit.name, user, False
    column.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create")
    record_event(event, page.title, "已由系统记录生成草稿。", unit_code=unit.code, actor=user)
    return page


@transaction.atomic
def renew_figures(page: ArticlePage, user: AbstractBaseUser, *, fill_zeros: bool = False) -> ArticlePage:
    """Computes the tables of the newest draft anew, with the sums of what was typed; texts stay as they are.

    `fill_zeros` writes 0 where nothing was typed. The page is stored as a new draft. Returns what was stored.

    Raises:
        PermissionDenied: the user may not edit the page.
        ReportRefused: it is no report, or it is under approval.
    """
    year, unit = year_of(page), page.unit
    if year is None or unit is None:
        raise ReportRefused(f"《{page.title}》不是由系统生成的年报。")
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    if page.workflow_in_progress:
        raise ReportRefused(f"《{page.title}》正在审批，不能更改。请先撤回送审。")
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise ReportRefused(f"《{page.title}》已被锁定，不能更改。")
    draft: ArticlePage = page.get_latest_revision_as_object()
    for table in known_tables(unit, year):
        _renew_table(draft.body, table, fill_zeros=fill_zeros)
    draft.save_revision(user=user, changed=True, log_action=True)
    record_event(RENEWED, draft.title, "表中数字已按系统记录重新计算。", unit_code=unit.code, actor=user)
    return draft


def _renew_table(body: Any, table: KnownTable, *, fill_zeros: bool) -> None:
    """Puts the table in the place of the one that is there, or after the heading of its section."""
    caption = table.layout.caption
    places = [index for index, block in enumerate(body) if is_table(block, caption)]
    if not places:
        headings = [index for index, block in enumerate(body) if _is_heading(block, SECTION_OF[caption])]
        body.insert(headings[0] + 1 if headings else len(body), stored(table, _completed(table, {}, fill_zeros)))
        return
    block = body[places[0]]
    try:
        typed = table.layout.read(block.value)
    except LayoutChanged:
        typed = {}
    body[places[0]] = (*stored(table, _completed(table, typed, fill_zeros)), block.id)


def _is_heading(block: Any, text: str) -> bool:
    return block.block_type == "heading" and block.value["text"] == text


def _completed(table: KnownTable, typed: dict[str, str], fill_zeros: bool) -> dict[str, str]:
    """What was typed with the sums that follow from it and from what is known."""
    names = table.layout.names
    texts = {key: typed.get(key, "") for key in names} | table.figures
    summed = {key for key, _parts in rules.sums()}
    if fill_zeros:
        texts = {key: text or ("" if key in summed else "0") for key, text in texts.items()}
    figures = {key: figure for key, text in texts.items() if (figure := rules.parsed(key, text)) is not None}
    parts = {key: figure for key, figure in figures.items() if key not in summed}
    sums = rules.completed(parts)
    return texts | {key: rules.written(figure) for key, figure in sums.items() if key in names}
