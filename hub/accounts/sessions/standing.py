"""How far the sign-in of a request has come. Asked once a request, and only where somebody asks."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from hub.accounts.enums import SignInState
from hub.accounts.factors.actions import has_factor
from hub.accounts.factors.policy import must_have_factor
from hub.accounts.sessions.actions import session_row
from hub.models import SignInSession

# Where a person whose sign-in is not complete is that person: pages on which it is completed.
UNFINISHED_PATHS = {SignInState.VERIFY: "/admin/second-factor/", SignInState.ENROL: "/admin/factors/"}


class Standing:
    """`person` is as Django's session says, before any question of ours."""

    def __init__(self, request: HttpRequest, person: Any) -> None:
        self.request = request
        self.person = person

    @cached_property
    def row(self) -> SignInSession | None:
        return session_row(self.request, self.person)

    @cached_property
    def ended_because(self) -> str:
        """Why the sign-in is over, in words; "" while it is not."""
        now, row = timezone.now(), self.row
        if row is None or row.ended_at is not None:
            return "登录已被结束"
        if now >= row.lasts_until:
            return "一次登录的最长时间已到"
        return "长时间没有操作" if now >= row.idle_until else ""

    @cached_property
    def state(self) -> SignInState:
        if not self.person.is_authenticated:
            return SignInState.OUT
        if self.ended_because:
            return SignInState.ENDED
        if self.person.is_verified():
            return SignInState.IN
        if has_factor(self.person):
            return SignInState.VERIFY
        return SignInState.ENROL if must_have_factor(self.person) else SignInState.IN

    def user(self) -> Any:
        """Who the request is by, as far as anything but the completion of the sign-in is concerned."""
        way = UNFINISHED_PATHS.get(self.state)
        if self.state in (SignInState.OUT, SignInState.IN) or (way and self.request.path.startswith(way)):
            return self.person
        return AnonymousUser()
