"""Who answers for what a command does."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model

from sites.approval.ledger import Actor
from sites.organisation.capacity import capacity_in
from sites.organisation.enums import CENTRE_OFFICES
from sites.organisation.models.unit import Unit


class OperatorRefused(Exception):
    """This person cannot answer for it. The message says why and what to do, in Chinese."""


def find_operator(username: str) -> Actor:
    """The operator in the office of the centre held today (Art. 27).

    Raises:
        OperatorRefused: unknown, inactive, or without an office of the centre today.
    """
    user = get_user_model().objects.filter(username=username).first()
    if user is None:
        raise OperatorRefused(f"没有用户名为“{username}”的用户。")
    if not user.is_active:
        raise OperatorRefused(f"用户“{username}”已停用，不能使用。")
    centre = Unit.objects.filter(code=settings.CENTRE_UNIT_CODE).first()
    if centre is None:
        raise OperatorRefused(f"还没有登记市网络信息中心（单位代码 {settings.CENTRE_UNIT_CODE}）。")
    appointment = capacity_in(user, CENTRE_OFFICES, centre)
    if appointment is None:
        offices = "或".join(office.label for office in sorted(CENTRE_OFFICES))
        raise OperatorRefused(f"{user}（{username}）今天不担任{offices}。请先在{centre}登记任职。")
    return Actor(user, appointment)
