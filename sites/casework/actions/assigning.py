"""Which units answer: assigned, returned, designated, transferred, taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from sites.casework.actions.ending import end_assignment, end_open_assignments
from sites.casework.actions.step import CaseRefused, Doing, act
from sites.casework.enums import STANDING, Action, AssignmentStatus, CaseStatus, Role
from sites.casework.exclusions import people_excluded
from sites.casework.models.assignment import Assignment
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.rights import Seat, has_officers, may_supervise, officers_of
from sites.organisation.models.unit import Unit


def assign_case(
    case: Case, seat: Seat | None, lead: Unit | None, supports: Iterable[Unit] = (), wanted_on: date | None = None
) -> CaseEvent:
    """One unit leads, others support; each answers. `wanted_on`: before the case's own date.

    Raises:
        CaseRefused: a unit without officers for it, one that is complained of, or one twice.
    """
    supporting = list(supports)

    def change(held: Case, doing: Doing) -> None:
        _assign_all(held, _given(lead), supporting, wanted_on)
        doing.words["unit"] = _names([_given(lead), *supporting])

    return act(case, Action.ASSIGN, seat, change, unit=lead)


def designate_unit(case: Case, seat: Seat | None, unit: Unit | None, reason: str) -> CaseEvent:
    """After a dispute over who is competent: this unit cannot return the case."""

    def change(held: Case, doing: Doing) -> None:
        _end_open(held)
        _assign_all(held, _given(unit), [], None)
        held.is_designated = True

    return act(case, Action.DESIGNATE, seat, change, unit=unit, reason=reason)


def transfer_case(case: Case, seat: Seat | None, unit: Unit | None, reason: str) -> CaseEvent:
    """To another unit that leads; what the units before it had begun ends, and the clock goes on."""

    def change(held: Case, doing: Doing) -> None:
        if held.unit_id == _given(unit).pk:
            raise CaseRefused(f"已经由{_given(unit)}办理。")
        _end_open(held)
        _assign_all(held, _given(unit), [], None)
        held.is_designated = False

    return act(case, Action.TRANSFER, seat, change, unit=unit, reason=reason)


def return_assignment(case: Case, seat: Seat | None, reason: str) -> CaseEvent:
    """By a unit that says it is not competent: back to the centre, which assigns anew. The clock goes on.

    Raises:
        CaseRefused: the unit was designated, or has answered already.
    """

    def change(held: Case, doing: Doing) -> None:
        unit = seat.actor.appointment.unit  # a desk always acts by an appointment
        if held.is_designated and unit.pk == held.unit_id:
            raise CaseRefused("网络信息中心已指定由本单位办理，不能退回。")
        own = held.assignments.filter(unit=unit).exclude(status=AssignmentStatus.RETURNED).first()
        if own is not None:
            if own.status == AssignmentStatus.ANSWERED:
                raise CaseRefused("本单位已经答复，不能退回。")
            end_assignment(own, AssignmentStatus.RETURNED)
        doing.note = reason
        if own is not None and own.role == Role.SUPPORT:
            return
        centre = Unit.objects.filter(code=settings.CENTRE_UNIT_CODE).first()
        if centre is None or centre.pk == held.unit_id:
            raise CaseRefused("已在网络信息中心，不能再退回。")
        held.unit = centre
        if held.status == CaseStatus.HANDLING:
            doing.status = CaseStatus.ACCEPTED

    return act(case, Action.RETURN_ASSIGNMENT, seat, change, reason=reason)


def take_assignment(case: Case, seat: Seat | None, officer: AbstractBaseUser) -> CaseEvent:
    """Somebody of the unit makes it the own work, or hands it to a colleague.

    Raises:
        CaseRefused: the officer does not handle such cases in this unit, or is complained of.
    """

    def change(held: Case, doing: Doing) -> None:
        own = held.assignments.filter(unit=seat.actor.appointment.unit, status=AssignmentStatus.OPEN).first()
        if own is None:
            raise CaseRefused("本单位没有正在办理的分办。")
        if not officers_of(own.unit, held.kind_of_case.office).filter(pk=officer.pk).exists():
            raise CaseRefused(f"{officer}今天不是{own.unit}的经办人。")
        if officer.pk in people_excluded(held):
            raise CaseRefused(f"{officer}是被投诉的人，或者在被投诉的单位任职，不能办理这件投诉。")
        own.officer = officer
        own.save(update_fields=["officer"])
        doing.note = f"经办人：{officer}"

    return act(case, Action.TAKE, seat, change)


def assign_to(case: Case, unit: Unit, role: Role, wanted_on: date | None = None) -> Assignment:
    """
    Raises:
        CaseRefused: the unit has nobody for it, or is complained of.
    """
    kind = case.kind_of_case
    if not has_officers(unit, kind.office):
        raise CaseRefused(f"{unit}尚未任命{kind.office.label}，不能分办给它。请先登记任职。")
    complained = list(case.complained_units.all())
    if complained and not may_supervise(unit, complained):
        raise CaseRefused(f"{unit}是被投诉的单位，或者是它的下级单位，不能办理这件投诉。")
    excluded = set(case.complained_people.values_list("pk", flat=True))
    if excluded and not officers_of(unit, kind.office).exclude(pk__in=excluded).exists():
        raise CaseRefused(f"{unit}除被投诉人外没有其他{kind.office.label}，不能分办给它。")
    if wanted_on is not None and wanted_on < timezone.localdate():
        raise CaseRefused("要求答复的日期不能早于今天。")
    assignment: Assignment = Assignment.objects.create(
        case=case, unit=unit, role=role, assigned_on=timezone.localdate(), wanted_on=wanted_on
    )
    if role == Role.LEAD:
        case.unit = unit
    return assignment


def _assign_all(case: Case, lead: Unit, supports: list[Unit], wanted_on: date | None) -> None:
    if len({lead.pk, *(unit.pk for unit in supports)}) <= len(supports):
        raise CaseRefused("同一单位只能分办一次。")
    assign_to(case, lead, Role.LEAD, wanted_on)
    for unit in supports:
        assign_to(case, unit, Role.SUPPORT, wanted_on)


def _end_open(case: Case) -> None:
    """
    Raises:
        CaseRefused: one of the units has answered.
    """
    standing = case.assignments.filter(status__in=STANDING)
    if standing.filter(status=AssignmentStatus.ANSWERED).exists():
        raise CaseRefused("已有单位答复，不能转办；需要时请在答复后重办。")
    end_open_assignments(case)


def _given(unit: Unit | None) -> Unit:
    if unit is None:
        raise CaseRefused("请写明承办单位。")
    return unit


def _names(units: list[Unit]) -> str:
    return "、".join(unit.name for unit in units)
