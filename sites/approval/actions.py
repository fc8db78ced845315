"""The steps that people take on the way to publication. Each checks first, then acts in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Task, TaskState, WorkflowState
from wagtail.signals import task_submitted

from hub.calendar import Terms
from sites.approval import ledger, notifications
from sites.approval.approvers import approvers, authors_of, barred_from, may_decide, unit_for_step
from sites.approval.corrections.history import STEPS, why_not_small, words_of_changes
from sites.approval.declarations import checks_to_declare
from sites.approval.digest import content_digest
from sites.approval.due_dates import due_date_of_step
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.gate import PublicationRefused
from sites.approval.hidden_in_files import hidden_content
from sites.approval.key_ring import LedgerUnavailable
from sites.approval.models.content import ApprovableContent
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.rules import SECRECY_CHECKS, step_without_person
from sites.approval.submission_checks import missing_elements
from sites.organisation.capacity import hold_offices
from sites.organisation.models.unit import Unit


class StepRefused(PermissionDenied):
    """A step that this person may not take, or not now. The message says why, in Chinese."""


class SubmissionRefused(PermissionDenied):
    """The page cannot be sent for approval. The message says why and what to do, in Chinese."""


@contextmanager
def refused_without_ledger() -> Iterator[None]:
    """
    Raises:
        StepRefused: what is done meanwhile could not be recorded.
    """
    try:
        yield
    except LedgerUnavailable as refused:
        raise StepRefused(str(refused)) from refused


def submission_problems(page: ApprovableContent, user: AbstractBaseUser | None = None) -> list[str]:
    """Why `page` as it stands cannot be sent for approval by `user`; empty if it can."""
    if page.unit is None:
        return ["本页不属于任何单位的网站，不能送审。"]
    if obstacle := ledger.obstacle():
        return [obstacle]
    return [*missing_elements(page).values(), *hidden_content(page), *_office_problems(page, page.unit, user)]


def _office_problems(page: ApprovableContent, page_unit: Unit, user: AbstractBaseUser | None) -> list[str]:
    """Vacant offices, offices that only authors hold, and two steps for which there is one person alone."""
    people = authors_of(page) if page.pk else set()
    if user is not None:
        people.add(user.pk)
    problems = []
    able_for: dict[str, set[int]] = {}
    required = page.required_steps() if why_not_small(page) else STEPS
    for step in [step for step in ApprovalStep if step in required]:
        unit = unit_for_step(step, page_unit)
        able = set(approvers(step, unit).values_list("pk", flat=True))
        able_for[step.label] = able - people
        office = step.label.removesuffix("审核").removesuffix("编发")
        if not able:
            problems.append(f"{unit}尚未任命{office}人员，不能送审。请联系市网络信息中心登记任职。")
        elif able <= people:
            problems.append(
                f"{unit}负责“{step.label}”的人参与了编写，不能审批自己的稿件。请由其他人员送审或登记代理人。"
            )
    if not problems and (lacking := step_without_person(able_for)):
        problems.append(
            f"“{lacking}”没有另外的人可以审批：一个人不能审批两个环节。请联系市网络信息中心登记任职，或者登记代理人。"
        )
    return problems


def start_step(task: Task, workflow_state: WorkflowState, user: AbstractBaseUser | None) -> OfficeTaskState:
    """Starts one step, or skips it when the content does not need it. The first step is the submission.

    Raises:
        SubmissionRefused: an office that must approve is vacant, or only authors hold it.
    """
    revision = workflow_state.content_object.get_latest_revision()
    page = revision.as_object()
    digest = content_digest(page)
    if not workflow_state.task_states.exists():  # the first step is the submission
        is_correction = task.step == ApprovalStep.CORRECTION
        if is_correction and (reasons := why_not_small(page)):
            raise SubmissionRefused(f"不能作为简易更正送审：{''.join(reasons)}")
        if problems := submission_problems(page, user):
            raise SubmissionRefused("".join(problems))
        ledger.append(
            LedgerAction.SUBMITTED,
            page,
            actor=ledger.Actor(user),
            revision_id=revision.pk,
            digest=digest,
            required=STEPS if is_correction else page.required_steps(),
            comment=words_of_changes(page) if is_correction else "",
        )
    needed = task.step in ledger.required_steps(page, digest)
    due = due_date_of_step(page, task.step, timezone.localdate(), Terms.load())
    state = OfficeTaskState(
        workflow_state=workflow_state,
        task=task,
        revision=revision,
        status=TaskState.STATUS_IN_PROGRESS if needed else TaskState.STATUS_SKIPPED,
        unit=unit_for_step(task.step, page.unit),
        step=task.step,
        due_on=due.on,
        due_explanation=due.explanation,
        is_urgent=page.is_emergency,
    )
    state.save()
    if needed:
        state.barred.set(barred_from(page, workflow_state))
        task_submitted.send(sender=OfficeTaskState, instance=state, user=user)
        notifications.announce_arrival(state, page)
    return state


@transaction.atomic
def act_on_step(
    state: OfficeTaskState,
    user: AbstractBaseUser,
    action: str,
    *,
    comment: str = "",
    declaration: list[str] | None = None,
    seen: str = "",
) -> None:
    """Approves or returns (`action` "approve" or "reject") the revision that `state` is about.

    `seen`: the digest of what was on the screen of who approves, the files behind it included.

    Raises:
        StepRefused: not this person's to decide, decided already, changed meanwhile, not seen, without reason or
            declaration, or not to be public as things are now.
    """
    user = hold_offices(user)
    state = OfficeTaskState.locked(state.pk)
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise StepRefused("这件事项已经有人处理过了。")
    appointment = may_decide(user, state)
    if appointment is None:
        raise StepRefused("您今天不担任这一环节的审批职责，或者参与了编写，或者已审批过另一环节，不能审批。")
    page = state.workflow_state.content_object
    if page.latest_revision_id != state.revision_id:
        raise StepRefused("稿件在您查看之后有改动，请刷新后重新审阅。")
    if action == "approve":
        _require_seen(state, seen)
    actor = ledger.Actor(user, appointment)
    decide = _approve if action == "approve" else _return
    try:
        with ledger.acting(actor):
            decide(state, actor, comment.strip(), declaration or [])
    except (PublicationRefused, LedgerUnavailable) as refused:  # what it stands on has changed since it was sent
        raise StepRefused(str(refused)) from refused


def _require_seen(state: OfficeTaskState, seen: str) -> None:
    """What is approved is what was read: a file can be exchanged while the page stays as it is."""
    if not seen:
        raise StepRefused("请在“待我审批”中打开稿件，审阅后再同意。")
    if seen != content_digest(state.revision.as_object()):
        raise StepRefused("稿件的附件或图片在您查看之后有改动，请刷新后重新审阅。")


def _approve(state: OfficeTaskState, actor: ledger.Actor, comment: str, declaration: list[str]) -> None:
    if state.step == ApprovalStep.SECRECY and not _is_whole(declaration, state):
        raise StepRefused("保密审查要逐项核对并勾选声明。")
    ledger.append_step(LedgerAction.APPROVED, state, actor, comment, declaration)
    state.approve(user=actor.user, comment=comment)


def _is_whole(declaration: list[str], state: OfficeTaskState) -> bool:
    return checks_to_declare(state.revision.as_object()).keys() <= set(declaration) <= SECRECY_CHECKS.keys()


def _return(state: OfficeTaskState, actor: ledger.Actor, comment: str, declaration: list[str]) -> None:
    if not comment:
        raise StepRefused("请写明退回理由。")
    ledger.append_step(LedgerAction.RETURNED, state, actor, comment)
    state.reject(user=actor.user, comment=comment)
    notifications.announce_return(state, actor.name, comment)


def publish_approved(workflow_state: WorkflowState, user: AbstractBaseUser | None = None) -> None:
    """What follows the last approval (setting WAGTAIL_FINISH_WORKFLOW_ACTION): live, through the gate.

    What has an obstacle waits until that is gone: a translation, for its source (sites.pages.translation).
    """
    revision = workflow_state.content_object.get_latest_revision()
    page = revision.as_object()
    if not page.publication_obstacle():
        revision.publish(user=user, skip_permission_checks=True)
    notifications.announce_publication(workflow_state, page)
