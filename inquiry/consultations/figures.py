"""Figures of consultations of a unit in a period, for reports."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from hub.calendar import Terms
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from sites.organisation import measures
from sites.organisation.measures import Measure
from sites.organisation.models.unit import Unit


def register_measures() -> None:
    for name, label, count in (
        ("consultation.held", "征集意见的期数（期）", held),
        ("consultation.comments", "征集收到的意见（条）", comments),
        ("consultation.answered", "公布征集结果的期数（期）", answered),
        ("consultation.in_time", "按期公布征集结果的期数（期）", in_time),
    ):
        measures.register(Measure(name, label, count))


def held(unit: Unit, first: date, last: date) -> int:
    return _of(unit).filter(opens_on__range=(first, last)).count()


def comments(unit: Unit, first: date, last: date) -> int:
    days = {"received_at__date__gte": first, "received_at__date__lte": last}
    return ConsultationComment.objects.filter(consultation__in=_of(unit).order_by(), **days).count()


def answered(unit: Unit, first: date, last: date) -> int:
    return len(_answered(unit, first, last))


def in_time(unit: Unit, first: date, last: date) -> int:
    terms = Terms.load()
    return sum(
        (due := page.outcome_due(terms)) is not None and timezone.localdate(page.outcome_at) <= due.on
        for page in _answered(unit, first, last)
    )


def _of(unit: Unit) -> QuerySet[ConsultationPage]:
    return ConsultationPage.objects.public_ones().filter(unit=unit)


def _answered(unit: Unit, first: date, last: date) -> list[ConsultationPage]:
    days = {"outcome_at__date__gte": first, "outcome_at__date__lte": last}
    return list(_of(unit).filter(**days).select_related(None))
