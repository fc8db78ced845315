"""The approval ledger shows every change that was made behind the system's back."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import Page

from hub.models import AppendOnlyError
from sites.approval.enums import LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.ledger_head import LedgerHead
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.factories import IMPORTER, UserFactory, draft, importing
from tests.staffed import Staffed
from tests.story import browser_of, send


def verify(*options: str) -> str:
    """What `manage.py verify_ledger` prints; fails as the command does."""
    out = StringIO()
    call_command("verify_ledger", *options, stdout=out, no_color=True)
    return out.getvalue()


def findings() -> str:
    """What the command complains about; the test fails when it exits well."""
    out = StringIO()
    with pytest.raises(CommandError, match="发现"):
        call_command("verify_ledger", stdout=out, no_color=True)
    return out.getvalue()


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_honest_ledger_is_whole(public: ArticlePage) -> None:
    assert "条完整" in verify()


def test_drafts_and_what_is_under_approval_are_no_findings(bureau: Staffed, public: ArticlePage) -> None:
    page = ArticlePage.objects.get(pk=public.pk)
    page.title = "还没有批准的标题"
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    assert "条完整" in verify()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_name", "别人"),
        ("comment", "补写的意见"),
        ("digest", "0" * 64),
        ("action", LedgerAction.RETURNED),
        ("title", "别的"),
        ("required", '["centre"]'),
        ("object_id", 0),
        ("seal_version", 1),
        ("seal_version", 9),
    ],
)
def test_a_changed_row_shows(public: ArticlePage, column: str, value: str) -> None:
    row = LedgerEntry.objects.of(public)[1]
    sql(f"UPDATE approval_ledgerentry SET {column} = %s WHERE id = %s", value, row.pk)  # noqa: S608
    assert f"第 {row.serial} 号记录被改动" in findings()


def test_a_row_with_a_new_seal_of_its_own_making_shows(public: ArticlePage) -> None:
    """Who does not know the key cannot seal."""
    row = LedgerEntry.objects.of(public)[1]
    sql("UPDATE approval_ledgerentry SET comment = 'x', hash = %s WHERE id = %s", "a" * 64, row.pk)
    text = findings()
    assert f"第 {row.serial} 号记录被改动" in text


def test_a_row_removed_from_the_middle_shows(public: ArticlePage) -> None:
    row = LedgerEntry.objects.of(public)[1]
    sql("DELETE FROM approval_ledgerentry WHERE id = %s", row.pk)
    assert f"第 {row.serial} 号记录被删除" in findings()


def test_a_removed_last_row_shows(public: ArticlePage) -> None:
    last = LedgerEntry.objects.last()
    sql("DELETE FROM approval_ledgerentry WHERE id = %s", last.pk)
    assert f"第 {last.serial}–{last.serial} 号记录被删除" in findings()


def test_a_removed_last_row_shows_even_when_the_head_is_moved_back(public: ArticlePage) -> None:
    last = LedgerEntry.objects.last()
    sql("DELETE FROM approval_ledgerentry WHERE id = %s", last.pk)
    before = LedgerEntry.objects.last()
    sql("UPDATE approval_ledgerhead SET serial = %s, hash = %s", before.serial, before.hash)
    assert "台账末尾标记被改动" in findings()


def test_an_emptied_ledger_shows(public: ArticlePage) -> None:
    sql("DELETE FROM approval_ledgerentry")
    sql("DELETE FROM approval_ledgerhead")
    assert f"第 {public.pk} 号页面" in findings()


def test_a_removed_head_shows(public: ArticlePage) -> None:
    LedgerHead.objects.all().delete()
    assert "台账末尾" in findings()


@pytest.mark.parametrize("model", [ArticlePage, Page])
def test_content_changed_by_an_update_shows(public: ArticlePage, model: type[Page]) -> None:
    model.objects.filter(pk=public.pk).update(title="没有人批准过的标题")
    assert "公开的内容与审批的内容不一致" in findings()


def test_a_body_changed_by_sql_shows(public: ArticlePage) -> None:
    ArticlePage.objects.filter(pk=public.pk).update(body="[]")
    assert f"第 {public.pk} 号页面" in findings()


def test_a_draft_made_live_by_an_update_shows(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    Page.objects.filter(pk=page.pk).update(live=True)
    assert f"第 {page.pk} 号页面" in findings()


def test_taken_down_content_put_back_by_an_update_shows(public: ArticlePage) -> None:
    public.unpublish()
    assert "条完整" in verify()
    Page.objects.filter(pk=public.pk).update(live=True)
    assert f"第 {public.pk} 号页面" in findings()


def copy_row(table: str, key: str, old: int, new: int, **changed: object) -> None:
    """Doubles a row of a table under another key, as a script with database access would."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        cursor.execute(f"SELECT * FROM {table} WHERE {key} = %s", [old])  # noqa: S608
        row = {**dict(zip(columns, cursor.fetchone(), strict=True)), key: new, **changed}
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join(["%s"] * len(row))
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))  # noqa: S608


def test_a_public_page_created_by_sql_shows(public: ArticlePage) -> None:
    new = public.pk + 1000
    copy_row(
        "wagtailcore_page", "id", public.pk, new,
        path=public.path[:-4] + "00ZZ", slug="smuggled", url_path=public.url_path + "2/", translation_key="0" * 32,
    )  # fmt: skip
    copy_row("pages_articlepage", "page_ptr_id", public.pk, new)
    assert f"第 {new} 号页面" in findings()


def test_half_a_page_created_by_sql_shows(public: ArticlePage) -> None:
    """A public row of the tree without the row of its type."""
    new = public.pk + 1000
    copy_row(
        "wagtailcore_page", "id", public.pk, new,
        path=public.path[:-4] + "00ZZ", slug="smuggled", url_path=public.url_path + "2/", translation_key="0" * 32,
    )  # fmt: skip
    assert f"第 {new} 号页面" in findings()


def test_a_public_page_of_a_foreign_type_shows(bureau: Staffed) -> None:
    plain = Page(title="普通页面", slug="plain", live=False)
    bureau.site.home.add_child(instance=plain)
    Page.objects.filter(pk=plain.pk).update(live=True)
    assert "不是本系统的页面类型" in findings()


def test_the_chain_alone_can_be_verified(public: ArticlePage) -> None:
    Page.objects.filter(pk=public.pk).update(title="没有人批准过的标题")
    assert "条完整" in verify("--chain-only")


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: LedgerEntry.objects.filter(pk=entry.pk).update(comment="x"),
        lambda entry: LedgerEntry.objects.filter(pk=entry.pk).delete(),
        lambda entry: LedgerEntry.objects.bulk_update([entry], ["comment"]),
    ],
)
def test_the_ledger_is_append_only(public: ArticlePage, change: Callable[[LedgerEntry], object]) -> None:
    with pytest.raises(AppendOnlyError):
        change(LedgerEntry.objects.last())


def test_nobody_changes_the_ledger_in_the_admin(bureau: Staffed, public: ArticlePage) -> None:
    entry = LedgerEntry.objects.last()
    root = browser_of(UserFactory(username="root", is_superuser=True, is_staff=True))
    assert root.get(reverse("ledger:index")).status_code == 200
    for name in ("edit", "delete"):
        response = root.post(reverse(f"ledger:{name}", args=[entry.pk]), {"comment": "改过"})
        assert response.status_code in (302, 403, 404)
    assert LedgerEntry.objects.get(pk=entry.pk).comment == entry.comment


def test_an_import_is_recorded_with_its_operator(bureau: Staffed) -> None:
    page = ArticlePage(title="导入的文件", source="市教育局")
    with importing(page, bureau.column):
        bureau.column.add_child(instance=page)
    row = LedgerEntry.objects.last()
    assert (row.action, row.actor.username, row.comment) == (LedgerAction.IMPORTED, IMPORTER, "测试")
    assert row.office == Office.CENTRE_EDITOR
    assert "条完整" in verify()
