"""Links, locks and successors of documents as people meet them in the admin."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Page

from hub.models import OutboxMessage, User
from opencat.enums import LinkKind
from opencat.models import DocumentLink
from opencat.versions.actions import supersede
from sites.approval.actions import StepRefused, SubmissionRefused
from sites.approval.enums import RemovalKind
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import decide_removal
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from tests.factories import UnitFactory, column_of, draft, published
from tests.opencat.test_elements import links
from tests.opencat.test_versions import document, now, state
from tests.staffed import Staffed
from tests.story import article_form, browser_of, edit, said, send, take_step, waiting_step

pytestmark = pytest.mark.django_db


def post_links(
    bureau: Staffed, page: Page, *rows: tuple[LinkKind, Page], action: str = "", by: User | None = None
) -> Any:
    data = article_form(title=page.title, document_links=links(*rows))
    if action:
        data[f"action-{action}"] = "1"
    return browser_of(by or bureau.editor).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def beside_rows(response: Any) -> str:
    formset = response.context["form"].formsets["document_links"]
    return "".join(str(form.errors) for form in formset.forms) + "".join(formset.non_form_errors())


def ask(bureau: Staffed, page: Page, kind: RemovalKind) -> Any:
    """What an editor does to ask for a decision."""
    return browser_of(bureau.editor).post(reverse("removals:propose", args=[page.pk, kind]), {"reason": "内容有误"})


@pytest.mark.parametrize("action", ["", "submit"])
def test_a_link_to_itself_is_refused_beside_the_row(bureau: Staffed, action: str) -> None:
    page = draft(column_of(bureau.site, "documents"), bureau.editor)
    response = post_links(bureau, page, (LinkKind.AMENDS, page), action=action)
    assert "文件不能与自己建立关系" in beside_rows(response)
    assert "会议部署了开学前的安全检查" in str(response.context["form"]["body"].value())


@pytest.mark.parametrize("length", [2, 3, 6])
def test_a_circle_is_refused_however_long(bureau: Staffed, length: int) -> None:
    first = last = document(bureau, "文件0")
    for number in range(1, length):
        last = document(bureau, f"文件{number}", (LinkKind.AMENDS, last))
    response = post_links(bureau, first, (LinkKind.REPLACES, last))
    assert "关系成环：本文件→" in beside_rows(response)
    page = now(first)
    page.document_links = [DocumentLink(kind=LinkKind.REPLACES, target=last)]
    page.save_revision(user=bureau.editor)
    with pytest.raises(SubmissionRefused, match=f"《文件{length - 1}》→"):
        send(bureau.editor, page)


def test_a_circle_of_drafts_is_refused(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    first, second = draft(column, bureau.editor, title="甲"), draft(column, bureau.editor, title="乙")
    assert post_links(bureau, first, (LinkKind.AMENDS, second)).status_code == 302
    response = post_links(bureau, second, (LinkKind.ABOLISHES, first))
    assert "本文件→《甲》→本文件" in beside_rows(response)
    page = now(second)
    page.document_links = [DocumentLink(kind=LinkKind.ABOLISHES, target=first)]
    page.save_revision(user=bureau.editor)
    with pytest.raises(SubmissionRefused, match="关系成环"):
        send(bureau.editor, page)


def test_two_interpretations_make_no_circle_of_versions(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    first, second = draft(column, bureau.editor, title="甲"), draft(column, bureau.editor, title="乙")
    assert post_links(bureau, first, (LinkKind.AMENDS, second)).status_code == 302
    assert post_links(bureau, second, (LinkKind.INTERPRETS, first)).status_code == 302


def test_an_interpretation_interprets_no_interpretation(bureau: Staffed) -> None:
    from opencat.models import Category

    policy = document(bureau, "办法")
    category = Category.objects.get(code="150403")
    reading = document(bureau, "解读", (LinkKind.INTERPRETS, policy), category=category)
    page = draft(column_of(bureau.site, "documents"), bureau.editor)
    assert "本身是政策解读" in beside_rows(post_links(bureau, page, (LinkKind.INTERPRETS, reading)))


def test_documents_of_others_are_changed_by_the_portal_alone(
    bureau: Staffed, other_bureau: Staffed, portal: Staffed, centre: dict[Office, User]
) -> None:
    foreign = document(other_bureau, "财政文件")
    page = draft(column_of(bureau.site, "documents"), bureau.editor)
    page.document_links = [DocumentLink(kind=LinkKind.ABOLISHES, target=foreign)]
    page.save_revision(user=bureau.editor)
    with pytest.raises(SubmissionRefused, match="由其他单位管理"):
        send(bureau.editor, page)
    page.issuing_units = [bureau.unit, other_bureau.unit]  # issued together
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    column = column_of(portal.site, "news/notices")
    of_portal = draft(column, centre[Office.CENTRE_EDITOR], title="市政府文件")
    response = post_links(portal, of_portal, (LinkKind.ABOLISHES, foreign), by=centre[Office.CENTRE_EDITOR])
    assert response.status_code == 302


def test_documents_of_a_unit_below_may_be_changed(bureau: Staffed, other_bureau: Staffed) -> None:
    foreign = document(other_bureau, "下级文件")
    between = UnitFactory(code="between", parent=bureau.unit)
    Unit.objects.filter(pk=other_bureau.unit.pk).update(parent=between)
    page = draft(column_of(bureau.site, "documents"), bureau.editor)
    page.document_links = [DocumentLink(kind=LinkKind.AMENDS, target=foreign)]
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    assert waiting_step(page) is not None


def test_an_abolished_document_cannot_be_edited(bureau: Staffed, centre: dict[Office, User]) -> None:
    old = document(bureau, "旧办法")
    document(bureau, "新办法", (LinkKind.ABOLISHES, old))
    url = reverse("wagtailadmin_pages:edit", args=[old.pk])
    for person in (bureau.editor, centre[Office.CENTRE_HEAD]):
        page = browser_of(person).get(url).content.decode()
        assert "已废止的文件不能修改，只能以新文件替代" in page
        assert reverse("opencat_versions:supersede", args=[old.pk]) in page
        before = now(old).latest_revision_id
        for action in ("", "submit"):
            edit(person, old, title="改写历史", action=action)
        assert now(old).latest_revision_id == before
    page = now(old)
    page.title = "从别处改写"
    page.save_revision(user=bureau.editor)
    with pytest.raises(SubmissionRefused, match="只能以新文件替代"):
        send(bureau.editor, page)


def test_an_amended_document_can_be_edited(bureau: Staffed) -> None:
    old = document(bureau, "旧办法")
    document(bureau, "修改决定", (LinkKind.AMENDS, old))
    before = now(old).latest_revision_id
    edit(bureau.editor, old, validity=Validity.AMENDED)
    assert now(old).latest_revision_id != before


def test_an_abolished_document_can_still_be_taken_down(bureau: Staffed) -> None:
    old = document(bureau, "旧办法")
    document(bureau, "新办法", (LinkKind.ABOLISHES, old))
    ask(bureau, old, RemovalKind.UNPUBLISH)
    decide_removal(RemovalRequest.objects.get(), bureau.leader, approve=True)
    assert not now(old).live


@pytest.mark.parametrize("by_centre", [False, True])
def test_a_successor_begins_with_what_is_known(bureau: Staffed, centre: dict[Office, User], by_centre: bool) -> None:
    person = centre[Office.CENTRE_EDITOR] if by_centre else bureau.editor
    old = document(bureau, "旧办法", document_number="兴市教〔2020〕1号")
    response = browser_of(person).post(reverse("opencat_versions:supersede", args=[old.pk]))
    draft_page = ArticlePage.objects.get(live=False, title="旧办法")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[draft_page.pk])
    assert draft_page.get_parent().pk == old.get_parent().pk
    assert (draft_page.unit, draft_page.owner, draft_page.document_number) == (bureau.unit, person, "")
    newest = draft_page.get_latest_revision_as_object()
    assert [(link.kind, link.target_id) for link in newest.document_links.all()] == [(LinkKind.REPLACES, old.pk)]
    assert state(old)[0] == Validity.IN_FORCE


def test_a_successor_is_only_for_who_may_edit(bureau: Staffed, other_bureau: Staffed) -> None:
    old = document(bureau, "旧办法")
    url = reverse("opencat_versions:supersede", args=[old.pk])
    for person in (other_bureau.editor, bureau.reviewer):
        browser_of(person).post(url)
        with pytest.raises(PermissionDenied):
            supersede(old, person)
    assert ArticlePage.objects.filter(live=False).count() == 0


def test_the_centre_supersedes_on_the_portal(portal: Staffed, centre: dict[Office, User]) -> None:
    page = published(column_of(portal.site, "news/notices"), title="市政府旧文件", document_number="兴市府〔2020〕1号")
    browser_of(centre[Office.CENTRE_EDITOR]).post(reverse("opencat_versions:supersede", args=[page.pk]))
    assert ArticlePage.objects.get(live=False, title="市政府旧文件").unit == portal.unit


def test_a_draft_that_others_name_is_not_deleted(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    page = draft(column, bureau.editor, title="被引用的草稿")
    document(bureau, "引用它的文件", (LinkKind.INTERPRETS, page))
    browser = browser_of(bureau.editor)
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    for response in (browser.get(url), browser.post(url)):
        assert response.status_code == 302
    assert any("《引用它的文件》" in text for text in said(response))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    response = browser.post(f"{bulk}?id={page.pk}&next=/admin/")
    assert response.status_code == 302
    assert ArticlePage.objects.filter(pk=page.pk).exists()


def test_a_public_document_that_others_name_is_not_deleted_by_decision(bureau: Staffed) -> None:
    page = document(bureau, "被废止的文件")
    ask(bureau, page, RemovalKind.DELETE)
    document(bureau, "废止它的文件", (LinkKind.ABOLISHES, page))
    with pytest.raises(StepRefused, match="市教育局《废止它的文件》"):
        decide_removal(RemovalRequest.objects.get(), bureau.leader, approve=True)
    assert now(page).live
    RemovalRequest.objects.all().delete()
    assert "市教育局《废止它的文件》" in ask(bureau, page, RemovalKind.DELETE).content.decode()
    assert not RemovalRequest.objects.exists()


def test_the_proposal_says_what_does_not_follow(bureau: Staffed) -> None:
    old = document(bureau, "旧办法")
    new = document(bureau, "新办法", (LinkKind.ABOLISHES, old))
    document(bureau, "问答", (LinkKind.INTERPRETS, new))
    url = reverse("removals:propose", args=[new.pk, RemovalKind.UNPUBLISH.value])
    text = browser_of(bureau.editor).get(url).content.decode()
    assert "《旧办法》不会自动恢复" in text
    assert "《问答》仍然公开" in text


def test_who_wrote_is_told_when_a_policy_is_taken_down(bureau: Staffed) -> None:
    policy = document(bureau, "办法", owner=bureau.editor)
    document(bureau, "办法问答", (LinkKind.INTERPRETS, policy), owner=bureau.editor)
    now(policy).unpublish()
    mail = OutboxMessage.objects.get(recipient=bureau.editor.email)
    assert "办法" in mail.subject
    assert "《办法问答》" in mail.body


def test_an_interpretation_is_not_published_after_its_policy_went(bureau: Staffed) -> None:
    policy = document(bureau, "办法")
    page = draft(column_of(bureau.site, "documents"), bureau.editor, title="问答")
    page.document_links = [DocumentLink(kind=LinkKind.INTERPRETS, target=policy)]
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    take_step(waiting_step(page), bureau.reviewer)
    now(policy).unpublish()
    before = LedgerEntry.objects.count()
    with pytest.raises(StepRefused, match="《办法》没有公开"):
        take_step(waiting_step(page), bureau.leader)
    assert not now(page).live
    assert LedgerEntry.objects.count() == before
