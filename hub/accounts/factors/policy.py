"""Who needs a second factor: who manages accounts, and whoever a higher floor names (who approves)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from hub.models import User

_reasons: list[Callable[[User], bool]] = []


def require_factor_of(reason: Callable[[User], bool]) -> None:
    """Registers who needs one besides. Asked at each request until the factor is there: what it says may change."""
    if reason not in _reasons:
        _reasons.append(reason)


def must_have_factor(person: User) -> bool:
    """Today, by the setting SECOND_FACTOR_REQUIRED."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return manages_accounts(person) or any(reason(person) for reason in _reasons)


def manages_accounts(person: User) -> bool:
    """Who may change accounts also gives a lost second factor back."""
    return person.has_perm("hub.change_user")
