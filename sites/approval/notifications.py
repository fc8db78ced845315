"""Mail about approvals. It goes into the outbox of the transaction; every link leads behind the login."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from hub.outbox import write_to
from sites.approval.approvers import approvers
from sites.approval.models.content import ApprovableContent
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.office_task_state import OfficeTaskState
from sites.organisation.capacity import people_leading, people_of, people_of_centre
from sites.organisation.enums import CENTRE_OFFICES, Office
from sites.organisation.models.appointment import Appointment


def replace_wagtail_mail() -> None:
    """Wagtail's own workflow mail leaves at once and inside the transaction; ours goes through the outbox instead."""
    for signal, sender, name in (
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
    ):
        signal.disconnect(sender=sender, dispatch_uid=name)


def admin_url(name: str, *args: object) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse(name, args=args)


def edit_url(content: ApprovableContent) -> str:
    """Of the editor of a content; of the inbox where it has none."""
    address = AdminURLFinder().get_edit_url(content)
    return settings.WAGTAILADMIN_BASE_URL + (address or reverse("inbox:index"))


def announce_arrival(state: OfficeTaskState, page: ApprovableContent) -> None:
    """One mail to everybody who may take the step, except the authors."""
    urgent = "【突发事件】" if state.is_urgent else ""
    for person in approvers(state.step, state.unit).exclude(pk__in=state.barred.values("pk")):
        write_to(
            person,
            key=f"arrival:{state.pk}:{person.pk}",
            subject=f"{urgent}待{state.get_step_display()}：{page}",
            text=f"{page.unit}的《{page}》等待{state.get_step_display()}，"
            f"请在 {state.due_on:%Y-%m-%d} 前处理。\n\n{admin_url('inbox:item', state.pk)}",
        )


def announce_return(state: OfficeTaskState, by: str, reason: str) -> None:
    page = state.workflow_state.content_object
    write_to(
        state.workflow_state.requested_by,
        key=f"return:{state.pk}",
        subject=f"已退回：{page}",
        text=f"《{page}》在{state.get_step_display()}环节由{by}退回，理由：\n\n{reason}\n\n"
        f"修改后可再次送审：{edit_url(page)}",
    )


def announce_publication(workflow_state: WorkflowState, page: ApprovableContent) -> None:
    write_to(
        workflow_state.requested_by,
        key=f"published:{workflow_state.pk}",
        subject=f"审批通过：{page}",
        text=f"《{page}》已通过全部审批。\n\n{edit_url(page)}",
    )
    if page.is_emergency:
        _report_emergency(workflow_state, page)


def _report_emergency(workflow_state: WorkflowState, page: ApprovableContent) -> None:
    """Art. 14(7): published on the principal leader's word alone, so the centre hears of it at once."""
    for person in people_of(Appointment.objects.current().of_offices(CENTRE_OFFICES)):
        write_to(
            person,
            key=f"emergency:{workflow_state.pk}:{person.pk}",
            subject=f"【突发事件信息已发布】{page}",
            text=f"{page.unit}经主要领导审批发布了突发事件信息《{page}》，请核查。\n\n{edit_url(page)}",
        )


def announce_review(review: EmergencyReview) -> None:
    """To everybody who may review an emergency afterwards."""
    for person in approvers(review.step, review.unit).exclude(pk__in=review.barred.values("pk")):
        write_to(
            person,
            key=f"review:{review.pk}:{person.pk}",
            subject=f"待事后审查（{review.get_step_display()}）：{review.publication.title}",
            text=f"{review.unit}的突发事件信息《{review.publication.title}》未经您审核已经公开，"
            f"请在 {review.due_on:%Y-%m-%d} 前事后审查。\n\n{admin_url('inbox:review', review.pk)}",
        )


def announce_objection(review: EmergencyReview) -> None:
    """To who wrote, sent and approved it, to the unit's leaders, and to the centre."""
    told = {person.pk: person for person in review.barred.all()}
    told |= {person.pk: person for person in people_leading(review.unit)}
    told |= {person.pk: person for person in people_of_centre([Office.CENTRE_HEAD])}
    told.pop(review.decided_by_id, None)
    after = "已申请撤下，由本单位领导决定。" if review.removal_id else "这项内容已经不公开，或者另有申请在等待决定。"
    for person in told.values():
        write_to(
            person,
            key=f"objection:{review.pk}:{person.pk}",
            subject=f"事后审查有问题：{review.publication.title}",
            text=f"{review.unit}的突发事件信息《{review.publication.title}》经{review.decided_by}事后审查有问题："
            f"\n\n{review.comment}\n\n{after}\n\n{admin_url('inbox:index')}",
        )
