"""What a document's line in the catalogue says, and that it follows the document."""

from __future__ import annotations

from datetime import date

import pytest

from hub.models import AuditEvent, CalendarDay
from opencat import entries
from opencat.models import CatalogueEntry, Category
from sites.pages.enums import DisclosureKind, Validity
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, draft, published
from tests.staffed import Staffed
from tests.story import relocate, unapproved_content

pytestmark = pytest.mark.django_db


def entry_of(page: ArticlePage) -> CatalogueEntry:
    return CatalogueEntry.objects.get(page=page)


def test_a_document_is_in_the_category_of_its_column(bureau: Staffed) -> None:
    page = published(column_of(bureau.site, "documents"))
    assert entry_of(page).category.code == "150401"


def test_a_category_of_its_own_goes_before_the_columns(bureau: Staffed) -> None:
    page = published(column_of(bureau.site, "documents"), category=Category.objects.get(code="150402"))
    assert entry_of(page).category.code == "150402"


def test_an_index_number_is_given_when_the_document_is_public(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    page = draft(column, bureau.editor)
    assert entry_of(page).index_number is None
    first, second = published(column, title="甲"), published(column, title="乙")
    year = first.published_at.year
    assert first.index_number == f"441481-jyj-150401-{year}-00001"
    assert second.index_number == f"441481-jyj-150401-{year}-00002"


def test_the_number_of_a_deleted_document_is_not_given_again(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    page = published(column)
    number = page.index_number
    page.delete()
    assert CatalogueEntry.objects.get(index_number=number).page is None
    assert not CatalogueEntry.objects.get(index_number=number).is_public
    assert published(column, title="另一份").index_number != number


def test_the_number_stays_when_the_category_changes(bureau: Staffed) -> None:
    page = published(column_of(bureau.site, "documents"))
    number = page.index_number
    relocate(bureau, page, column_of(bureau.site, "guides"))
    assert entry_of(page).category.code == "150301"
    assert entry_of(page).index_number == ArticlePage.objects.get(pk=page.pk).index_number == number


def test_a_number_is_no_content_that_leaders_approve(bureau: Staffed) -> None:
    page = published(column_of(bureau.site, "documents"))
    assert page.index_number
    assert unapproved_content(page) == ""


def test_a_number_that_an_import_brought_is_passed_over(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    year = published(column).published_at.year
    kept = published(column, title="旧文件", index_number=f"441481-jyj-150401-{year}-00002")
    assert kept.index_number == f"441481-jyj-150401-{year}-00002"
    assert published(column, title="新文件").index_number == f"441481-jyj-150401-{year}-00003"


def test_a_number_that_another_document_has_is_refused(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    number = published(column).index_number
    with pytest.raises(entries.NumberTaken, match=number):
        published(column, title="冒用", index_number=number)
    assert not ArticlePage.objects.filter(title="冒用").exists()


def test_a_taken_down_document_leaves_the_catalogue_and_keeps_its_number(bureau: Staffed) -> None:
    page = published(column_of(bureau.site, "documents"))
    page.unpublish()
    entry = entry_of(page)
    assert not entry.is_public
    assert entry.index_number == page.index_number


def test_what_is_not_disclosed_is_no_open_draft(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, disclosure_kind=DisclosureKind.NOT_PUBLIC, written_on=date(2026, 3, 2))
    assert entry_of(page).disclosure_kind == DisclosureKind.NOT_PUBLIC
    assert not CatalogueEntry.objects.unpublished().exists()


def test_expiry_needs_no_clock(bureau: Staffed) -> None:
    page = published(column_of(bureau.site, "documents"), ceases_on=date(2026, 3, 31))
    states = (
        CatalogueEntry.objects.with_state(date(2026, 3, 31)).get(page=page),
        CatalogueEntry.objects.with_state(date(2026, 4, 1)).get(page=page),
    )
    assert [entry.state for entry in states] == [Validity.IN_FORCE, Validity.EXPIRED]


def test_due_dates_by_kind_and_by_category(bureau: Staffed) -> None:
    """News 2 working days after the event, policy 5 after issue, the catalogue's documents by their category."""
    monday = date(2026, 3, 2)
    news = draft(bureau.column, bureau.editor, title="动态", written_on=monday)
    policy = draft(column_of(bureau.site, "documents"), bureau.editor, title="政策", kind="policy", written_on=monday)
    guide = draft(column_of(bureau.site, "guides"), bureau.editor, title="指南", kind="policy", written_on=monday)
    assert entry_of(news).due_on == date(2026, 3, 4)
    assert entry_of(policy).due_on == date(2026, 3, 9)
    assert entry_of(guide).due_on == date(2026, 3, 30)
    assert "政府信息公开条例（2019 年修订）第二十六条" in entry_of(guide).due_explanation


def test_a_draft_s_new_date_moves_its_due_date(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, written_on=date(2026, 3, 2))
    page.written_on = date(2026, 3, 3)
    page.save_revision(user=bureau.editor)
    assert entry_of(page).due_on == date(2026, 3, 5)


def test_a_changed_holiday_moves_what_is_open_and_says_so(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, title="开放日", written_on=date(2026, 3, 2))
    met = published(bureau.column, title="已公开", written_on=date(2026, 3, 2))
    judged_by = entry_of(met).due_on
    CalendarDay.objects.create(day=date(2026, 3, 3), is_workday=False, name="临时放假")
    assert entry_of(page).due_on == date(2026, 3, 5)
    assert entry_of(met).due_on == judged_by
    event = AuditEvent.objects.get(subject="开放日")
    assert "由 2026-03-04 改为 2026-03-05" in event.message
    assert "2026-03-03 放假" in event.reason
    assert event.unit_code == bureau.unit.code


def test_a_year_not_yet_announced_is_provisional(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, written_on=date(2027, 3, 1))
    assert entry_of(page).is_provisional
    CalendarDay.objects.create(day=date(2027, 1, 1), is_workday=False, name="元旦")
    assert not entry_of(page).is_provisional


def test_late_or_in_time(bureau: Staffed) -> None:
    late = published(bureau.column, title="迟", written_on=date(2026, 3, 2))
    assert entry_of(late).was_late
    assert list(CatalogueEntry.objects.published_late()) == [entry_of(late)]


def test_rebuilding_changes_nothing(bureau: Staffed) -> None:
    published(bureau.column, title="甲")
    draft(bureau.column, bureau.editor, title="乙")
    before = list(CatalogueEntry.objects.order_by("pk").values())
    assert len(list(entries.rebuild())) == 2
    assert list(CatalogueEntry.objects.order_by("pk").values()) == before
