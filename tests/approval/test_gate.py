"""Idea 3: every road to live passes one gate."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from hub.models import AuditEvent, GroupImage
from sites.approval.chain import broken_links
from sites.approval.enums import LedgerAction
from sites.approval.gate import PublicationRefused, releasing_together
from sites.approval.models.ledger_entry import LedgerEntry
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, draft, published
from tests.staffed import Staffed
from tests.story import approve, exchange_behind, send, unapproved_content


def test_publishing_a_revision_from_code_is_refused(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    with pytest.raises(PublicationRefused, match="保密审查、分管领导审核"):
        page.get_latest_revision().publish()
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_saving_a_page_as_live_is_refused(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    page.live = True
    with pytest.raises(PublicationRefused):
        page.save()


def test_saving_only_the_live_column_is_refused(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    page.live = True
    with pytest.raises(PublicationRefused):
        page.save(update_fields=["live"])


def test_saving_the_base_page_as_live_is_refused(bureau: Staffed) -> None:
    base = Page.objects.get(pk=draft(bureau.column, bureau.editor).pk)
    base.live = True
    with pytest.raises(PublicationRefused):
        base.save()


def test_adding_a_live_page_is_refused(bureau: Staffed) -> None:
    with pytest.raises(PublicationRefused):
        bureau.column.add_child(instance=ArticlePage(title="直接发布", source="市教育局"))
    assert not ArticlePage.objects.filter(title="直接发布").exists()


def test_copying_a_page_alive_is_refused(bureau: Staffed) -> None:
    page = published(bureau.column)
    with pytest.raises(PublicationRefused):
        page.copy(update_attrs={"slug": "copy"}, keep_live=True)


def test_an_alias_is_refused(bureau: Staffed) -> None:
    page = published(bureau.column)
    with pytest.raises(PublicationRefused):
        page.create_alias(update_slug="alias", parent=column_of(bureau.site, "news/notices"))


def test_scheduled_publishing_without_approval_is_refused(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    call_command("publish_scheduled", stderr=StringIO())
    assert not ArticlePage.objects.get(pk=page.pk).live
    assert "未经保密审查、分管领导审核" in AuditEvent.objects.get(subject=page.title).message


def test_a_change_of_live_content_is_refused(bureau: Staffed) -> None:
    page = published(bureau.column)
    page.title = "悄悄改过的标题"
    with pytest.raises(PublicationRefused):
        page.save()
    assert ArticlePage.objects.get(pk=page.pk).title == "已发布的信息"


def test_a_change_of_the_title_alone_is_refused(bureau: Staffed) -> None:
    page = published(bureau.column)
    page.title = "悄悄改过的标题"
    with pytest.raises(PublicationRefused):
        page.save(update_fields=["title"])


def test_bookkeeping_of_a_live_page_is_free(bureau: Staffed) -> None:
    page = published(bureau.column)
    page.locked = True
    page.save()
    assert ArticlePage.objects.get(pk=page.pk).live


def test_reverting_to_what_was_replaced_needs_approval_again(bureau: Staffed) -> None:
    page = published(bureau.column)
    first = page.save_revision(user=bureau.editor)
    page.unpublish()
    with pytest.raises(PublicationRefused):
        first.publish()


def test_unpublishing_from_code_is_recorded(bureau: Staffed) -> None:
    page = published(bureau.column)
    page.unpublish()
    assert LedgerEntry.objects.of(page).last().action == LedgerAction.UNPUBLISHED


def test_deleting_is_recorded_with_what_was_public(bureau: Staffed) -> None:
    page = published(bureau.column)
    pk, digest = page.pk, page.live_digest
    page.delete()
    last = LedgerEntry.objects.of_pages([pk]).last()
    assert (last.action, last.digest) == (LedgerAction.DELETED, digest)


def test_deleting_a_column_records_every_page_below(bureau: Staffed) -> None:
    page = published(bureau.column)
    bureau.column.delete()
    assert LedgerEntry.objects.of(page).filter(action=LedgerAction.DELETED).exists()


def test_a_public_page_cannot_be_moved_to_another_site(bureau: Staffed, other_bureau: Staffed) -> None:
    page = published(bureau.column)
    with pytest.raises(PublicationRefused, match="其他网站"):
        page.move(other_bureau.column, pos="last-child")


def test_a_moved_draft_belongs_to_the_other_unit(bureau: Staffed, other_bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    page.move(other_bureau.column, pos="last-child")
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.unit == other_bureau.unit
    assert LedgerEntry.objects.of(page).last().action == LedgerAction.MOVED


def test_replacing_the_file_behind_an_image_shows(bureau: Staffed) -> None:
    """The digest covers the very files: what the leader saw is what the public sees."""
    image = GroupImage.objects.create(title="图", file=get_test_image_file(), collection=bureau.site.collection)
    body = [("picture", {"image": image, "alt": "一幅图", "caption": ""})]
    page = published(bureau.column, body=body)
    assert unapproved_content(page) == ""
    exchange_behind(image, "other.png", get_test_image_file(colour="black").file.getvalue())
    assert "不一致" in unapproved_content(ArticlePage.objects.get(pk=page.pk))


def test_the_digest_survives_storing(bureau: Staffed) -> None:
    """Keywords and blocks come back from the database in another order; what was approved stays what is public."""
    page = ArticlePage(title="有关键词的信息", source="市教育局")
    page.tags.add("教育", "安全")
    page.body = [("heading", {"text": "一、要求", "level": "2"}), ("paragraph", "<p>正文。</p>")]
    page = published(bureau.column, page)
    assert unapproved_content(page) == ""
    revised = page.get_latest_revision_as_object()
    revised.tags.set(["春季", "教育", "安全"], clear=True)
    revised.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    page = ArticlePage.objects.get(pk=page.pk)
    assert {tag.name for tag in page.tags.all()} == {"春季", "教育", "安全"}
    assert unapproved_content(page) == ""
    page.save()


# --- many releases at once ---


def test_releases_together_are_each_checked_and_recorded(bureau: Staffed) -> None:
    with releasing_together():
        pages = [published(bureau.column, title=title) for title in ("甲", "乙")]
    rows = LedgerEntry.objects.of_pages([page.pk for page in pages]).order_by("serial")
    assert [row.title for row in rows] == ["甲", "乙"]
    for page, row in zip(pages, rows, strict=True):
        page.refresh_from_db()
        assert (row.digest, row.revision_id) == (page.live_digest, page.live_revision_id)
        assert page.live_revision.as_object().title == page.title
    assert not list(broken_links())


def test_after_an_error_no_page_of_many_is_public(bureau: Staffed) -> None:
    def publish_both() -> None:
        with releasing_together():
            published(bureau.column, title="甲")
            bureau.column.add_child(instance=ArticlePage(title="未经审批", source="市教育局"))

    before = LedgerEntry.objects.count()
    with pytest.raises(PublicationRefused):
        publish_both()
    assert LedgerEntry.objects.count() == before
    assert not ArticlePage.objects.filter(title="甲").exists()


def test_what_happens_to_a_released_page_is_recorded_after_its_release(bureau: Staffed) -> None:
    with releasing_together():
        page = published(bureau.column, title="甲")
        page.unpublish()
    actions = LedgerEntry.objects.of(page).order_by("serial").values_list("action", flat=True)
    assert list(actions) == [LedgerAction.IMPORTED, LedgerAction.UNPUBLISHED]
    assert not list(broken_links())
