"""That a category does not apply to a unit: proposed, decided by the centre, taken back, ended."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from hub.events import record_event
from hub.models import User
from opencat.enums import ExemptionStatus, Scope
from opencat.models import Category, CoverageExemption
from opencat.permissions import acts_for_centre, may_write_for
from sites.organisation.capacity import hold_offices
from sites.organisation.models.unit import Unit


class ExemptionRefused(ValueError):
    """The step is not possible. The message is Chinese and says why."""


def propose_exemption(unit: Unit, category: Category, user: User, reason: str) -> CoverageExemption:
    """Asks the centre to leave a category out for a unit.

    Raises:
        ExemptionRefused: no reason, not this person's unit, a category that does not bind it, or asked for already.
    """
    reason = reason.strip()
    if not reason:
        raise ExemptionRefused("请写明理由。")
    if not may_write_for(user, unit):
        raise ExemptionRefused("您今天不负责这个单位的信息编写。")
    if category.scope != (Scope.PORTAL if unit.is_portal else Scope.UNITS):
        raise ExemptionRefused("这个类别不适用于这类网站，无需申请。")
    if not Category.objects.in_force().filter(pk=category.pk).exists():
        raise ExemptionRefused("这个类别已经停用，无需申请。")
    try:
        with transaction.atomic():
            exemption = CoverageExemption.objects.create(unit=unit, category=category, reason=reason, proposed_by=user)
            _record("申请不适用", exemption, "", user, reason)
    except IntegrityError:  # asked for before, or at the same moment by a colleague
        raise ExemptionRefused(f"{unit.short_name}的“{category.name}”已有申请。") from None
    return exemption


def may_decide(user: User, exemption: CoverageExemption) -> bool:
    """The centre decides; never who proposed it."""
    return user.is_active and user.pk != exemption.proposed_by_id and acts_for_centre(user)


@transaction.atomic
def decide_exemption(
    exemption: CoverageExemption, user: User, *, approve: bool, comment: str = ""
) -> CoverageExemption:
    """The centre's word on a proposal.

    Raises:
        ExemptionRefused: decided already, not this person's to decide, or refused without a reason.
    """
    user = hold_offices(user)
    exemption = _locked(exemption, ExemptionStatus.WAITING)
    if not may_decide(user, exemption):
        raise ExemptionRefused("由市网络信息中心决定，申请人本人不能决定。")
    if not approve and not comment.strip():
        raise ExemptionRefused("请写明不同意的理由。")
    exemption.status = ExemptionStatus.APPROVED if approve else ExemptionStatus.REFUSED
    return _settle("同意不适用" if approve else "不同意不适用", exemption, user, comment)


@transaction.atomic
def withdraw_exemption(exemption: CoverageExemption, user: User) -> CoverageExemption:
    """Takes a proposal back before it is decided.

    Raises:
        ExemptionRefused: decided already, or not this person's unit.
    """
    user = hold_offices(user)
    exemption = _locked(exemption, ExemptionStatus.WAITING)
    if not may_write_for(user, exemption.unit):
        raise ExemptionRefused("您今天不负责这个单位的信息编写。")
    exemption.status = ExemptionStatus.WITHDRAWN
    return _settle("撤回不适用申请", exemption, user, "")


@transaction.atomic
def end_exemption(exemption: CoverageExemption, user: User, reason: str) -> CoverageExemption:
    """From now on the category applies to the unit again.

    Raises:
        ExemptionRefused: not approved or over already, no reason, or not this person's unit.
    """
    user = hold_offices(user)
    exemption = _locked(exemption, ExemptionStatus.APPROVED)
    if not reason.strip():
        raise ExemptionRefused("请写明理由。")
    if not may_write_for(user, exemption.unit):
        raise ExemptionRefused("您今天不负责这个单位的信息编写。")
    exemption.status = ExemptionStatus.ENDED
    return _settle("终止不适用", exemption, user, reason)


def _locked(exemption: CoverageExemption, status: ExemptionStatus) -> CoverageExemption:
    rows = CoverageExemption.objects.select_related("unit", "category").select_for_update(of=("self",))
    found = rows.get(pk=exemption.pk)
    if found.status != status:
        raise ExemptionRefused(f"这项申请已经处理过了：{found.get_status_display()}。")
    return found


def _settle(action: str, exemption: CoverageExemption, user: User, comment: str) -> CoverageExemption:
    exemption.decided_by, exemption.decided_at = user, timezone.now()
    if comment.strip():
        exemption.comment = comment.strip()
    exemption.save(update_fields=["status", "decided_by", "decided_at", "comment"])
    _record(action, exemption, exemption.get_status_display(), user, comment.strip())
    return exemption


def _record(action: str, exemption: CoverageExemption, message: str, user: User, reason: str) -> None:
    record_event(
        action,
        str(exemption),
        message or exemption.reason,
        reason=reason or exemption.reason,
        unit_code=exemption.unit.code,
        actor=user,
    )
