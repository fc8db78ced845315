"""Who manages accounts; who needs a second factor: they, and whoever a higher floor names (who approves)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from hub.models import User

_reasons: list[Callable[[User], bool]] = []
_holders: list[Callable[[User], User]] = []


def require_factor_of(reason: Callable[[User], bool]) -> None:
    """Registers who needs one besides. Asked at each request until the factor is there: what it says may change."""
    if reason not in _reasons:
        _reasons.append(reason)


def must_have_factor(person: User) -> bool:
    """Today, by the setting SECOND_FACTOR_REQUIRED."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return manages_accounts(person) or any(reason(person) for reason in _reasons)


def hold_rights_by(holder: Callable[[User], User]) -> None:
    """Registers what keeps rights as they are until a transaction ends: the floor above knows what they follow from."""
    if holder not in _holders:
        _holders.append(holder)


def hold_rights(person: User) -> User:
    """`person` as stored now, for a decision: nobody takes rights away before the running transaction ends."""
    for holder in _holders:
        person = holder(person)
    return person


def manages_accounts(person: User) -> bool:
    """Who may change accounts also gives a lost second factor back."""
    return person.has_perm("hub.change_user")
