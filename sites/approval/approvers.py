"""Who may take a step: whoever holds the office that day, or acts for the holder; never an author (design 2)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from wagtail.models import Page

from sites.approval.enums import ApprovalStep
from sites.approval.models.content import ApprovableContent
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.rules import OFFICES_FOR_STEP
from sites.organisation.capacity import people_of
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


def capacity(user: AbstractBaseUser, step: str, unit: Unit) -> Appointment | None:
    """The appointment under which `user` may take `step` in `unit` today: an own one before a delegated one."""
    acted = Appointment.objects.acted_by(user).of_offices(OFFICES_FOR_STEP[step]).filter(unit=unit)
    return min(acted.select_related("person"), key=lambda row: row.person_id != user.pk, default=None)


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


def may_decide(user: AbstractBaseUser, state: OfficeTaskState) -> Appointment | None:
    """The capacity in which `user` may decide on `state` now, or None."""
    if not user.is_active or user.pk in authors_of(state.workflow_state.content_object):
        return None
    return capacity(user, state.step, state.unit)
