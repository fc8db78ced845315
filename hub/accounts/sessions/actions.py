"""Sign-ins begin with the password and end once, for a reason that is on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from hub.accounts.enums import SignInKind
from hub.accounts.records import origin_of, record_sign_in
from hub.models import SignInSession, User

# What Django's session carries: which of our rows it is, and when the person last proved to be the person.
SESSION_KEY = "sign_in"
CONFIRMED_KEY = "sign_in_confirmed"
CONFIRMED_FOR = timedelta(minutes=10)
# A page is looked at more often than that; the row is not written each time.
SEEN_EVERY = timedelta(minutes=1)


def begin_session(request: HttpRequest, person: User) -> SignInSession:
    """Called by Django's signal, whichever form, link or test has signed the person in."""
    row = SignInSession.objects.create(
        person=person, password_mark=person.get_session_auth_hash(), **origin_of(request)
    )
    if replaced := request.session.get(SESSION_KEY):
        _close(replaced)
    request.session[SESSION_KEY] = str(row.pk)
    # Django keeps what is in a session when the same person signs in once more: the password alone verifies nobody.
    request.session.pop(DEVICE_ID_SESSION_KEY, None)
    confirm(request)
    return row


def confirm(request: HttpRequest) -> None:
    """The person has just given the password: for some minutes a second factor may be added or removed."""
    request.session[CONFIRMED_KEY] = timezone.now().timestamp()


def is_confirmed(request: HttpRequest) -> bool:
    at = request.session.get(CONFIRMED_KEY, 0)
    return timezone.now().timestamp() - at < CONFIRMED_FOR.total_seconds()


def session_row(request: HttpRequest, person: User) -> SignInSession | None:
    """The row of the request's session, if it is the person's; it follows the person's own change of the password."""
    try:
        key = UUID(request.session.get(SESSION_KEY, ""))
    except ValueError:
        return None
    row = SignInSession.objects.filter(pk=key, person=person).first()
    if row is not None and row.password_mark != (mark := person.get_session_auth_hash()):
        # Django itself has compared the session with the password before anybody came here.
        row.password_mark = mark
        row.save(update_fields=["password_mark"])
    return row


def see(row: SignInSession) -> None:
    """Something was done in it."""
    now = timezone.now()
    if now - row.seen_at >= SEEN_EVERY:
        row.seen_at = now
        SignInSession.objects.filter(pk=row.pk, ended_at=None).update(seen_at=now)


def end_session(row: SignInSession, why: str, request: HttpRequest | None = None) -> bool:
    """Ends it and says so on record; False where somebody else has been first."""
    ended = _close(row.pk)
    if ended:
        detail = f"{why}（{row.browser}，{timezone.localtime(row.began_at):%Y-%m-%d %H:%M} 登录）"
        record_sign_in(SignInKind.ENDED, row.person, request, detail=detail)
    return ended


def _close(key: UUID | str) -> bool:
    """False where it was closed before."""
    return SignInSession.objects.filter(pk=key, ended_at=None).update(ended_at=timezone.now()) > 0


def running_sessions(person: User) -> list[SignInSession]:
    """Those in which the person is signed in, the latest first."""
    return list(person.sign_in_sessions.running().filter(password_mark=person.get_session_auth_hash()))


def end_sessions(
    person: User, why: str, request: HttpRequest | None = None, *, besides: SignInSession | None = None
) -> int:
    """Ends all of a person's, but for the one that asks; how many there were."""
    rows = [row for row in running_sessions(person) if besides is None or row.pk != besides.pk]
    return sum(end_session(row, why, request) for row in rows)


def end_expired_sessions() -> int:
    """Puts on record the end of those that nobody came back to; drops what ended before SIGN_IN_RECORD_DAYS."""
    running = SignInSession.objects.running().values("pk")
    over = SignInSession.objects.filter(ended_at=None).exclude(pk__in=running).select_related("person")
    number = sum(end_session(row, "长时间没有操作或已到最长时限") for row in over)
    before = timezone.now() - timedelta(days=settings.SIGN_IN_RECORD_DAYS)
    SignInSession.objects.filter(ended_at__lt=before).delete()
    return number


def _on_login(request: HttpRequest, user: User, **signal: Any) -> None:
    begin_session(request, user)
    record_sign_in(SignInKind.PASSWORD, user, request)


def _on_logout(request: HttpRequest, user: User | None, **signal: Any) -> None:
    if user is None:
        return
    row = session_row(request, user)
    if row is not None and _close(row.pk):
        record_sign_in(SignInKind.SIGN_OUT, user, request)


def connect() -> None:
    user_logged_in.connect(_on_login, dispatch_uid="begin_session")
    user_logged_out.connect(_on_logout, dispatch_uid="end_session")
