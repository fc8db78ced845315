"""An authenticator app, and signing in with it step by step, for tests."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from hub.models import User
from tests.factories import PASSWORD

HOST = "portal.localhost"
VERIFY, FACTORS, HOME = "/admin/second-factor/", "/admin/factors/", "/admin/"


def code_of(key: str, steps: int = 0) -> str:
    """The six digits, `steps` half-minutes from now."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = (timezone.now() + timedelta(seconds=30 * steps)).timestamp()
    return f"{totp.token():06d}"


def wrong_code(key: str) -> str:
    """Six digits that no clock near this one shows."""
    near = {code_of(key, steps) for steps in range(-3, 4)}
    return next(
        code
        for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666", "777777")
        if code not in near
    )


def app_of(person: User, name: str = "手机验证器") -> TOTPDevice:
    return TOTPDevice.objects.create(user=person, name=name)


def signed_in(person: User, password: str = PASSWORD) -> Client:
    """A browser in which the password has been typed, and nothing else."""
    client = Client(HTTP_HOST=HOST)
    client.post(reverse("wagtailadmin_login"), {"username": person.username, "password": password})
    return client


def give(client: Client, code: str, next_url: str = "") -> int:
    return client.post(VERIFY, {"code": code, "next": next_url}).status_code


def way(client: Client, url: str = HOME) -> str:
    """Where the person is led who asks for a page of the admin; "" for the page itself."""
    response = client.get(url)
    return urlsplit(response.headers["Location"]).path if response.status_code == 302 else ""


def is_in(client: Client) -> bool:
    return client.get("/admin/session/").json()["state"] == "in"


def verified(person: User) -> Client:
    device, client = app_of(person), signed_in(person)
    assert give(client, code_of(device.key)) == 302
    return client
