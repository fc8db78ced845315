"""Leaves drafts of the demonstration at different steps of the real approval, so that every inbox holds something."""

from __future__ import annotations

from wagtail.models import Page

from hub.models import User
from sites.approval.actions import act_on_step, submission_problems
from sites.approval.approvers import approvers
from sites.approval.digest import content_digest
from sites.approval.enums import ApprovalStep
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.rules import SECRECY_CHECKS
from sites.organisation.enums import CENTRE_OFFICES, WRITING_OFFICES
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage

REASON = "第二段的数据与统计部门口径不一致，请核对后再报。"


def put_under_review(page: ArticlePage, column: Page, turn: int) -> None:
    """Adds `page` as a draft of the unit's editor and takes it some steps on its way; `turn` varies how far."""
    author = author_of(column.specific_deferred.unit)
    page.owner = author
    column.add_child(instance=page)
    page.save_revision(user=author)
    if submission_problems(page, author):
        return  # an office is vacant: the draft waits, and the editor's dashboard says why
    workflow_state = page.get_workflow().start(page, author)
    # On the portal as far as the centre; elsewhere in turn at the reviewer, at the leader, or returned by the leader.
    actions = ["approve", "approve"] if page.unit.is_portal else (["approve"], [], ["approve", "reject"])[turn % 3]
    for action in actions:
        workflow_state.refresh_from_db()
        take_step(workflow_state.current_task_state.specific, action)


def author_of(unit: Unit) -> User:
    offices = CENTRE_OFFICES if unit.is_portal else WRITING_OFFICES
    appointments = Appointment.objects.current().of_offices(offices)
    if not unit.is_portal:
        appointments = appointments.filter(unit=unit)
    return appointments.order_by("office", "pk").select_related("person").first().person


def take_step(state: OfficeTaskState, action: str) -> None:
    person = approvers(state.step, state.unit).first()
    if action == "reject":
        act_on_step(state, person, "reject", comment=REASON)
    else:
        declaration = list(SECRECY_CHECKS) if state.step == ApprovalStep.SECRECY else []
        seen = content_digest(state.revision.as_object())
        act_on_step(state, person, "approve", declaration=declaration, seen=seen)
