"""What somebody has to do now, and the other parts of the list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import WorkflowState

from hub.calendar import Terms
from hub.rules import add_working_days
from sites.casework.enums import PENDING, AssignmentStatus, CaseStatus
from sites.casework.models.assignment import Assignment
from sites.casework.models.case import Case
from sites.casework.models.extension_request import ExtensionRequest
from sites.casework.models.reply import Reply
from sites.casework.reminders import NEAR
from sites.casework.rights import cases_seen_by, kinds_by_units, works_at_centre
from sites.organisation.capacity import offices_held

NEW = (CaseStatus.UNCONFIRMED, CaseStatus.RECEIVED)


class Part(models.TextChoices):
    """Tabs of the list."""

    TODO = "todo", "要我办"
    OVERDUE = "overdue", "已超期"
    NEAR = "near", "快到期"
    WAITING = "waiting", "等人补充或回复"
    ANSWERED = "answered", "已答复"
    ALL = "all", "全部"


def waiting_for(user: AbstractBaseUser) -> QuerySet[Case]:
    """Cases in which the next step is this person's, or one of a few colleagues'."""
    return cases_seen_by(user).filter(_next_is(user))


def _next_is(user: AbstractBaseUser) -> Q:
    found = _of_desk(user) | _to_decide(user)
    if works_at_centre(user):
        found |= _of_centre()
    return Q(found, status__in=PENDING)


def number_waiting(request: HttpRequest) -> int:
    """For menu, dashboard and list of one page, counted once."""
    if not hasattr(request, "cases_waiting"):
        request.cases_waiting = waiting_for(request.user).count()
    return int(request.cases_waiting)


def part_of(user: AbstractBaseUser, part: str) -> QuerySet[Case]:
    if part == Part.TODO:
        return waiting_for(user)
    return cases_seen_by(user).filter(_conditions(timezone.localdate())[part])


def counts_of(request: HttpRequest, part: str) -> Mapping[str, int]:
    """How many cases each part has, in one query of those that somebody still has to do with.

    All that ever were are counted only for who lists them.
    """
    conditions = {Part.TODO.value: _next_is(request.user), **_conditions(timezone.localdate())}
    cases = cases_seen_by(request.user).order_by()
    if part != Part.ALL:
        del conditions[Part.ALL.value]
        cases = cases.filter(status__in=PENDING | {CaseStatus.ANSWERED})
    counts: Mapping[str, int] = cases.aggregate(
        **{part: Count("pk", filter=found) for part, found in conditions.items()}
    )
    request.cases_waiting = counts[Part.TODO.value]
    return counts


def _conditions(today: date) -> dict[str, Q]:
    near = add_working_days(today, NEAR, Terms.load().exceptions)
    return {
        Part.OVERDUE.value: Q(due_on__lt=today),
        Part.NEAR.value: Q(due_on__gte=today, due_on__lte=near),
        Part.WAITING.value: Q(status__in=[CaseStatus.WAITING, CaseStatus.CONSULTING, CaseStatus.UNPAID]),
        Part.ANSWERED.value: Q(status=CaseStatus.ANSWERED),
        Part.ALL.value: ~Q(pk=None),
    }


def _of_desk(user: AbstractBaseUser) -> Q:
    """What is not accepted yet, and what is to be answered, unless a colleague has it or it is under approval."""
    found = Q(pk__in=[])
    held = offices_held(user)
    for units, kinds in kinds_by_units(held, lambda kind: [kind.office]).items():
        to_answer = _open_assignments(user).filter(unit__in=units).values("case")
        found |= Q(kind__in=kinds, unit__in=units, status__in=NEW)
        found |= Q(kind__in=kinds, status=CaseStatus.HANDLING, pk__in=to_answer)
    return found


def _open_assignments(user: AbstractBaseUser) -> QuerySet[Assignment]:
    open_ones = Assignment.objects.filter(status=AssignmentStatus.OPEN).filter(Q(officer=None) | Q(officer=user.pk))
    under_approval = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=ContentType.objects.get_for_model(Reply),
        object_id=Cast(OuterRef("reply"), CharField()),
    )
    return open_ones.exclude(Exists(under_approval))


def _to_decide(user: AbstractBaseUser) -> Q:
    """Extensions that wait for the word of a leader, or of the head of the disclosure office."""
    found = Q(pk__in=[])
    held = offices_held(user)
    asked = ExtensionRequest.objects.filter(is_granted=None).exclude(proposed_by=user.pk).values("case")
    for units, kinds in kinds_by_units(held, lambda kind: kind.extended_by).items():
        found |= Q(kind__in=kinds, status=CaseStatus.HANDLING, unit__in=units, pk__in=asked)
    return found


def _of_centre() -> Q:
    return (
        Q(status__in=NEW, unit__code=settings.CENTRE_UNIT_CODE)
        | Q(status=CaseStatus.ACCEPTED)
        | Q(status=CaseStatus.DISPUTED)
    )
