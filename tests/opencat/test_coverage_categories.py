"""The centre keeps categories, columns' categories and the calendar, and reads entries and events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from hub.models import AuditEvent, CalendarDay, User
from opencat.categories.actions import ClassificationRefused, classify_column
from opencat.models import CatalogueEntry, Category
from sites.organisation.auth import CENTRE_GROUP
from sites.organisation.enums import Office
from sites.pages.enums import DisclosureKind
from sites.pages.models.column_page import ColumnPage
from tests.factories import column_of, draft, published
from tests.reviewing import confirm_changes
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
Login = Callable[[User], Client]


@pytest.fixture
def second(centre: dict[Office, User]) -> User:
    return centre[Office.CENTRE_EDITOR]


@pytest.fixture
def head(centre: dict[Office, User], login: Login) -> Client:
    return login(centre[Office.CENTRE_HEAD])


def form_of(category: Category, **changes: Any) -> dict[str, Any]:
    names = ("code", "name", "parent", "scope", "article", "sort_order", "description", "term_code", "update_code")
    names += ("record_kind", "asks_number", "asks_interpretation", "is_interpretation", "in_force_from", "retired_on")
    data = {name: category.serializable_value(name) for name in names} | changes
    return {name: value for name, value in data.items() if value not in (None, False)}


def test_the_centre_adds_a_category(head: Client, second: User) -> None:
    new = Category(
        code="150305",
        name="办事结果",
        parent=Category.objects.get(code="1503"),
        scope="units",
        article="第十五条（三）",
    )
    new.in_force_from = date(2026, 1, 1)
    response = head.post(reverse("category:add"), form_of(new, term_code="disclose"))
    assert response.status_code == 302
    confirm_changes(second)
    kept = Category.objects.get(code="150305")
    assert kept.term_code == "disclose"
    assert AuditEvent.objects.filter(action="新增目录类别", subject__contains="办事结果").exists()


def test_a_part_s_code_begins_with_that_of_its_whole(head: Client) -> None:
    new = Category(
        code="150405", name="错", parent=Category.objects.get(code="1503"), scope="units", article="第十五条（三）"
    )
    new.in_force_from = date(2026, 1, 1)
    response = head.post(reverse("category:add"), form_of(new))
    assert "下级类别的代码应以上级的 1503 开头" in response.content.decode()


def test_a_code_stays(head: Client, second: User) -> None:
    category = Category.objects.get(code="150301")
    head.post(reverse("category:edit", args=[category.pk]), form_of(category, code="150399", name="办事指南（新）"))
    confirm_changes(second)
    category.refresh_from_db()
    assert (category.code, category.name) == ("150301", "办事指南（新）")


def test_a_retired_category_keeps_its_documents(head: Client, second: User, bureau: Staffed) -> None:
    page = published(column_of(bureau.site, "guides"))
    category = Category.objects.get(code="150301")
    response = head.post(
        reverse("category:edit", args=[category.pk]), form_of(category, retired_on=timezone.localdate())
    )
    assert response.status_code == 302
    confirm_changes(second)
    assert CatalogueEntry.objects.get(page=page).category == category
    assert AuditEvent.objects.filter(action="停用目录类别").exists()
    assert head.get(reverse("category:delete", args=[category.pk])).status_code == 302
    assert Category.objects.filter(pk=category.pk).exists()


def test_another_term_moves_open_drafts_and_judges_nothing_again(head: Client, second: User, bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    monday = date(2026, 3, 2)
    open_draft = draft(column, bureau.editor, title="草稿", kind="policy", written_on=monday)
    public = published(column, title="已公开", kind="policy", written_on=monday)
    category = Category.objects.get(code="150401")
    head.post(reverse("category:edit", args=[category.pk]), form_of(category, term_code="disclose"))
    confirm_changes(second)
    assert CatalogueEntry.objects.get(page=open_draft).due_on == date(2026, 3, 30)
    assert CatalogueEntry.objects.get(page=public).due_on == date(2026, 3, 9)
    assert "重新计算 1 份草稿的期限" in AuditEvent.objects.get(action="修改目录类别").message


def test_a_column_gets_another_category_with_all_in_it(head: Client, bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    page = published(column)
    number = page.index_number
    rule = Category.objects.get(code="150402")
    url = reverse("coverage:column", args=[column.pk])
    assert head.post(url, {"category": rule.pk}).status_code == 302
    entry = CatalogueEntry.objects.get(page=page)
    assert (entry.category, entry.index_number) == (rule, number)
    listed = head.get(reverse("coverage:columns"), {"unit": "jyj"}).content.decode()
    assert "150402 第十五条（四） 规范性文件" in listed
    event = AuditEvent.objects.get(action="设定栏目类别")
    assert "涉及 1 条目录" in event.message


def test_a_revision_from_before_does_not_bring_the_old_category_back(head: Client, bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    revision = column.save_revision(user=bureau.editor)
    rule = Category.objects.get(code="150402")
    head.post(reverse("coverage:column", args=[column.pk]), {"category": rule.pk})
    assert Revision.objects.get(pk=revision.pk).as_object().category == rule


def test_a_column_of_a_unit_takes_no_category_of_the_portal(
    centre: dict[Office, User], head: Client, bureau: Staffed
) -> None:
    wrong = Category.objects.get(code="140101")
    column = column_of(bureau.site, "documents")
    assert head.post(reverse("coverage:column", args=[column.pk]), {"category": wrong.pk}).status_code == 200
    with pytest.raises(ClassificationRefused, match="只适用于"):
        classify_column(column, wrong, centre[Office.CENTRE_HEAD])
    with pytest.raises(ClassificationRefused, match="由市网络信息中心设定"):
        classify_column(column, None, bureau.editor)
    assert ColumnPage.objects.get(pk=column.pk).category.code == "150401"


def test_the_register_of_what_is_not_disclosed(head: Client, bureau: Staffed) -> None:
    draft(bureau.column, bureau.editor, title="不公开的一份", disclosure_kind=DisclosureKind.NOT_PUBLIC)
    draft(bureau.column, bureau.editor, title="要公开的一份")
    page = head.get(reverse("entry:index"), {"disclosure_kind": "not_public"}).content.decode()
    assert "不公开的一份" in page
    assert "要公开的一份" not in page


def test_entries_by_lateness_category_and_as_a_file(head: Client, bureau: Staffed) -> None:
    published(bureau.column, title="迟发的", written_on=date(2026, 3, 2))
    published(bureau.column, title="按时的", written_on=timezone.localdate())
    late = head.get(reverse("entry:index"), {"late": "late"}).content.decode()
    assert "迟发的" in late
    assert "按时的" not in late
    whole = Category.objects.get(code="1505")
    assert "按时的" in head.get(reverse("entry:index"), {"category": whole.pk}).content.decode()
    response = head.get(reverse("entry:index"), {"export": "csv"})
    text = b"".join(response).decode("utf-8-sig")
    assert "迟发的" in text
    assert "441481-jyj-150501-" in text


def test_events_are_read_and_nothing_else(head: Client, bureau: Staffed) -> None:
    classify_column(column_of(bureau.site, "documents"), None, User.objects.create_superuser("root"))
    page = head.get(reverse("event:index"), {"action": "设定栏目类别"}).content.decode()
    assert "政策文件" in page
    event = AuditEvent.objects.get(action="设定栏目类别")
    assert "未设定" in head.get(reverse("event:inspect", args=[event.pk])).content.decode()
    assert head.get(reverse("event:edit", args=[event.pk])).status_code == 302


def test_a_year_that_nobody_has_entered_is_named(head: Client) -> None:
    year = timezone.localdate().year + 1
    CalendarDay.objects.filter(day__year=year).delete()
    note = f"{year} 年放假安排尚未公布，涉及的期限为暂定"
    assert note in head.get(reverse("calendarday:index")).content.decode()
    CalendarDay.objects.create(day=date(year, 1, 1), is_workday=False, name="元旦")
    assert note not in head.get(reverse("calendarday:index")).content.decode()


def test_an_update_gives_the_centre_what_is_new(centre: dict[Office, User]) -> None:
    group = Group.objects.get(name=CENTRE_GROUP)
    group.permissions.clear()
    call_command("migrate", verbosity=0)
    names = set(group.permissions.values_list("codename", flat=True))
    assert {"view_category", "change_category", "view_catalogueentry", "view_auditevent", "access_admin"} <= names
    assert "delete_category" not in names
