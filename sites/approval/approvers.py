"""Who may take a step: whoever holds the office that day, or acts for the holder; never an author (design 2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from wagtail.models import Page, TaskState, WorkflowState

from sites.approval.enums import ApprovalStep
from sites.approval.models.content import ApprovableContent
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.rules import OFFICES_FOR_STEP
from sites.organisation.capacity import capacity_in, offices_held, people_of
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit


def unit_for_step(step: str, page_unit: Unit) -> Unit:
    """The unit whose office takes the step: the page's own, or the centre for its editorial step (Art. 27)."""
    if step == ApprovalStep.CENTRE:
        return Unit.objects.get(code=settings.CENTRE_UNIT_CODE)
    return page_unit


def holders(step: str, unit: Unit, day: date | None = None) -> QuerySet[Appointment]:
    """Current appointments whose office takes `step` in `unit`."""
    return Appointment.objects.current(day).of_offices(OFFICES_FOR_STEP[step]).filter(unit=unit)


def approvers(step: str, unit: Unit) -> QuerySet[AbstractBaseUser]:
    return people_of(holders(step, unit))


def steps_of(user: AbstractBaseUser, steps: Iterable[str] = ApprovalStep) -> Q:
    """Of rows with a `step` and a `unit`: those that the user's offices of today, own or delegated, take."""
    held, condition = offices_held(user), Q(pk__in=[])
    for step in steps:
        if units := {each.unit for each in held if each.office in OFFICES_FOR_STEP[step]}:
            condition |= Q(step=step, unit__in=units)
    return condition


def authors_of(page: Page) -> set[int]:
    """Everybody who wrote at what is not yet public: since the live revision, or who submitted it."""
    revisions = page.revisions.all()
    if page.live_revision_id:
        revisions = revisions.filter(pk__gt=page.live_revision_id)
    people = set(revisions.exclude(user=None).values_list("user_id", flat=True))
    state = page.current_workflow_state
    if state is not None and state.requested_by_id:
        people.add(state.requested_by_id)
    if page.live_revision_id is None and isinstance(page, Page) and page.owner_id:
        people.add(page.owner_id)
    content: ApprovableContent = getattr(page, "specific_deferred", page)  # a workflow hands over the base row
    return people | content.other_authors()


def barred_from(content: ApprovableContent, workflow_state: WorkflowState) -> set[int]:
    """Who takes no further step of this approval: who wrote, and who has taken a step of it already."""
    approved = workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED).exclude(finished_by=None)
    return authors_of(content) | set(approved.values_list("finished_by", flat=True))


def may_decide(user: AbstractBaseUser, state: OfficeTaskState) -> Appointment | None:
    """The capacity in which `user` may decide on `state` now, or None."""
    if not user.is_active or user.pk in barred_from(state.workflow_state.content_object, state.workflow_state):
        return None
    return capacity_in(user, OFFICES_FOR_STEP[state.step], state.unit)
