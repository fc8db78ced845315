"""A leader of a unit opens the short road of corrections to it, or ends it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from sites.approval import ledger
from sites.approval.actions import StepRefused, refused_without_ledger
from sites.approval.corrections.history import road_is_open
from sites.approval.enums import LedgerAction
from sites.organisation.capacity import capacity_in, hold_offices
from sites.organisation.enums import LEADING_OFFICES
from sites.organisation.models.unit import Unit


@transaction.atomic
def set_road(unit: Unit, person: AbstractBaseUser, *, opens: bool) -> None:
    """
    Raises:
        StepRefused: no leader of this unit, done already, or nothing can be recorded.
    """
    person = hold_offices(person)
    appointment = capacity_in(person, LEADING_OFFICES, unit)
    if appointment is None or not person.is_active:
        raise StepRefused("只有本单位今天的领导可以开通或停用简易更正。")
    if opens and unit.is_portal:
        raise StepRefused("门户网站的信息由市网络信息中心编发，不能开通简易更正。")
    ledger.take_turn()
    if road_is_open(unit) == opens:
        raise StepRefused("已经开通了。" if opens else "没有开通。")
    action = LedgerAction.ROAD_OPENED if opens else LedgerAction.ROAD_ENDED
    with refused_without_ledger():
        ledger.append(action, unit, actor=ledger.Actor(person, appointment), unit=unit)
