from __future__ import annotations

from datetime import date

from django.db import transaction

from hub.models import User
from sites.approval.actions import StepRefused
from sites.organisation.capacity import hold_offices
from sites.organisation.delegation_events import ENDED, MADE, record_delegation
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation


@transaction.atomic
def delegate_offices(user: User, delegate: User, starts_on: date, ends_on: date, reason: str = "") -> list[Delegation]:
    """Lets `delegate` act for `user` in every office that `user` holds in a unit where the delegate works too.

    Raises:
        StepRefused: there is no such office, the same was said before, or one of the offices may not be delegated so.
    """
    user = hold_offices(user)
    own = Appointment.objects.current().filter(person=user)
    shared = list(own.filter(unit__in=Appointment.objects.current().filter(person=delegate).values("unit")))
    same = Delegation.objects.filter(appointment__in=shared, delegate=delegate, starts_on=starts_on, ends_on=ends_on)
    if shared and same.count() == len(shared):
        raise StepRefused("已经这样委托过了。")
    for appointment in shared:
        for refusal in appointment.delegation_problems(delegate, starts_on, ends_on).values():
            raise StepRefused(f"“{appointment.get_office_display()}”：{refusal}")
    made = [
        Delegation.objects.create(
            appointment=appointment, delegate=delegate, starts_on=starts_on, ends_on=ends_on, reason=reason
        )
        for appointment in shared
    ]
    if not made:
        raise StepRefused("没有可以委托给此人的职责。")
    for delegation in made:
        record_delegation(MADE, delegation, user)
    return made


@transaction.atomic
def end_delegation(user: User, delegation_id: int) -> None:
    """Takes a delegation back.

    Raises:
        Delegation.DoesNotExist: it is not one of the user's own offices.
    """
    user = hold_offices(user)
    delegation = Delegation.objects.get(pk=delegation_id, appointment__person=user)
    record_delegation(ENDED, delegation, user)
    delegation.delete()
