"""A stranger's wrong passwords stop the stranger, not the official at another address (docs/accounts.md)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hub.accounts.lockout import sign_in_address
from hub.models import User
from tests.factories import PASSWORD, UserFactory
from tests.staffed import Staffed

STRANGER, OFFICE = "203.0.113.9", "198.51.100.7"
Try = Callable[..., int]


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings: Settings) -> None:
    settings.AXES_ENABLED = True
    settings.TRUSTED_PROXIES = ["127.0.0.1"]


def try_at(path: str, name: str, password: str, address: str, agent: str = "Firefox") -> int:
    """The status of the answer to one sign-in through the proxy. What the visitor says of addresses comes first."""
    client = Client(HTTP_HOST="portal.localhost", REMOTE_ADDR="127.0.0.1", HTTP_USER_AGENT=agent)
    headers = {"X-Forwarded-For": f"{OFFICE}, {address}"}
    return client.post(path, {"username": name, "password": password}, headers=headers).status_code


@pytest.fixture(params=["wagtailadmin_login", "wagtailcore_login"])
def sign_in(request: pytest.FixtureRequest) -> Try:
    """Each form that takes a name and a password."""
    path = reverse(request.param)

    def try_once(name: str, password: str, address: str, agent: str = "Firefox") -> int:
        return try_at(path, name, password, address, agent)

    return try_once


def test_a_stranger_does_not_lock_an_official_out(bureau: Staffed, settings: Settings, sign_in: Try) -> None:
    name = bureau.leader.username
    answers = [sign_in(name, "wrong", STRANGER, f"agent {each}") for each in range(settings.AXES_FAILURE_LIMIT)]
    assert answers == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    assert sign_in(name, PASSWORD, STRANGER) == 429
    assert sign_in(name, PASSWORD, OFFICE) == 302


def test_many_names_from_one_address_are_stopped(bureau: Staffed, settings: Settings, sign_in: Try) -> None:
    limit = settings.SIGN_IN_NAMES_PER_ADDRESS
    answers = [sign_in(f"name{number}", "Password123", STRANGER) for number in range(25)]
    assert answers == [200] * (limit - 1) + [429] * (25 - limit + 1)
    assert sign_in(bureau.leader.username, PASSWORD, STRANGER) == 429
    assert sign_in(bureau.leader.username, PASSWORD, OFFICE) == 302


def test_what_was_stopped_goes_on_after_the_pause(bureau: Staffed) -> None:
    path = reverse("wagtailadmin_login")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(12):
            try_at(path, f"name{number}", "Password123", STRANGER)
        assert try_at(path, bureau.leader.username, PASSWORD, STRANGER) == 429
        clock.shift(timedelta(minutes=16))
        assert try_at(path, bureau.leader.username, PASSWORD, STRANGER) == 302


def test_who_signed_in_from_there_is_not_shut_out_by_a_guest(bureau: Staffed, settings: Settings) -> None:
    path = reverse("wagtailadmin_login")
    assert try_at(path, bureau.leader.username, PASSWORD, OFFICE) == 302
    for number in range(settings.SIGN_IN_NAMES_PER_ADDRESS + 1):
        try_at(path, f"name{number}", "Password123", OFFICE)
    assert try_at(path, bureau.principal.username, PASSWORD, OFFICE) == 429
    assert try_at(path, bureau.leader.username, PASSWORD, OFFICE) == 302
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = try_at(path, bureau.leader.username, "wrong", OFFICE)
    assert answer == 429


def test_a_visitor_of_ipv6_is_one_whatever_address_of_the_network(db: None, settings: Settings) -> None:
    person: User = UserFactory()
    path = reverse("wagtailadmin_login")
    answers = [
        try_at(path, person.username, "wrong", f"2001:db8::{number + 1:x}")
        for number in range(settings.AXES_FAILURE_LIMIT)
    ]
    assert answers[-1] == 429
    assert AccessAttempt.objects.get().ip_address == "2001:db8::"


@pytest.mark.parametrize(("address", "expected"), [("", None), ("unknown", None), (STRANGER, STRANGER)])
def test_the_address_of_a_sign_in(address: str, expected: str | None) -> None:
    assert sign_in_address(RequestFactory().get("/", REMOTE_ADDR=address)) == expected


def test_an_address_that_is_not_known_is_nobodys(bureau: Staffed, settings: Settings) -> None:
    """All who come over a socket without a proxy's word would be one."""
    path = reverse("wagtailadmin_login")
    for number in range(settings.SIGN_IN_NAMES_PER_ADDRESS + 1):
        try_at(path, f"name{number}", "Password123", "unknown")
    assert try_at(path, bureau.leader.username, PASSWORD, "unknown") == 302
