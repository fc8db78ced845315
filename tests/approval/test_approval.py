"""Arts. 26, 27, 32(2), 35: what an editor writes becomes public when its leaders have said so, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from hub.models import User
from sites.approval.actions import StepRefused
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.gate import PublicationRefused
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.pages.models.article_page import ArticlePage
from tests.factories import UserFactory, appoint, column_of, draft, published
from tests.staffed import Staffed
from tests.story import (
    DECLARATION,
    approve,
    browser_of,
    edit,
    reads,
    said,
    send,
    settle,
    take_step,
    waiting_step,
    write,
)


def stored(page: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=page.pk)


def actions_on(page: ArticlePage) -> list[str]:
    return list(LedgerEntry.objects.of(page).order_by("serial").values_list("action", flat=True))


@pytest.fixture
def sent(bureau: Staffed) -> ArticlePage:
    """An article that waits for its secrecy review."""
    page = draft(bureau.column, bureau.editor)
    send(bureau.editor, page)
    return page


# --- the ordinary way ---


def test_an_article_is_public_after_review_and_leader_and_not_before(bureau: Staffed, client: Client) -> None:
    page, messages = write(bureau.editor, bureau.column, action="submit")
    assert not any("不能送审" in message for message in messages)
    assert reads(client, page) == 404
    assert waiting_step(page).step == ApprovalStep.SECRECY
    settle(bureau.reviewer, page)
    assert reads(client, page) == 404
    assert waiting_step(page).step == ApprovalStep.SUPERVISING
    settle(bureau.leader, page)
    assert reads(client, page) == 200
    assert actions_on(page) == [
        LedgerAction.SUBMITTED,
        LedgerAction.APPROVED,
        LedgerAction.APPROVED,
        LedgerAction.PUBLISHED,
    ]


def test_the_ledger_says_who_approved_in_which_office(bureau: Staffed, sent: ArticlePage) -> None:
    approve(sent, [bureau.reviewer, bureau.leader])
    rows = LedgerEntry.objects.of(sent).filter(action=LedgerAction.APPROVED).order_by("serial")
    assert [(row.actor, row.office, row.step) for row in rows] == [
        (bureau.reviewer, Office.SECRECY_REVIEWER, ApprovalStep.SECRECY),
        (bureau.leader, Office.SUPERVISING_LEADER, ApprovalStep.SUPERVISING),
    ]
    assert rows[0].declaration == DECLARATION
    assert len({row.digest for row in rows}) == 1


def test_major_information_needs_the_principal_leader_too(bureau: Staffed, client: Client) -> None:
    page, _ = write(bureau.editor, bureau.column, action="submit", is_major="on")
    approve(page, [bureau.reviewer, bureau.leader])
    assert reads(client, page) == 404
    assert waiting_step(page).step == ApprovalStep.PRINCIPAL
    approve(page, [bureau.principal])
    assert reads(client, page) == 200


def test_on_the_portal_the_centre_edits_last(portal: Staffed, centre: dict[Office, User], client: Client) -> None:
    writer, publisher = centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD]
    page, _ = write(writer, column_of(portal.site, "news/notices"), action="submit")
    approve(page, [portal.reviewer, portal.leader])
    assert reads(client, page) == 404
    assert waiting_step(page).step == ApprovalStep.CENTRE
    approve(page, [publisher])
    assert reads(client, page) == 200


def test_other_units_leaders_cannot_decide(bureau: Staffed, other_bureau: Staffed, sent: ArticlePage) -> None:
    assert settle(other_bureau.reviewer, sent).status_code == 404
    with pytest.raises(StepRefused):
        take_step(waiting_step(sent), other_bureau.reviewer)
    assert waiting_step(sent).step == ApprovalStep.SECRECY


# --- secrecy review ---


def test_a_secrecy_declaration_names_every_check(bureau: Staffed, sent: ArticlePage) -> None:
    response = settle(bureau.reviewer, sent, declaration=DECLARATION[:-1])
    assert "还有未核对的项目" in response.content.decode()
    assert waiting_step(sent).step == ApprovalStep.SECRECY


def test_a_secrecy_declaration_with_a_gap_is_refused_by_the_action_itself(bureau: Staffed, sent: ArticlePage) -> None:
    with pytest.raises(StepRefused, match="逐项核对"):
        take_step(waiting_step(sent), bureau.reviewer, declaration=DECLARATION[1:])


def test_an_author_does_not_review(bureau: Staffed) -> None:
    appoint(bureau.unit, Office.SECRECY_REVIEWER, person=bureau.editor)
    page = draft(bureau.column, bureau.editor)
    send(bureau.editor, page)
    with pytest.raises(StepRefused, match="参与了编写"):
        take_step(waiting_step(page), bureau.editor)
    assert waiting_step(page).step == ApprovalStep.SECRECY


def test_who_is_the_only_reviewer_cannot_send_the_own_work(bureau: Staffed) -> None:
    appoint(bureau.unit, Office.EDITOR, person=bureau.reviewer)
    page, messages = write(bureau.reviewer, bureau.column, action="submit")
    assert any("不能审批自己的稿件" in message for message in messages)
    assert waiting_step(page) is None


# --- nobody approves their own work ---


def test_a_superuser_is_nobody_special(bureau: Staffed, sent: ArticlePage) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    assert settle(root, sent).status_code == 404
    with pytest.raises(StepRefused):
        take_step(waiting_step(sent), root)


def test_a_superuser_who_wrote_it_and_holds_the_office_cannot_approve(bureau: Staffed) -> None:
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    appoint(bureau.unit, Office.SECRECY_REVIEWER, Office.SUPERVISING_LEADER, person=root)
    page = draft(bureau.column, root)
    send(root, page)
    with pytest.raises(StepRefused, match="参与了编写"):
        take_step(waiting_step(page), root)


def test_a_delegate_who_wrote_it_cannot_approve_it(bureau: Staffed, sent: ArticlePage) -> None:
    today = timezone.localdate()
    office = Appointment.objects.get(person=bureau.reviewer)
    author = appoint(bureau.unit, Office.SECURITY_OFFICER)
    Revision.objects.filter(pk=sent.latest_revision_id).update(user=author)
    Delegation.objects.create(appointment=office, delegate=author, starts_on=today, ends_on=today)
    with pytest.raises(StepRefused, match="参与了编写"):
        take_step(waiting_step(sent), author)


def test_who_changed_the_text_before_it_was_sent_is_an_author(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    page.save_revision(user=bureau.reviewer)
    second = appoint(bureau.unit, Office.SECRECY_REVIEWER, person=UserFactory(username="second-reviewer"))
    send(bureau.editor, page)
    with pytest.raises(StepRefused, match="参与了编写"):
        take_step(waiting_step(page), bureau.reviewer)
    approve(page, [second])


def test_a_delegate_approves_on_the_day_of_absence_and_the_ledger_names_both(
    bureau: Staffed, sent: ArticlePage
) -> None:
    stand_in = appoint(bureau.unit, Office.SECURITY_OFFICER)
    approve(sent, [bureau.reviewer])
    with pytest.raises(StepRefused):
        take_step(waiting_step(sent), stand_in)
    today = timezone.localdate()
    office = Appointment.objects.get(person=bureau.leader)
    Delegation.objects.create(appointment=office, delegate=stand_in, starts_on=today, ends_on=today)
    approve(sent, [stand_in])
    row = LedgerEntry.objects.of(sent).get(action=LedgerAction.APPROVED, step=ApprovalStep.SUPERVISING)
    assert (row.actor, row.on_behalf_of) == (stand_in, str(bureau.leader))


def test_an_approver_whose_office_ended_yesterday_cannot_decide(bureau: Staffed, sent: ArticlePage) -> None:
    Appointment.objects.filter(person=bureau.reviewer).update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(StepRefused):
        take_step(waiting_step(sent), bureau.reviewer)


# --- returned, withdrawn, sent again ---


def test_returning_needs_a_reason(bureau: Staffed, sent: ArticlePage) -> None:
    response = settle(bureau.reviewer, sent, "reject")
    assert "请写明退回理由" in response.content.decode()
    with pytest.raises(StepRefused, match="退回理由"):
        take_step(waiting_step(sent), bureau.reviewer, "reject", comment="  ")
    assert waiting_step(sent) is not None


def test_a_returned_article_shows_its_reason_on_the_editors_dashboard(bureau: Staffed, sent: ArticlePage) -> None:
    settle(bureau.reviewer, sent, "reject", comment="第二段人数有误")
    dashboard = browser_of(bureau.editor).get(reverse("wagtailadmin_home")).content.decode()
    assert "第二段人数有误" in dashboard
    assert actions_on(sent)[-1] == LedgerAction.RETURNED


def test_what_is_sent_again_starts_at_the_first_step(bureau: Staffed, client: Client, sent: ArticlePage) -> None:
    approve(sent, [bureau.reviewer])
    settle(bureau.leader, sent, "reject", comment="标题太长")
    messages = edit(bureau.editor, sent, action="submit", title="更短的标题")
    assert not any("不能送审" in message for message in messages)
    assert waiting_step(sent).step == ApprovalStep.SECRECY
    approve(sent, [bureau.reviewer, bureau.leader])
    assert reads(client, sent) == 200
    assert stored(sent).title == "更短的标题"


def test_an_unchanged_article_that_was_returned_needs_all_its_approvals_again(
    bureau: Staffed, sent: ArticlePage
) -> None:
    approve(sent, [bureau.reviewer])
    settle(bureau.leader, sent, "reject", comment="再核对一次")
    with pytest.raises(PublicationRefused, match="保密审查、分管领导审核"):
        stored(sent).get_latest_revision().publish()


def test_the_approver_sees_what_changed_since_the_last_look(bureau: Staffed) -> None:
    page, _ = write(bureau.editor, bureau.column, action="submit", body="旧的一段话")
    approve(page, [bureau.reviewer])
    settle(bureau.leader, page, "reject", comment="请修改")
    edit(bureau.editor, page, action="submit", body="新的一段话")
    html = browser_of(bureau.reviewer).get(reverse("inbox:item", args=[waiting_step(page).pk])).content.decode()
    assert "的版本相比" in html
    shown = BeautifulSoup(html, "html.parser").select_one(".hub-diff")
    assert "旧" in "".join(each.text for each in shown.select("del"))
    assert "新" in "".join(each.text for each in shown.select("ins"))
    assert "正文" in shown.text


def test_the_author_takes_an_article_back(bureau: Staffed, sent: ArticlePage) -> None:
    approve(sent, [bureau.reviewer])
    edit(bureau.editor, sent, action="cancel-workflow")
    assert waiting_step(sent) is None
    assert actions_on(sent)[-1] == LedgerAction.WITHDRAWN
    with pytest.raises(PublicationRefused):
        stored(sent).get_latest_revision().publish()


def test_nothing_can_be_edited_while_it_is_under_approval(bureau: Staffed, sent: ArticlePage) -> None:
    edit(bureau.editor, sent, title="偷偷换掉的标题")
    assert stored(sent).get_latest_revision_as_object().title == "一篇草稿"
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    edit(root, sent, title="偷偷换掉的标题")
    assert stored(sent).get_latest_revision_as_object().title == "一篇草稿"


def test_a_text_that_changed_behind_the_reviewers_back_is_not_approved(bureau: Staffed, sent: ArticlePage) -> None:
    state = waiting_step(sent)
    page = stored(sent)
    page.title = "换掉的标题"
    page.save_revision(user=bureau.editor)
    with pytest.raises(StepRefused, match="有改动"):
        take_step(state, bureau.reviewer)


def test_an_edit_of_a_public_article_needs_approval_again(bureau: Staffed, client: Client, sent: ArticlePage) -> None:
    approve(sent, [bureau.reviewer, bureau.leader])
    edit(bureau.editor, sent, title="改过的标题", action="publish")
    assert stored(sent).title == "一篇草稿"
    edit(bureau.editor, sent, title="改过的标题", action="submit")
    assert stored(sent).title == "一篇草稿"
    assert waiting_step(sent).step == ApprovalStep.SECRECY
    approve(sent, [bureau.reviewer, bureau.leader])
    assert stored(sent).title == "改过的标题"


def test_a_change_of_a_public_article_does_not_take_it_from_the_public(bureau: Staffed, client: Client) -> None:
    page = published(bureau.column)
    edit(bureau.editor, page, title="改过的标题", action="submit")
    assert reads(client, page) == 200
    assert stored(page).title == "已发布的信息"


def test_two_approvers_at_once(bureau: Staffed, sent: ArticlePage) -> None:
    second = appoint(bureau.unit, Office.SECRECY_REVIEWER, person=UserFactory(username="second-reviewer"))
    state = waiting_step(sent)
    approve(sent, [bureau.reviewer])
    data = {"action": "approve", "comment": "", "declaration": DECLARATION}
    response = browser_of(second).post(reverse("inbox:item", args=[state.pk]), data)
    assert "这件事项已经处理过了。" in said(response)
    with pytest.raises(StepRefused, match="已经有人处理过了"):
        take_step(state, second)
    assert actions_on(sent).count(LedgerAction.APPROVED) == 1
