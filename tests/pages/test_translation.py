"""A real translation, from the editor's first look at its segments to the visitor's page, and away again."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file

from hub.models.media import GroupImage
from hub.variants.enums import Variant
from sites.approval.actions import StepRefused
from sites.approval.enums import LedgerAction, RemovalKind
from sites.approval.gate import PublicationRefused
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import decide_removal, propose_removal
from sites.approval.shown_files import FileInUse
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.pages.provisioning.addresses import make_channel
from sites.pages.translation.drafts import start_translation
from tests.factories import UserFactory, appoint, column_of, draft, published, save_imported
from tests.pages.translating import begin, field_of, released, send_form, translated
from tests.staffed import Staffed
from tests.story import approve, browser_of, edit, send, take_step, unapproved_content, waiting_step, write
from tests.visits import get, text

TITLE = "关于头发和软件的通知"
BODY = [("paragraph", "<p>请各单位检查软件。</p>"), ("paragraph", "<p>理发店<b>不得</b>收费。</p>")]
CORRECTED = "請各單位檢查電腦程式。"


@pytest.fixture
def article(bureau: Staffed) -> ArticlePage:
    return published(bureau.column, title=TITLE, slug="notice", body=BODY)


@pytest.fixture
def traditional(bureau: Staffed, article: ArticlePage) -> ArticlePage:
    """A Traditional draft with one segment corrected by hand, sent and approved."""
    begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    send_form(bureau.editor, page, "send", **{field_of(article, "检查软件"): CORRECTED})
    approve(page, [bureau.reviewer, bureau.leader])
    return translated(article, Variant.TRADITIONAL)


def visited(path: str = "/zh-hant/news/activities/notice/") -> str:
    return text(get(path).find("main"))


def test_a_machine_begins_and_the_editor_corrects(bureau: Staffed, article: ArticlePage) -> None:
    response = begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    assert not page.live
    assert response.url == f"/admin/translation/{page.pk}/text/"
    shown = browser_of(bureau.editor).get(response.url).content.decode()
    assert "理髮店<b>" in shown.replace("&lt;", "<").replace("&gt;", ">")
    send_form(bureau.editor, page, **{field_of(article, "检查软件"): CORRECTED})
    draft = translated(article, Variant.TRADITIONAL).get_latest_revision_as_object()
    assert CORRECTED in str(draft.body)
    assert "理髮店<b>不得</b>收費" in str(draft.body)


def test_a_translation_is_read_once_the_leader_has_approved(bureau: Staffed, article: ArticlePage) -> None:
    begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    send_form(bureau.editor, page, "send", **{field_of(article, "检查软件"): CORRECTED})
    assert waiting_step(page).step == "secrecy"
    assert CORRECTED not in visited()
    approve(page, [bureau.reviewer])
    assert CORRECTED not in visited()
    approve(page, [bureau.leader])
    assert CORRECTED in visited()
    assert CORRECTED not in visited("/news/activities/notice/")
    actions = LedgerEntry.objects.of(page).values_list("action", flat=True)
    assert list(actions) == ["submitted", "approved", "approved", "published"]


def test_other_pages_are_converted(bureau: Staffed, traditional: ArticlePage) -> None:
    published(bureau.column, title="理发店的软件", slug="other")
    assert "理髮店的軟件" in visited("/zh-hant/news/activities/other/")


def test_a_translation_is_not_converted_again(bureau: Staffed, article: ArticlePage) -> None:
    begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    send_form(bureau.editor, page, "send", **{field_of(article, "检查软件"): "按原文保留：头发、软件。"})
    approve(page, [bureau.reviewer, bureau.leader])
    assert "按原文保留：头发、软件。" in visited()


def test_lists_and_counts_know_sources_only(bureau: Staffed, traditional: ArticlePage) -> None:
    for path in ("/", "/news/", "/news/activities/", "/zh-hant/news/activities/"):
        links = [link["href"] for link in get(path).select("main a[href*='notice/']")]
        assert links
        assert not [link for link in links if not link.endswith("/notice/")], path
    assert "共1条" in visited("/news/activities/")


def test_the_stored_address_leads_to_the_variant(bureau: Staffed, traditional: ArticlePage) -> None:
    response = Client(HTTP_HOST="jyj.localhost").get("/news/activities/notice/zh-hant/")
    assert response.status_code == 301
    assert response.url == "/zh-hant/news/activities/notice/"


def decide(page: ArticlePage, kind: RemovalKind, bureau: Staffed) -> None:
    decision = propose_removal(page, kind, bureau.editor, "过时")
    decide_removal(decision, bureau.leader, approve=True)


@pytest.mark.parametrize("kind", [RemovalKind.UNPUBLISH, RemovalKind.DELETE])
def test_it_leaves_together_with_its_source(
    bureau: Staffed, article: ArticlePage, traditional: ArticlePage, kind: RemovalKind
) -> None:
    decide(article, kind, bureau)
    for path in ("/news/activities/notice/", "/zh-hant/news/activities/notice/", "/news/activities/notice/zh-hant/"):
        assert Client(HTTP_HOST="jyj.localhost").get(path).status_code in (404, 410)
    last = LedgerEntry.objects.of(traditional).filter(action=LedgerAction.UNPUBLISHED).get()
    assert last.actor == bureau.leader


def test_it_expires_together_with_its_source(article: ArticlePage, traditional: ArticlePage) -> None:
    ArticlePage.objects.get(pk=article.pk).unpublish(set_expired=True)
    traditional.refresh_from_db()
    assert (traditional.live, traditional.expired) == (False, True)
    last = LedgerEntry.objects.of(traditional).last()
    assert (last.action, last.comment) == (LedgerAction.EXPIRED, "原文撤下，译文一并撤下")


def test_it_can_be_taken_down_alone(bureau: Staffed, article: ArticlePage, traditional: ArticlePage) -> None:
    decide(traditional, RemovalKind.UNPUBLISH, bureau)
    assert CORRECTED not in visited()
    assert "請各單位檢查軟件。" in visited(), "converted again"


def change_source(bureau: Staffed, article: ArticlePage) -> None:
    edit(bureau.editor, article, action="submit", title=TITLE, body="请各单位检查门窗。")
    approve(article, [bureau.reviewer, bureau.leader])


def test_a_changed_source_does_not_stand_beside_an_old_translation(
    bureau: Staffed, article: ArticlePage, traditional: ArticlePage
) -> None:
    change_source(bureau, article)
    assert "請各單位檢查門窗。" in visited()
    traditional.refresh_from_db()
    assert not traditional.live
    last = LedgerEntry.objects.of(traditional).last()
    assert (last.action, last.comment) == (LedgerAction.UNPUBLISHED, "原文已更新，本译文译自以前的版本")


def test_both_become_public_in_one_step(bureau: Staffed, article: ArticlePage, traditional: ArticlePage) -> None:
    """The translation of a new version is approved first, waits, and goes public with its source."""
    edit(bureau.editor, article, action="submit", title=TITLE, body="请各单位检查门窗。")
    send_form(bureau.editor, traditional, "update")
    window = {field_of(article, "门窗"): "請各單位檢查門戶窗口。"}
    send_form(bureau.editor, traditional, "send", **window)
    approve(traditional, [bureau.reviewer, bureau.leader])
    assert CORRECTED in visited(), "the source's old version is public, and so is its translation"
    approve(article, [bureau.reviewer, bureau.leader])
    assert "請各單位檢查門戶窗口。" in visited()
    assert "请各单位检查门窗。" in visited("/news/activities/notice/")


def test_a_translation_of_a_draft_waits_for_it(bureau: Staffed) -> None:
    draft, _said = write(bureau.editor, bureau.column, title="新通知", body="软件。")
    begin(bureau.editor, draft, Variant.TRADITIONAL)
    page = translated(draft, Variant.TRADITIONAL)
    send_form(bureau.editor, page, "send")
    approve(page, [bureau.reviewer, bureau.leader])
    page.refresh_from_db()
    assert not page.live
    send(bureau.editor, draft)
    approve(draft, [bureau.reviewer, bureau.leader])
    page.refresh_from_db()
    assert page.live


def test_who_translated_does_not_approve(bureau: Staffed, article: ArticlePage) -> None:
    """The leader is also an editor, corrects one segment, and another person sends the page."""
    appoint(bureau.unit, Office.EDITOR, person=bureau.leader)
    begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    send_form(bureau.leader, page, **{field_of(article, "检查软件"): CORRECTED})
    page.revisions.update(user=bureau.editor)
    appoint(bureau.unit, Office.SUPERVISING_LEADER, person=UserFactory())
    send_form(bureau.editor, page, "send")
    approve(page, [bureau.reviewer])
    with pytest.raises(StepRefused):
        take_step(waiting_step(page), bureau.leader)


def test_an_incomplete_translation_is_not_sent(bureau: Staffed, article: ArticlePage) -> None:
    """English has no machine: every segment is written by hand."""
    begin(bureau.editor, article, Variant.ENGLISH)
    page = translated(article, Variant.ENGLISH)
    response = send_form(bureau.editor, page, "send", **{field_of(article, TITLE): "Notice"})
    assert "段没有译文" in response.content.decode()
    assert waiting_step(page) is None


def test_tags_that_do_not_belong_there_are_refused(bureau: Staffed, article: ArticlePage) -> None:
    begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    hostile = {field_of(article, "不得"): "理髮店<script>alert(1)</script><b onclick='x'>不得</b>"}
    response = send_form(bureau.editor, page, "send", **hostile)
    assert "1 段没有译文或者有错误" in response.content.decode()
    assert waiting_step(page) is None
    assert "script" not in str(translated(article, Variant.TRADITIONAL).get_latest_revision_as_object().body)
    plain = {field_of(article, "检查软件"): "<script>alert(2)</script>"}
    send_form(bureau.editor, page, **plain)
    body = str(translated(article, Variant.TRADITIONAL).get_latest_revision_as_object().body)
    assert "alert(2)" in body
    assert "<script>" not in body


def test_under_approval_nothing_changes(bureau: Staffed, article: ArticlePage) -> None:
    begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    send_form(bureau.editor, page, "send")
    response = send_form(bureau.editor, page, **{field_of(article, "检查软件"): CORRECTED})
    assert "正在审批，不能修改" in response.content.decode()
    assert CORRECTED not in str(translated(article, Variant.TRADITIONAL).get_latest_revision_as_object().body)
    send_form(bureau.editor, page, "take_back")
    assert waiting_step(page) is None
    send_form(bureau.editor, page, "send", **{field_of(article, "检查软件"): CORRECTED})
    assert waiting_step(page).step == "secrecy"


def test_a_returned_translation_says_why(bureau: Staffed, article: ArticlePage) -> None:
    begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    send_form(bureau.editor, page, "send")
    take_step(waiting_step(page), bureau.reviewer, "reject", comment="第二段不通顺")
    shown = browser_of(bureau.editor).get(f"/admin/translation/{page.pk}/text/").content.decode()
    assert "第二段不通顺" in shown
    send_form(bureau.editor, page, "send")
    assert waiting_step(page).step == "secrecy"


def test_the_editor_of_pages_opens_the_segments(bureau: Staffed, article: ArticlePage) -> None:
    begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    browser = browser_of(bureau.editor)
    assert browser.get(f"/admin/pages/{page.pk}/edit/").url == f"/admin/translation/{page.pk}/text/"
    menu = browser.get(f"/admin/pages/{article.pk}/edit/").content.decode()
    assert f"/admin/translation/{article.pk}/" in menu


def test_another_units_editor_is_refused_everywhere(
    bureau: Staffed, other_bureau: Staffed, article: ArticlePage, traditional: ArticlePage
) -> None:
    browser = browser_of(other_bureau.editor)
    paths = [f"{article.pk}/", f"{traditional.pk}/text/", f"{traditional.pk}/text/preview/"]
    for path in paths:
        assert browser.get(f"/admin/translation/{path}").url == "/admin/"
    data = {"variant": "en", "action": "send", field_of(article, "检查软件"): "改掉"}
    for path in paths[:2]:
        assert browser.post(f"/admin/translation/{path}", data).url == "/admin/"
    assert CORRECTED in visited()
    assert not RemovalRequest.objects.exists()


def test_keywords_lead_to_sources_only(bureau: Staffed) -> None:
    """A translation has its source's keywords; beside another article only the source is named."""
    pages = [ArticlePage(title=f"第{number}条", slug=f"tagged-{number}", source="市教育局") for number in range(2)]
    for page in pages:
        page.tags.add("安全")
    first, second = pages
    published(column_of(bureau.site, "documents"), first)  # a neighbour in the column is named as such
    published(bureau.column, second)
    released(first, Variant.TRADITIONAL, bureau.editor)
    related = [link["href"] for link in get(f"/news/activities/{second.slug}/").select(".related a")]
    assert related == [f"/documents/{first.slug}/"]


def test_an_editor_points_at_sources_only(bureau: Staffed, traditional: ArticlePage) -> None:
    response = browser_of(bureau.editor).get(f"/admin/choose-page/{bureau.column.pk}/?page_type=wagtailcore.page")
    assert TITLE in response.json()["html"]
    inside = browser_of(bureau.editor).get(f"/admin/choose-page/{traditional.get_parent().pk}/")
    assert traditional.title not in inside.json()["html"]


def test_a_translated_home_is_no_second_home(portal: Staffed, bureau: Staffed) -> None:
    home = released(portal.site.home.specific, Variant.ENGLISH, bureau.editor)
    make_channel(bureau.site)
    bureau.site.refresh_from_db()
    assert bureau.site.home.get_parent().pk == portal.site.home.pk
    assert get("/en/", "portal.localhost").html["lang"] == "en"
    assert not home.permissions_for_user(bureau.editor).can_copy()


def test_nothing_is_added_below_a_translation(bureau: Staffed) -> None:
    column = released(bureau.column, Variant.TRADITIONAL, bureau.editor)
    url = f"/admin/pages/add/pages/articlepage/{column.pk}/"
    assert browser_of(bureau.editor).get(url).url == "/admin/"
    shown = [text(link) for link in get("/zh-hant/news/").select(".tiles__title")]
    assert len(shown) == len(set(shown))


def test_the_approver_sees_what_it_is_a_translation_of(bureau: Staffed, article: ArticlePage) -> None:
    begin(bureau.editor, article, Variant.TRADITIONAL)
    page = translated(article, Variant.TRADITIONAL)
    send_form(bureau.editor, page, "send")
    shown = browser_of(bureau.reviewer).get(f"/admin/inbox/{waiting_step(page).pk}/").content.decode()
    assert "繁体译文" in shown
    assert article.full_url in shown


def test_the_ledger_is_verified_against_the_source(article: ArticlePage, traditional: ArticlePage) -> None:
    assert unapproved_content(traditional) == ""
    ArticlePage.objects.filter(pk=article.pk).update(live=False)
    assert "所译的原文（或原文的这个版本）没有公开" in unapproved_content(traditional)


def test_no_release_goes_around_the_source(bureau: Staffed, article: ArticlePage) -> None:
    page = start_translation(article, Variant.TRADITIONAL, bureau.editor)
    ArticlePage.objects.get(pk=article.pk).unpublish()
    page.live = True
    with pytest.raises(PublicationRefused):
        save_imported(page)


def test_a_translation_that_is_too_long_is_said_so_and_not_lost(bureau: Staffed, article: ArticlePage) -> None:
    begin(bureau.editor, article, Variant.ENGLISH)
    page = translated(article, Variant.ENGLISH)
    long = "word " * 60
    response = send_form(bureau.editor, page, "send", **{field_of(article, TITLE): long})
    shown = response.content.decode()
    assert "最多 255 个字符，现在有 299 个。" in shown
    assert long.strip() in shown
    assert waiting_step(page) is None


def test_a_copy_is_not_translated(bureau: Staffed, article: ArticlePage, traditional: ArticlePage) -> None:
    data = {"new_title": "副本", "new_slug": "copy", "new_parent_page": bureau.column.pk, "copy_subpages": "on"}
    browser_of(bureau.editor).post(f"/admin/pages/{article.pk}/copy/", data)
    copy = ArticlePage.objects.get(slug="copy")
    assert copy.title == "副本"
    assert list(copy.get_descendants()) == []
    assert translated(article, Variant.TRADITIONAL).live


def test_a_later_save_takes_nothing_from_what_is_approved_and_waits(bureau: Staffed) -> None:
    """Approved, waiting for its source, and then somebody writes on: what was approved is published."""
    draft, _said = write(bureau.editor, bureau.column, title="新通知", body="软件。")
    begin(bureau.editor, draft, Variant.TRADITIONAL)
    page = translated(draft, Variant.TRADITIONAL)
    send_form(bureau.editor, page, "send", **{field_of(draft, "软件"): "軟體。"})
    approve(page, [bureau.reviewer, bureau.leader])
    send_form(bureau.editor, page, "save", **{field_of(draft, "软件"): "還沒有批准的話。"})
    send(bureau.editor, draft)
    approve(draft, [bureau.reviewer, bureau.leader])
    page.refresh_from_db()
    assert page.live
    assert page.has_unpublished_changes
    assert "軟體" in str(page.body)
    assert "還沒有批准" not in str(page.body)


def test_an_approved_translation_that_waits_protects_its_files(bureau: Staffed) -> None:
    """Its source is a draft that nobody has sent, which protects nothing; what was approved of the translation does."""
    picture = GroupImage.objects.create(title="会场", file=get_test_image_file(), collection=bureau.site.collection)
    body = [("paragraph", "<p>软件。</p>"), ("picture", {"image": picture, "alt": "会场", "caption": ""})]
    source = draft(bureau.column, bureau.editor, title="新通知", body=body)
    begin(bureau.editor, source, Variant.TRADITIONAL)
    page = translated(source, Variant.TRADITIONAL)
    picture.description = "还没有送审"
    picture.save()
    send_form(bureau.editor, page, "send")
    approve(page, [bureau.reviewer, bureau.leader])
    picture.title = "改过的名称"
    with pytest.raises(FileInUse), transaction.atomic():
        picture.save()
    with pytest.raises(FileInUse), transaction.atomic():
        GroupImage.objects.get(pk=picture.pk).delete()
    ArticlePage.objects.get(pk=page.pk).delete()
    picture.save()
