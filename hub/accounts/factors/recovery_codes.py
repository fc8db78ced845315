"""Codes for the day on which the second factor is lost. Each works once; only hashes of them are stored."""

from __future__ import annotations

from base64 import b32encode
from os import urandom

from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.plugins.otp_static.models import StaticDevice

from hub.models import User

NUMBER = 10


def new_codes(person: User) -> list[str]:
    """Ten new ones, like "k3x9-m2qf-7w4a"; the old ones are void. Shown now and never again."""
    codes = [_new_code() for _ in range(NUMBER)]
    with transaction.atomic():
        person.staticdevice_set.all().delete()
        device = StaticDevice.objects.create(user=person, name="恢复码")
        device.token_set.bulk_create([device.token_set.model(device=device, token=hidden_code(code)) for code in codes])
    return codes


def codes_left(person: User) -> int:
    return sum(device.token_set.count() for device in person.staticdevice_set.all())


def hidden_code(typed: str) -> str:
    """As it is stored: 16 characters of a keyed hash, of the letters and digits alone."""
    plain = "".join(letter for letter in typed.lower() if letter.isalnum())
    return salted_hmac("hub.accounts.recovery_codes", plain, algorithm="sha256").hexdigest()[:16]


def _new_code() -> str:
    """60 bits."""
    letters = b32encode(urandom(8)).decode().lower()[:12]
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))
