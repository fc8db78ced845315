"""Passkeys, as django-otp-webauthn checks them, for the admin's host."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django_otp_webauthn.exceptions import OTPWebAuthnApiError
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.models import WebAuthnCredential
from django_otp_webauthn.utils import rewrite_exceptions
from webauthn.helpers.structs import UserVerificationRequirement

from hub.accounts.factors.actions import FactorError, require_room, tell_added
from hub.admin_host import admin_host, admin_origin
from hub.models import User

Answer = dict[str, Any]  # of a browser, as JSON has it
# In the session, while the browser asks the person: one for each of the two ceremonies, used once.
_REGISTRATION, _SIGN_IN = "passkey_registration", "passkey_sign_in"
# What a made-up answer of a browser may run into besides the library's own refusals.
_MALFORMED = (OTPWebAuthnApiError, ValueError, TypeError, KeyError, AttributeError)


class GroupPasskeys(WebAuthnHelper):
    """A passkey is of one host, and is asked for its owner's finger or code wherever it can be."""

    def get_relying_party_domain(self) -> str:
        return admin_host()

    def get_relying_party_name(self) -> str:
        return settings.WAGTAIL_SITE_NAME

    def get_allowed_origins(self) -> list[str]:
        return [admin_origin()]

    def get_generate_authentication_options_kwargs(self, **known: Any) -> dict[str, Any]:
        return {
            **super().get_generate_authentication_options_kwargs(**known),
            "user_verification": UserVerificationRequirement.PREFERRED,
        }


def begin_registration(request: HttpRequest) -> dict[str, Any]:
    options, request.session[_REGISTRATION] = GroupPasskeys(request).register_begin(request.user)
    return options


def complete_registration(person: User, name: str, answer: Answer, request: HttpRequest) -> WebAuthnCredential:
    """Runs in a transaction.

    Raises:
        FactorError: the browser's answer is none to what was asked, or the person has too many factors.
    """
    state = request.session.pop(_REGISTRATION, None)
    require_room(person)
    try:
        with rewrite_exceptions():
            device = GroupPasskeys(request).register_complete(person, _known(state), answer)
    except _MALFORMED as reason:
        raise FactorError("通行密钥没有登记成功，请重试。") from reason
    device.name = name
    device.save(update_fields=["name"])
    tell_added(person, "passkey", device, request)
    return device


def begin_sign_in(request: HttpRequest) -> dict[str, Any]:
    options, request.session[_SIGN_IN] = GroupPasskeys(request).authenticate_begin(
        request.user, require_user_verification=False
    )
    return options


def complete_sign_in(person: User, answer: Answer, request: HttpRequest) -> WebAuthnCredential | None:
    """The person's passkey that has answered; None if it is another's, or has not answered what was asked."""
    state = request.session.pop(_SIGN_IN, None)
    try:
        with rewrite_exceptions():
            device = GroupPasskeys(request).authenticate_complete(person, _known(state), answer)
    except _MALFORMED:
        return None
    return device if device.confirmed else None


def _known(state: dict[str, Any] | None) -> dict[str, Any]:
    if state is None:
        raise ValueError("Nothing was asked, or it has been answered before")
    return state
