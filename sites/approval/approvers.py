"""Who may take a step: whoever holds the office that day, or acts for the holder; never an author (design 2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from sites.approval.rules import OFFICES_FOR_STEP
from sites.enums import ApprovalStep, Office
from sites.models import Appointment, Delegation, OfficeTaskState, Unit
from sites.models.appointment import on_day
from sites.translation.people import translators_of


def unit_for_step(step: str, page_unit: Unit) -> Unit:
    """The unit whose office takes the step: the page's own, or the centre for its editorial step (Art. 27)."""
    if step == ApprovalStep.CENTRE:
        return Unit.objects.get(code=settings.CENTRE_UNIT_CODE)
    return page_unit


def holders(step: str, unit: Unit, day: date | None = None) -> QuerySet[Appointment]:
    """Current appointments whose office takes `step` in `unit`."""
    return Appointment.objects.current(day).of_offices(OFFICES_FOR_STEP[step]).filter(unit=unit)


def people_of(appointments: QuerySet[Appointment], day: date | None = None) -> QuerySet[AbstractBaseUser]:
    """The active people who may act for `appointments` on a day: their holders and the day's delegates."""
    day = day or timezone.localdate()
    delegates = Delegation.objects.filter(on_day(day), appointment__in=appointments).values("delegate")
    return (
        get_user_model()
        .objects.filter(Q(pk__in=appointments.values("person")) | Q(pk__in=delegates), is_active=True)
        .order_by("pk")
    )


def approvers(step: str, unit: Unit) -> QuerySet[AbstractBaseUser]:
    return people_of(holders(step, unit))


def capacity(user: AbstractBaseUser, step: str, unit: Unit) -> Appointment | None:
    """The appointment under which `user` may take `step` in `unit` today: an own one before a delegated one."""
    acted = Appointment.objects.acted_by(user).of_offices(OFFICES_FOR_STEP[step]).filter(unit=unit)
    return min(acted.select_related("person"), key=lambda row: row.person_id != user.pk, default=None)


def capacity_in(user: AbstractBaseUser, offices: Iterable[Office], unit: Unit) -> Appointment | None:
    """The appointment under which `user` holds one of `offices` in `unit` today, or acts for its holder."""
    return Appointment.objects.acted_by(user).of_offices(list(offices)).filter(unit=unit).first()


def authors_of(page: Page) -> set[int]:
    """Everybody who wrote at what is not yet public: since the live revision, as a translator, or who submitted it."""
    revisions = page.revisions.all()
    if page.live_revision_id:
        revisions = revisions.filter(pk__gt=page.live_revision_id)
    people = set(revisions.exclude(user=None).values_list("user_id", flat=True))
    state = page.current_workflow_state
    if state is not None and state.requested_by_id:
        people.add(state.requested_by_id)
    if page.live_revision_id is None and page.owner_id:
        people.add(page.owner_id)
    return people | translators_of(page)


def may_decide(user: AbstractBaseUser, state: OfficeTaskState) -> Appointment | None:
    """The capacity in which `user` may decide on `state` now, or None."""
    if not user.is_active or user.pk in authors_of(state.workflow_state.content_object):
        return None
    return capacity(user, state.step, state.unit)
