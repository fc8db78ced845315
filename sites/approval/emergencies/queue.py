"""Which reviews wait for a person, and who may say something on one."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from sites.approval.approvers import steps_of
from sites.approval.enums import ApprovalStep, ReviewStatus
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.rules import OFFICES_FOR_STEP, REVIEWED_AFTERWARDS
from sites.organisation.capacity import capacity_in
from sites.organisation.models.appointment import Appointment


def reviews_for(person: AbstractBaseUser) -> QuerySet[EmergencyReview]:
    """What the person's offices of today (own or delegated) have to review, by due date. Nobody reviews for both."""
    own = EmergencyReview.objects.filter(decided_by=person)
    return (
        EmergencyReview.objects.filter(steps_of(person, REVIEWED_AFTERWARDS), status=ReviewStatus.WAITING)
        .exclude(barred=person)
        .exclude(publication__in=own.values("publication"))
        .select_related("unit", "publication__content_type")
    )


def may_review_emergency(person: AbstractBaseUser, review: EmergencyReview) -> Appointment | None:
    """The capacity in which `person` may say something now, or None."""
    others = EmergencyReview.objects.filter(publication=review.publication_id, decided_by=person)
    if not person.is_active or others.exists() or review.barred.filter(pk=person.pk).exists():
        return None
    return capacity_in(person, OFFICES_FOR_STEP[ApprovalStep(review.step)], review.unit)
