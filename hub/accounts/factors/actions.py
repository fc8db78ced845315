"""A second factor is added, used, removed: each on record, and told to the person by mail."""

from __future__ import annotations

import time
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from hub.accounts.enums import SignInKind
from hub.accounts.factors import recovery_codes
from hub.accounts.factors.policy import must_have_factor
from hub.accounts.lockout import count_wrong_factor, is_locked
from hub.accounts.records import record_sign_in
from hub.models import SignInRecord, User
from hub.outbox import enqueue_mail

# By the kind that stands in addresses. Recovery codes are none: they replace one that is lost.
FACTORS: dict[str, type[Device]] = {"app": TOTPDevice, "passkey": WebAuthnCredential}
KIND_NAMES = {"app": "验证器", "passkey": "通行密钥"}
MOST_FACTORS = 10


class FactorError(Exception):
    """What is asked for is refused; what it says is read by people."""


def factors_of(person: User) -> list[tuple[str, Device]]:
    """(kind, device), in the order in which they were added."""
    found = [(kind, device) for kind, model in FACTORS.items() for device in model.objects.filter(user=person)]
    return sorted((pair for pair in found if pair[1].confirmed), key=lambda pair: pair[1].created_at)


def has_factor(person: User) -> bool:
    return any(model.objects.devices_for_user(person, confirmed=True).exists() for model in FACTORS.values())


def fits_key(key: str, code: str) -> TOTP | None:
    """The clock of an authenticator that shows `code` for `key` now, one step before or after; None if it does not."""
    if not _is_app_code(code):
        return None
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time()
    return totp if totp.verify(int(code), tolerance=1) else None


@transaction.atomic
def add_app(person: User, key: str, code: str, name: str, request: HttpRequest) -> TOTPDevice:
    """An authenticator app that has shown a right code. That code is used up.

    Raises:
        FactorError: the code does not fit, or the person has too many factors.
    """
    totp = fits_key(key, code)
    if totp is None:
        raise FactorError("验证码不对。请核对手机时间是否准确，输入最新的 6 位数字。")
    require_room(person)
    device: TOTPDevice = TOTPDevice.objects.create(user=person, key=key, name=name, last_t=totp.t())
    tell_added(person, "app", device, request)
    return device


def require_room(person: User) -> None:
    """Raises FactorError: there are too many. Two at once wait for each other."""
    User.objects.select_for_update().get(pk=person.pk)
    if len(factors_of(person)) >= MOST_FACTORS:
        raise FactorError(f"最多可以设置 {MOST_FACTORS} 种验证方式，请先删除不用的。")


def tell_added(person: User, kind: str, device: Device, request: HttpRequest) -> None:
    _tell(SignInKind.FACTOR_ADDED, person, f"{KIND_NAMES[kind]}“{device.name}”", request)


@transaction.atomic
def remove_factor(person: User, kind: str, key: int, request: HttpRequest) -> None:
    """With the last one the recovery codes go too.

    Raises:
        FactorError: the person must have one, and this is the last.
    """
    User.objects.select_for_update().get(pk=person.pk)
    device = FACTORS[kind].objects.filter(user=person, pk=key).first()
    if device is None:
        return
    others = [other for other in factors_of(person) if other != (kind, device)]
    if not others and must_have_factor(person):
        raise FactorError("您的职责要求使用二次验证，不能删除最后一种验证方式。请先增加另一种。")
    name = f"{KIND_NAMES[kind]}“{device.name}”"
    device.delete()
    if not others:
        person.staticdevice_set.all().delete()
    _tell(SignInKind.FACTOR_REMOVED, person, name, request)


@transaction.atomic
def renew_codes(person: User, request: HttpRequest) -> list[str]:
    codes = recovery_codes.new_codes(person)
    _tell(SignInKind.FACTOR_ADDED, person, "一组新的恢复码", request)
    return codes


def remove_all_factors(person: User) -> None:
    """For a reset by two people, which says so itself."""
    for model in (*FACTORS.values(), StaticDevice):
        model.objects.filter(user=person).delete()


def verify_code(person: User, code: str, request: HttpRequest) -> Device | None:
    """The authenticator or the set of recovery codes that `code` is of; None if it fits none, or none may be asked now.

    A code is good once. Wrong ones make the device wait longer and longer, and count for the lock-out.
    """
    if is_locked(request, person):
        return None
    plain = "".join(code.split())
    model, token = (TOTPDevice, plain) if _is_app_code(plain) else (StaticDevice, recovery_codes.hidden_code(plain))
    with transaction.atomic():
        devices = list(model.objects.devices_for_user(person, confirmed=True).select_for_update())
        found = next((device for device in devices if device.verify_token(token)), None)
        for device in devices if found else []:
            device.throttle_reset()  # those asked before the right one are not to blame
    if found is None:
        count_wrong_factor(request, person)
    elif model is StaticDevice:
        _tell_code_used(person, recovery_codes.codes_left(person), request)
    return found


def seconds_to_wait(person: User) -> int:
    """How long no code is looked at after wrong ones; 0 if the next one is."""
    waits = []
    for model in (TOTPDevice, StaticDevice):
        for device in model.objects.devices_for_user(person, confirmed=True):
            allowed, why = device.verify_is_allowed()
            waits.append(0 if allowed else _seconds_until(why))
    return max(waits, default=0)


def _seconds_until(why: dict[str, Any]) -> int:
    return max(1, int((why["locked_until"].timestamp() - time.time()) + 1))


def _is_app_code(code: str) -> bool:
    return len(code) == 6 and code.isascii() and code.isdigit()


def _tell_code_used(person: User, left: int, request: HttpRequest) -> None:
    record = record_sign_in(SignInKind.FACTOR, person, request, detail=f"使用恢复码，还剩 {left} 个")
    _mail(person, record, "使用了一个恢复码登录", f"还剩 {left} 个恢复码。")


def _tell(kind: SignInKind, person: User, what: str, request: HttpRequest) -> None:
    record = record_sign_in(kind, person, request, detail=what)
    _mail(person, record, kind.label, f"{kind.label}：{what}。")


def _mail(person: User, record: SignInRecord, subject: str, text: str) -> None:
    body = (
        f"您的账号（{person.get_username()}）{subject}。\n\n{text}\n\n浏览器：{record.browser}\n\n"
        "如果不是您本人操作，请立即联系网络信息中心。"
    )
    enqueue_mail(key=f"sign-in:{record.pk}", recipient=person.email, subject="您的账号：二次验证有变动", body=body)
