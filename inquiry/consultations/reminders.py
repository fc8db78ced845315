"""Who owes the outcome of a consultation hears of it: once while there is time, once when it is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone

from hub.calendar import Terms
from hub.outbox import write_to
from hub.rules import add_working_days
from hub.scheduler.rows import for_each
from inquiry.consultations.rights import SORTING_OFFICES
from inquiry.models.consultation_page import ConsultationPage
from sites.organisation.capacity import people_leading, people_of, people_of_centre
from sites.organisation.enums import CENTRE_OFFICES
from sites.organisation.models.appointment import Appointment

NEAR = 5  # working days before the date: an outcome needs approvals


def remind() -> int:
    """What was missed while the job did not run is said all the same. Returns how many mails were written.

    Raises:
        JobFailed: some failed, when all others are done.
    """
    today, terms = timezone.localdate(), Terms.load()
    near = add_working_days(today, NEAR, terms.exceptions)
    waiting = ConsultationPage.objects.public_ones().over(timezone.now()).filter(outcome_at__isnull=True)

    def remind_of(page: ConsultationPage) -> int:
        due = page.outcome_due(terms)
        return _remind(page, due.on, is_over=due.on < today) if due is not None and due.on <= near else 0

    return for_each(waiting, remind_of)


def _remind(page: ConsultationPage, due: date, *, is_over: bool) -> int:
    people = [*_handlers(page)]
    if is_over:
        people += [*people_leading(page.unit), *people_of_centre(CENTRE_OFFICES)]
    words = f"已于 {due:%Y-%m-%d} 超期" if is_over else f"应于 {due:%Y-%m-%d} 前公布"
    what, kind = ("超期", "over") if is_over else ("临期", "near")
    return sum(
        write_to(
            person,
            key=f"consultation-outcome:{page.pk}:{kind}:{due}:{person.pk}",
            subject=f"意见征集结果{what}：{page.title}",
            text=f"《{page.title}》征集意见的结果{words}。\n\n{desk_address(page)}",
        )
        for person in {person.pk: person for person in people}.values()
    )


def _handlers(page: ConsultationPage) -> Iterable[AbstractBaseUser]:
    held = Appointment.objects.current().of_offices(list(SORTING_OFFICES)).filter(unit=page.unit)
    return people_of(held) or people_of_centre(CENTRE_OFFICES)


def desk_address(page: ConsultationPage) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("consultation_desk:consultation", args=[page.pk])
