"""An authenticator app, for tests: what it shows for a key at a time."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from hub.models import User


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
