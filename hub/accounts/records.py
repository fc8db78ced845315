"""Who signed in, or tried to, is on record; the centre's security officer alone reads it (docs/accounts.md)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.checks import CheckMessage, Error, register
from django.db.models.signals import pre_save
from django.http import HttpRequest
from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from hub.accounts.enums import SignInKind
from hub.accounts.sessions.rules import browser_name
from hub.models import SignInRecord, User
from hub.visitors import visitor_address

SHORTEST_DAYS = 183  # half a year
# In the credentials of a failed sign-in: which kind of it failed.
STEP = "step"


def record_sign_in(
    kind: SignInKind, person: User | None, request: HttpRequest | None = None, *, detail: str = ""
) -> SignInRecord:
    """Appends a row. Without a request it happened by the system, or by somebody who is named in `detail`."""
    return SignInRecord.objects.create(
        kind=kind,
        person=person,
        username=person.get_username() if person else "",
        detail=detail[:200],
        **(origin_of(request) if request else {}),
    )


def origin_of(request: HttpRequest) -> dict[str, str]:
    """From where a request comes, by the fields `address` and `browser`."""
    return {
        "address": visitor_address(request)[:45],
        "browser": browser_name(request.headers.get("User-Agent", "")),
    }


def drop_old_records() -> int:
    """Rows older than SIGN_IN_RECORD_DAYS; how many went."""
    return SignInRecord.objects.drop_before(timezone.now() - timedelta(days=settings.SIGN_IN_RECORD_DAYS))


def _named(username: object) -> User | None:
    return (
        User.objects.filter(username=username).first() if isinstance(username, str) and "\0" not in username else None
    )


def _record_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **signal: Any) -> None:
    if getattr(request, "axes_locked_out", False):
        return  # said by the signal of the lock-out
    person = _named(credentials.get("username"))
    kind = credentials.get(STEP, SignInKind.WRONG_PASSWORD)
    record_sign_in(kind, person, request, detail="" if person else "没有这个账号")


def _record_lockout(request: HttpRequest, username: str | None = None, **signal: Any) -> None:
    """Once in the time of the pause: whoever goes on trying fills no table."""
    person, since = _named(username), get_cool_off_threshold(request)
    address = origin_of(request)["address"]
    known = SignInRecord.objects.filter(kind=SignInKind.LOCKED, person=person, address=address, at__gt=since)
    if not known.exists():
        record_sign_in(SignInKind.LOCKED, person, request)


def _record_new_password(instance: User, update_fields: Any = None, **signal: Any) -> None:
    """Whichever form, link or command set it. A hash that is only stored anew (`_password` is empty) is none."""
    if instance._password is None or (update_fields is not None and "password" not in update_fields):
        return
    if User.objects.filter(pk=instance.pk).exists():
        actor = get_active_log_context().user
        detail = f"由{actor}更改" if actor and actor.pk != instance.pk else ""
        record_sign_in(SignInKind.PASSWORD_CHANGED, instance, detail=detail)


def connect() -> None:
    user_login_failed.connect(_record_failure, dispatch_uid="record_failure")
    user_locked_out.connect(_record_lockout, dispatch_uid="record_lockout")
    pre_save.connect(_record_new_password, sender=User, dispatch_uid="record_new_password")


@register
def check_record_days(**options: object) -> list[CheckMessage]:
    """Error hub.E004: sign-ins would be forgotten too early."""
    if settings.SIGN_IN_RECORD_DAYS >= SHORTEST_DAYS:
        return []
    problem = f"SIGN_IN_RECORD_DAYS is {settings.SIGN_IN_RECORD_DAYS}, less than {SHORTEST_DAYS}."
    return [Error(problem, hint="Sign-ins stay on record for half a year at least.", id="hub.E004")]
