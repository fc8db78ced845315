"""Wrong passwords lock a name at one address, and an address that tries many names, by every road."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username, get_failure_limit
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest
from django.utils import timezone

from hub.visitors import visitor_network


def sign_in_address(request: HttpRequest) -> str | None:
    """Where a password comes from: the visitor's address, of IPv6 the beginning of the /64; None if it is not known."""
    return visitor_network(request).partition("/")[0] or None


class SignInHandler(AxesDatabaseHandler):
    """Besides a name and its address: an address from which many names fail is as good as locked."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        failures: int = super().get_failures(request, credentials)
        if self._tries_many_names(request, credentials):
            return max(failures, get_failure_limit(request, credentials))
        return failures

    def _tries_many_names(self, request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
        """An address that is not known is nobody's. Who lately signed in from there is not shut out."""
        address = request.axes_ip_address
        if address is None:
            return False
        since = get_cool_off_threshold(request)
        attempts = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=since).order_by()
        names = attempts.aggregate(names=Count("username", distinct=True))["names"]
        if names < settings.SIGN_IN_NAMES_PER_ADDRESS:
            return False
        lately = timezone.now() - timedelta(days=settings.SIGN_IN_KNOWN_DAYS)
        name = get_client_username(request, credentials)
        return not AccessLog.objects.filter(username=name, ip_address=address, attempt_time__gte=lately).exists()
