"""Art. 14(7): where an emergency may stand, and that those who were not asked review it afterwards, within a term."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.models import CalendarDay, LegalTerm, OutboxMessage, User
from opencat.models import Category
from sites.approval.actions import StepRefused, SubmissionRefused
from sites.approval.audit import audit
from sites.approval.changes import decide_change, propose_change
from sites.approval.emergencies.actions import review_emergency
from sites.approval.emergencies.verification import overdue_reviews, review_findings
from sites.approval.enums import ApprovalStep, ChangeKind, LedgerAction, RemovalStatus, ReviewStatus
from sites.approval.inbox.digest import send_digests
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.proposed_change import ProposedChange
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.needs import values_of
from sites.approval.nightly_verification import verify_each_night
from sites.approval.removals import decide_removal
from sites.approval.row_verification import list_rows, row_findings
from sites.backoffice.audit.text import lines_of
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.pages.models.article_page import ArticlePage
from tests.factories import appoint, column_of, draft, take_emergencies
from tests.staffed import Staffed
from tests.story import DECLARATION, approve, article_form, browser_of, edit, reads, said, send, waiting_step, write

SENT = "2026-03-02 09:00+08:00"  # a Monday
DUE = date(2026, 3, 5)


@pytest.fixture
def emergency(bureau: Staffed, centre: dict[Office, User]) -> ArticlePage:
    """Published on a Monday on the principal leader's word."""
    take_emergencies(bureau.column)
    with time_machine.travel(SENT, tick=False):
        page, _ = write(bureau.editor, bureau.column, action="submit", title="暴雨红色预警", is_emergency="on")
        approve(page, [bureau.principal])
    return ArticlePage.objects.get(pk=page.pk)


def review_of(step: str) -> EmergencyReview:
    return EmergencyReview.objects.get(step=step)


def say(person: User, review: EmergencyReview, action: str = "pass", **fields: Any) -> Any:
    """In the inbox."""
    data = {"action": action, "comment": "", **fields}
    if action == "pass" and review.step == ApprovalStep.SECRECY:
        data.setdefault("declaration", DECLARATION)
    return browser_of(person).post(reverse("inbox:review", args=[review.pk]), data)


# --- in which columns ---


def test_an_emergency_outside_of_its_columns_is_refused_and_the_words_name_them(bureau: Staffed) -> None:
    data = article_form(title="暴雨红色预警", is_emergency="on") | {"action-submit": "1"}
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", bureau.column.pk])
    shown = browser_of(bureau.editor).post(url, data).content.decode()
    assert "突发事件信息只能发在下列栏目" in shown
    assert "应急预案与预警" in shown  # of the portal: the bureau has none
    own = column_of(bureau.site, "news/notices")
    take_emergencies(own)
    shown = browser_of(bureau.editor).post(url, data).content.decode()
    assert f"“{own.title}”" in shown
    assert not LedgerEntry.objects.filter(title="暴雨红色预警").exists()


def test_nor_is_it_sent_past_the_form(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, is_emergency=True, emergency_reason="暴雨正在发生")
    with pytest.raises(SubmissionRefused, match="只能发在下列栏目"):
        send(bureau.editor, page)


def test_the_article_cannot_say_that_its_column_is_one(bureau: Staffed) -> None:
    other = Category.objects.filter(columns__unit=bureau.unit).exclude(columns=bureau.column).first()
    Category.objects.filter(pk=other.pk).update(takes_emergencies=True)
    page = draft(bureau.column, bureau.editor, is_emergency=True, emergency_reason="暴雨正在发生", category=other)
    with pytest.raises(SubmissionRefused, match="只能发在下列栏目"):
        send(bureau.editor, page)


def test_what_was_moved_out_of_them_since_it_was_sent_is_not_published(bureau: Staffed, client: Client) -> None:
    take_emergencies(bureau.column)
    page, _ = write(bureau.editor, bureau.column, action="submit", title="暴雨红色预警", is_emergency="on")
    Category.objects.update(takes_emergencies=False)
    with pytest.raises(StepRefused, match="只能发在下列栏目"):
        approve(page, [bureau.principal])
    assert reads(client, page) == 404


def test_columns_of_article_14_7_are_marked_from_the_start(db: None) -> None:
    marked = Category.objects.filter(takes_emergencies=True).values_list("code", flat=True)
    assert {code[:4] for code in marked} == {"1407"}


def test_a_category_becomes_one_by_two_people_of_the_centre(bureau: Staffed, centre: dict[Office, User]) -> None:
    list_rows()
    category = bureau.column.category
    category.takes_emergencies = True
    propose_change(ChangeKind.CHANGE, category, centre[Office.CENTRE_EDITOR])
    decide_change(ProposedChange.objects.get(), centre[Office.CENTRE_HEAD], confirm=True)
    assert Category.objects.get(pk=category.pk).takes_emergencies
    assert list(row_findings()) == []
    Category.objects.filter(pk=category.pk).update(takes_emergencies=False)
    assert any("没有经过复核" in finding for finding in row_findings())


def test_categories_listed_before_there_was_the_mark_are_as_they_were(db: None) -> None:
    """And the mark set around the second person shows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "sites.approval.row_verification.values_of",
            lambda row: {name: value for name, value in values_of(row).items() if name != "takes_emergencies"},
        )
        list_rows()
    assert list(row_findings()) == []
    Category.objects.filter(code="150502").update(takes_emergencies=True)
    assert len(list(row_findings())) == 1
    Category.objects.filter(code="150502").update(takes_emergencies=False)
    Category.objects.filter(code="140702").update(takes_emergencies=False)
    assert len(list(row_findings())) == 1


def test_the_term_that_an_update_brings_is_no_finding_and_a_changed_one_is(db: None) -> None:
    list_rows()
    assert list(row_findings()) == []
    LegalTerm.objects.filter(code="emergency_review").update(days=30)
    assert any("没有经过复核" in finding for finding in row_findings())


# --- what people read before ---


@pytest.mark.parametrize("words", ["不经保密审查和分管领导审核", "事后审查", "应于 2026-03-05 前"])
def test_the_form_says_what_is_left_out_what_follows_and_by_when(bureau: Staffed, words: str) -> None:
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", bureau.column.pk])
    with time_machine.travel(SENT, tick=False):
        assert words in browser_of(bureau.editor).get(url).content.decode()


@pytest.mark.parametrize("words", ["不经保密审查和分管领导审核，您同意后立即公开", "事后审查", "应于 2026-03-05 前"])
def test_and_so_does_the_inbox_of_who_approves(bureau: Staffed, words: str) -> None:
    take_emergencies(bureau.column)
    with time_machine.travel(SENT, tick=False):
        page, _ = write(bureau.editor, bureau.column, action="submit", title="暴雨红色预警", is_emergency="on")
        shown = browser_of(bureau.principal).get(reverse("inbox:item", args=[waiting_step(page).pk]))
    assert words in shown.content.decode()


# --- reviewed afterwards ---


def test_both_offices_that_were_not_asked_get_it_with_a_due_date_and_mail(
    emergency: ArticlePage, bureau: Staffed
) -> None:
    found = {review.step: review.due_on for review in EmergencyReview.objects.all()}
    assert found == {ApprovalStep.SECRECY: DUE, ApprovalStep.SUPERVISING: DUE}
    told = OutboxMessage.objects.filter(subject__startswith="待事后审查").values_list("recipient", flat=True)
    assert set(told) == {bureau.reviewer.email, bureau.leader.email}
    for person in (bureau.reviewer, bureau.leader):
        shown = browser_of(person).get(reverse("inbox:index")).content.decode()
        assert "事后审查：《暴雨红色预警》" in shown
        assert "待我审批（1）" in shown
    for person in (bureau.editor, bureau.principal):
        assert "事后审查：《暴雨" not in browser_of(person).get(reverse("inbox:index")).content.decode()


def test_the_dashboard_of_who_writes_too_shows_it(emergency: ArticlePage, bureau: Staffed) -> None:
    """Who only approves is led to the inbox."""
    appoint(bureau.unit, Office.EDITOR, person=bureau.leader)
    shown = browser_of(bureau.leader).get(reverse("wagtailadmin_home")).content.decode()
    assert "事后审查：《暴雨红色预警》" in shown


def test_both_say_that_all_is_well_and_the_ledger_has_a_row_of_each(
    emergency: ArticlePage, bureau: Staffed, client: Client
) -> None:
    say(bureau.reviewer, review_of(ApprovalStep.SECRECY))
    say(bureau.leader, review_of(ApprovalStep.SUPERVISING), comment="已核对")
    rows = LedgerEntry.objects.of(emergency).filter(action=LedgerAction.REVIEWED).order_by("serial")
    assert [(row.get_action_display(), row.actor, row.step, row.comment) for row in rows] == [
        ("事后审查", bureau.reviewer, ApprovalStep.SECRECY, "无异议"),
        ("事后审查", bureau.leader, ApprovalStep.SUPERVISING, "无异议：已核对"),
    ]
    assert [sorted(row.declaration) for row in rows] == [sorted(DECLARATION), []]
    assert {row.digest for row in rows} == {emergency.live_digest}
    assert list(review_findings()) == []
    assert reads(client, emergency) == 200
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    assert "逾期" not in out.getvalue()


def test_the_public_page_shows_nothing_of_it(emergency: ArticlePage, bureau: Staffed, client: Client) -> None:
    page = client.get(emergency.get_url_parts()[2], headers={"host": "jyj.localhost"}).content.decode()
    assert "事后审查" not in page


def test_the_secrecy_declaration_has_no_gap(emergency: ArticlePage, bureau: Staffed) -> None:
    review = review_of(ApprovalStep.SECRECY)
    assert "还有未核对的项目" in say(bureau.reviewer, review, declaration=DECLARATION[:2]).content.decode()
    with pytest.raises(StepRefused, match="逐项核对"):
        review_emergency(review, bureau.reviewer, passes=True)


def test_nobody_else_says_anything(emergency: ArticlePage, bureau: Staffed, other_bureau: Staffed) -> None:
    root = User.objects.create_superuser("root", password="x")
    for step in (ApprovalStep.SECRECY, ApprovalStep.SUPERVISING):
        own = {ApprovalStep.SECRECY: bureau.reviewer, ApprovalStep.SUPERVISING: bureau.leader}[step]
        for person in {*bureau.people.values(), *other_bureau.people.values(), root} - {own}:
            assert say(person, review_of(step)).status_code == 404
            with pytest.raises(StepRefused):
                review_emergency(review_of(step), person, passes=True, declaration=DECLARATION)
    assert set(EmergencyReview.objects.values_list("status", flat=True)) == {ReviewStatus.WAITING}


def test_not_who_wrote_nor_who_approved_whatever_offices_they_hold(emergency: ArticlePage, bureau: Staffed) -> None:
    appoint(bureau.unit, Office.SECRECY_REVIEWER, person=bureau.editor)
    appoint(bureau.unit, Office.SUPERVISING_LEADER, person=bureau.principal)
    for person, step in ((bureau.editor, ApprovalStep.SECRECY), (bureau.principal, ApprovalStep.SUPERVISING)):
        assert say(person, review_of(step)).status_code == 404
        with pytest.raises(StepRefused, match="参与了编写、审批"):
            review_emergency(review_of(step), person, passes=True, declaration=DECLARATION)


def test_one_person_does_not_review_for_both_offices(emergency: ArticlePage, bureau: Staffed) -> None:
    appoint(bureau.unit, Office.SUPERVISING_LEADER, person=bureau.reviewer)
    say(bureau.reviewer, review_of(ApprovalStep.SECRECY))
    assert say(bureau.reviewer, review_of(ApprovalStep.SUPERVISING)).status_code == 404
    with pytest.raises(StepRefused, match="另一环节"):
        review_emergency(review_of(ApprovalStep.SUPERVISING), bureau.reviewer, passes=True)


def test_said_twice_is_said_once(emergency: ArticlePage, bureau: Staffed) -> None:
    review = review_of(ApprovalStep.SUPERVISING)
    say(bureau.leader, review)
    assert "已经处理过了" in said(say(bureau.leader, review))[-1]
    assert LedgerEntry.objects.filter(action=LedgerAction.REVIEWED).count() == 1


def test_an_objection_says_why_and_asks_a_leader_to_take_it_down(
    emergency: ArticlePage, bureau: Staffed, centre: dict[Office, User], client: Client
) -> None:
    review = review_of(ApprovalStep.SUPERVISING)
    assert "请写明有什么问题" in say(bureau.leader, review, "object").content.decode()
    say(bureau.leader, review, "object", comment="地点写错了")
    request = RemovalRequest.objects.get()
    assert (request.proposed_by, request.reason) == (bureau.leader, "事后审查有问题：地点写错了")
    assert review_of(ApprovalStep.SUPERVISING).removal == request
    row = LedgerEntry.objects.get(action=LedgerAction.REVIEWED)
    assert row.comment == "有问题：地点写错了"
    told = OutboxMessage.objects.filter(subject__startswith="事后审查有问题").values_list("recipient", flat=True)
    assert set(told) == {bureau.editor.email, bureau.principal.email, centre[Office.CENTRE_HEAD].email}
    with pytest.raises(StepRefused):
        decide_removal(request, bureau.leader, approve=True)
    assert reads(client, emergency) == 200
    decide_removal(request, bureau.principal, approve=True)
    assert reads(client, emergency) in (404, 410)


def test_an_objection_where_somebody_has_asked_already(emergency: ArticlePage, bureau: Staffed) -> None:
    say(bureau.leader, review_of(ApprovalStep.SUPERVISING), "object", comment="地点写错了")
    say(bureau.reviewer, review_of(ApprovalStep.SECRECY), "object", comment="名单不宜公开")
    assert RemovalRequest.objects.count() == 1
    assert {review.removal for review in EmergencyReview.objects.all()} == {RemovalRequest.objects.get()}


def test_what_is_taken_down_or_deleted_meanwhile_is_reviewed_all_the_same(
    emergency: ArticlePage, bureau: Staffed
) -> None:
    say(bureau.leader, review_of(ApprovalStep.SUPERVISING), "object", comment="地点写错了")
    decide_removal(RemovalRequest.objects.get(), bureau.principal, approve=True)
    review = review_of(ApprovalStep.SECRECY)
    assert "现在已不公开" in browser_of(bureau.reviewer).get(reverse("inbox:review", args=[review.pk])).content.decode()
    ArticlePage.objects.get(pk=emergency.pk).delete()
    shown = browser_of(bureau.reviewer).get(reverse("inbox:review", args=[review.pk])).content.decode()
    assert "当时的文本已不在数据库中" in shown
    say(bureau.reviewer, review, "object", comment="名单不宜公开")
    assert review_of(ApprovalStep.SECRECY).status == ReviewStatus.OBJECTED
    assert RemovalRequest.objects.filter(status=RemovalStatus.WAITING).count() == 0
    assert list(review_findings()) == []


def test_the_reviewer_reads_what_was_published_not_what_came_after(emergency: ArticlePage, bureau: Staffed) -> None:
    edit(bureau.editor, emergency, title="另一个标题", is_emergency="on")
    shown = browser_of(bureau.reviewer).get(reverse("inbox:review_preview", args=[review_of(ApprovalStep.SECRECY).pk]))
    assert "暴雨红色预警" in shown.content.decode()
    assert "另一个标题" not in shown.content.decode()


# --- in time ---


def test_what_is_late_is_in_the_digest_in_the_inbox_and_named_each_night(
    emergency: ArticlePage, bureau: Staffed, centre: dict[Office, User]
) -> None:
    with time_machine.travel("2026-03-06 08:00+08:00", tick=False):
        send_digests()
        mail = OutboxMessage.objects.filter(key__startswith="digest:").values_list("recipient", "body")
        line = f"【逾期】03-05 前 {bureau.unit.short_name}：事后审查：《暴雨红色预警》"
        late = {to for to, body in mail if line in body}
        assert late == {bureau.reviewer.email, bureau.leader.email}
        assert "已逾期：2026-03-05" in browser_of(bureau.leader).get(reverse("inbox:index")).content.decode()
        home = browser_of(centre[Office.CENTRE_HEAD]).get(reverse("wagtailadmin_home")).content.decode()
        assert "没有按期事后审查" in home
        assert len(list(overdue_reviews(timezone.localdate()))) == 2
        out = StringIO()
        call_command("verify_ledger", stdout=out)
        assert out.getvalue().count("《暴雨红色预警》没有按期事后审查") == 2
        assert "事后审查逾期 2 项" in verify_each_night()
        told = OutboxMessage.objects.filter(subject="突发事件信息事后审查逾期")
        assert centre[Office.CENTRE_HEAD].email in told.values_list("recipient", flat=True)


def test_on_the_last_day_nothing_is_late(emergency: ArticlePage) -> None:
    assert list(overdue_reviews(DUE)) == []


def test_the_term_is_the_centres_and_a_new_holiday_moves_it(emergency: ArticlePage) -> None:
    CalendarDay.objects.create(day=date(2026, 3, 4), is_workday=False, name="停工")
    assert {review.due_on for review in EmergencyReview.objects.all()} == {date(2026, 3, 6)}
    term = LegalTerm.objects.get(code="emergency_review")
    term.days = 1
    term.save()
    assert {review.due_on for review in EmergencyReview.objects.all()} == {date(2026, 3, 3)}
    assert list(review_findings()) == []
    term.delete()
    assert {review.due_on for review in EmergencyReview.objects.all()} == {date(2026, 3, 6)}


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lambda: EmergencyReview.objects.all().delete(), "不见了"),
        (lambda: EmergencyReview.objects.update(status=ReviewStatus.PASSED), "没有台账记录，却已处理"),
        (lambda: EmergencyReview.objects.update(due_on=date(2030, 1, 1)), "的期限被改动"),
    ],
)
def test_a_review_made_away_with_shows(emergency: ArticlePage, change: Any, finding: str) -> None:
    change()
    assert finding in "；".join(review_findings())


# --- for the auditor ---


def test_the_audit_shows_the_review(emergency: ArticlePage, bureau: Staffed) -> None:
    say(bureau.reviewer, review_of(ApprovalStep.SECRECY))
    say(bureau.leader, review_of(ApprovalStep.SUPERVISING), "object", comment="地点写错了")
    report = audit(emergency, date(2026, 3, 2))
    words = "\n".join(lines_of(report))
    assert "待事后审查：应于 2026-03-05 前完成" in words
    assert "事后审查（保密审查）：无异议" in words
    assert "事后审查（分管领导审核）：有问题：地点写错了" in words
    shown = (
        browser_of(_auditor())
        .get(reverse("audit:report"), {"page": str(emergency.pk), "day": "2026-03-02"})
        .content.decode()
    )
    assert "有问题：地点写错了" in shown


def _auditor() -> User:
    return Appointment.objects.current().filter(office=Office.CENTRE_HEAD).get().person


def test_a_correction_of_an_emergency_is_reviewed_as_well(emergency: ArticlePage, bureau: Staffed) -> None:
    edit(bureau.editor, emergency, action="submit", title="暴雨红色预警解除", is_emergency="on")
    approve(emergency, [bureau.principal])
    assert EmergencyReview.objects.count() == 4
    for step in (ApprovalStep.SECRECY, ApprovalStep.SUPERVISING):
        for review in EmergencyReview.objects.filter(step=step):
            say(bureau.reviewer if step == ApprovalStep.SECRECY else bureau.leader, review)
    assert list(review_findings()) == []
    assert len(audit(emergency, timezone.localdate()).versions[-1].reviews) == 3
