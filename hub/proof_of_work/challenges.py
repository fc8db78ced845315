"""Challenges and their solutions in ALTCHA's protocol (proof of work v2). No row is kept of either."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

import altcha
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac

LIFETIME = timedelta(minutes=20)
LONGEST = 4096
ALGORITHM = "PBKDF2/SHA-256"

EXPIRED = "验证已经过期，您填写的内容还在，请再提交一次。"
WRONG = "验证没有通过，您填写的内容还在，请再提交一次。"
SPENT = "这次验证已经用过，可能刚才已经提交成功。如果没有，请再提交一次。"


def new_challenge() -> dict[str, Any]:
    """What a browser has to solve: at most PROOF_OF_WORK_TRIES tries, half of them on average."""
    challenge = altcha.create_challenge(
        ALGORITHM,
        settings.PROOF_OF_WORK_ROUNDS,
        counter=secrets.randbelow(settings.PROOF_OF_WORK_TRIES),
        expires_at=timezone.now() + LIFETIME,
        hmac_secret=_key("challenge"),
        hmac_key_secret=_key("solution"),
    )
    return challenge.to_dict()


def solved(payload: str) -> str:
    """The challenge that `payload` is a solution of, as a key for `spend`.

    Raises:
        ValidationError: it is none, or its time is over.
    """
    if len(payload) > LONGEST:
        raise ValidationError(WRONG, code="proof")
    result = altcha.verify_solution(payload, _key("challenge"), hmac_key_secret=_key("solution"))
    if result.expired:
        raise ValidationError(EXPIRED, code="expired")
    if not result.verified:
        raise ValidationError(WRONG, code="proof")
    return str(altcha.Payload.from_base64(payload).challenge.signature)


def spend(key: str, lifetime: timedelta = LIFETIME) -> None:
    """Each proof counts once, for as long as it could count at all.

    Raises:
        ValidationError: it has counted.
    """
    if not cache.add(_cache_key(key), 1, int(lifetime.total_seconds())):
        raise ValidationError(SPENT, code="spent")


def is_spent(key: str) -> bool:
    return cache.has_key(_cache_key(key))


def _cache_key(key: str) -> str:
    return f"proof-of-work:{sha256(key.encode()).hexdigest()}"


def _key(purpose: str) -> str:
    return salted_hmac("hub.proof_of_work", purpose, algorithm="sha256").hexdigest()
