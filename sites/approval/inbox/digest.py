"""The daily mail about what waits."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from hub.outbox import write_to
from sites.approval.emergencies.queue import reviews_for
from sites.approval.inbox.queue import waiting_for
from sites.approval.notifications import admin_url
from sites.approval.removals import removal_requests_for
from sites.organisation.capacity import people_of
from sites.organisation.enums import WRITING_OFFICES, Office
from sites.organisation.models.appointment import Appointment

DECIDING_OFFICES = [office for office in Office if office not in WRITING_OFFICES]
LINES = 30


def send_digests() -> int:
    """Queues one mail for each person for whom something waits, once a day; returns how many."""
    deciders = people_of(Appointment.objects.current().of_offices(DECIDING_OFFICES))
    return sum(_send(person) for person in deciders)


def _send(person: AbstractBaseUser) -> bool:
    today = timezone.localdate()
    waiting = list(waiting_for(person).select_related("unit", "revision").defer("revision__content"))
    removals = removal_requests_for(person)
    reviews = reviews_for(person)
    if not waiting and not removals and not reviews:
        return False
    lines = [
        f"{_late(item.due_on, today)}{item.due_on:%m-%d} 前 "
        f"{item.unit.short_name}《{item.revision.object_str}》待{item.get_step_display()}"
        for item in waiting[:LINES]
    ]
    lines += [f"{removal.due_on:%m-%d} 前 {removal.unit.short_name}：{removal}" for removal in removals[:LINES]]
    lines += [
        f"{_late(review.due_on, today)}{review.due_on:%m-%d} 前 {review.unit.short_name}：{review}"
        for review in reviews[:LINES]
    ]
    total = len(waiting) + len(removals) + len(reviews)
    return write_to(
        person,
        key=f"digest:{today:%Y-%m-%d}:{person.pk}",
        subject=f"您有 {total} 项待审批",
        text="\n".join(lines) + f"\n\n请登录处理：{admin_url('inbox:index')}",
    )


def _late(due_on: date, today: date) -> str:
    return "【逾期】" if due_on < today else ""
