"""The proof of those without scripts: the form was shown some seconds ago, and few come from one address."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from hub.proof_of_work.challenges import is_spent
from hub.rate_limits import seconds_to_wait

LIFETIME = timedelta(hours=12)  # some people take long to write
LONGEST = 300
_signer = signing.Signer(salt="hub.proof_of_work.waiting")

TRAPPED = "请把“网址”一栏清空后再提交：它是给自动程序设的。您填写的其他内容还在。"
TOO_OLD = "这一页打开得太久了，您填写的内容还在，请再提交一次。"
TOO_SOON = "提交得太快，请等 {} 秒再提交一次：这里用等待来分辨人和自动程序。您填写的内容还在。"
TOO_OFTEN = "从您的网络提交得太多，请等 {} 分钟再试；您填写的内容还在。打开浏览器的脚本（JavaScript）后没有这个限制。"


def new_stamp() -> str:
    """When this form was shown, signed, and unlike all others."""
    return _signer.sign_object([int(timezone.now().timestamp()), secrets.token_urlsafe(9)])


def waited(stamp: str, trap: str) -> str:
    """The stamp as a key for `challenges.spend`.

    Raises:
        ValidationError: something is in the field that nobody sees; it is no stamp, too old, or too young.
    """
    if trap.strip():
        raise ValidationError(TRAPPED, code="trap")
    age = _age(stamp)
    if age is None:
        raise ValidationError(TOO_OLD, code="stamp")
    if (left := settings.WAITING_PROOF_SECONDS - age) > 0:
        raise ValidationError(TOO_SOON.format(left), code="too-soon")
    return stamp


def is_usable(stamp: str) -> bool:
    """Whether it may go on counting in the form that is shown again."""
    return _age(stamp) is not None and not is_spent(stamp)


def refuse_too_many(request: HttpRequest) -> None:
    """
    Raises:
        ValidationError
    """
    if seconds := seconds_to_wait(request, "waiting-proof", settings.WAITING_PROOF_RATE):
        raise ValidationError(TOO_OFTEN.format(-(-seconds // 60)), code="too-often")


def _age(stamp: str) -> int | None:
    """Seconds; None of what is no stamp of ours, or too old."""
    if len(stamp) > LONGEST:
        return None
    try:
        shown_at, _nonce = _signer.unsign_object(stamp)
    except (signing.BadSignature, ValueError):
        return None
    age = int(timezone.now().timestamp()) - shown_at
    return age if age <= LIFETIME.total_seconds() else None
