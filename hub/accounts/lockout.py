"""Wrong passwords and codes lock a name at one address, and an address that tries many names, by every road."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_client_username, get_failure_limit
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Count, Sum
from django.http import HttpRequest
from django.utils import timezone

from hub.accounts.enums import SignInKind
from hub.accounts.records import STEP
from hub.models import User
from hub.visitors import visitor_network


def sign_in_address(request: HttpRequest) -> str | None:
    """Where a password comes from: the visitor's address, of IPv6 the beginning of the /64; None if it is not known."""
    return visitor_network(request).partition("/")[0] or None


def is_locked(request: HttpRequest, person: User) -> bool:
    """Whether `person` may not try a second factor from here now. The answer to the request says so by itself."""
    if not settings.AXES_ENABLED or AxesProxyHandler.is_allowed(request, _credentials(person)):
        return False
    request.axes_locked_out = True
    request.axes_credentials = _credentials(person)
    return True


def count_wrong_factor(request: HttpRequest, person: User) -> None:
    """A wrong code counts as a wrong password does, and locks together with it."""
    credentials = {**_credentials(person), STEP: SignInKind.WRONG_FACTOR}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


def _credentials(person: User) -> dict[str, Any]:
    return {"username": person.get_username()}


class SignInHandler(AxesDatabaseHandler):
    """Besides a name and its address: an address from which many names fail is as good as locked, and a name that fails
    again and again from many addresses."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        failures: int = super().get_failures(request, credentials)
        if self._is_spread_out(request, credentials):
            return max(failures, get_failure_limit(request, credentials))
        return failures

    def _is_spread_out(self, request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
        """Many names from one address, or one name from many. Who lately signed in from there is not shut out.

        An address that is not known is nobody's.
        """
        address, name = request.axes_ip_address, get_client_username(request, credentials)
        if address is None:
            return False
        lately = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request)).order_by()
        names = lately.filter(ip_address=address).aggregate(number=Count("username", distinct=True))["number"]
        failures = lately.filter(username=name).aggregate(number=Sum("failures_since_start"))["number"] or 0
        if names < settings.SIGN_IN_NAMES_PER_ADDRESS and failures < settings.SIGN_IN_FAILURES_PER_NAME:
            return False
        since = timezone.now() - timedelta(days=settings.SIGN_IN_KNOWN_DAYS)
        return not AccessLog.objects.filter(username=name, ip_address=address, attempt_time__gte=since).exists()
