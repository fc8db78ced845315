"""What the script of the passkey buttons asks for. Answers are JSON; a refusal says in `message` what people read."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from hub.accounts.access import complete, confirmed, safe_next
from hub.accounts.enums import SignInKind
from hub.accounts.factors import passkeys
from hub.accounts.factors.actions import FactorError
from hub.accounts.factors.forms import NameForm
from hub.accounts.factors.views import after_adding
from hub.accounts.lockout import count_wrong_factor, is_locked
from hub.accounts.records import record_sign_in


@require_POST
@confirmed
def begin_registration(request: HttpRequest) -> HttpResponse:
    return JsonResponse(passkeys.begin_registration(request))


@require_POST
@confirmed
def complete_registration(request: HttpRequest) -> HttpResponse:
    sent = _sent(request)
    form = NameForm({"name": sent.get("name", "")})
    name = form.cleaned_data["name"] if form.is_valid() else NameForm.base_fields["name"].initial
    try:
        with transaction.atomic():
            device = passkeys.complete_registration(request.user, name, _answer_in(sent), request)
    except FactorError as reason:
        return _refused(str(reason))
    return JsonResponse({"next": after_adding(request, device).headers["Location"]})


@require_POST
def begin_sign_in(request: HttpRequest) -> HttpResponse:
    return JsonResponse(passkeys.begin_sign_in(request))


@require_POST
def complete_sign_in(request: HttpRequest) -> HttpResponse:
    person = request.user
    device = (
        None if is_locked(request, person) else passkeys.complete_sign_in(person, _answer_in(_sent(request)), request)
    )
    if device is None:
        count_wrong_factor(request, person)
        return _refused("这个通行密钥不能用于您的账号，请换一种方式。")
    complete(request, device)
    record_sign_in(SignInKind.FACTOR, person, request, detail=device.name)
    return JsonResponse({"next": safe_next(request)})


def _refused(message: str) -> HttpResponse:
    return JsonResponse({"message": message}, status=422)


def _sent(request: HttpRequest) -> dict[str, Any]:
    """What the script sends; nothing of what anybody else does."""
    if request.content_type != "application/json":
        return {}
    try:
        sent = json.loads(request.body)
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}


def _answer_in(sent: dict[str, Any]) -> dict[str, Any]:
    answer = sent.get("answer")
    return answer if isinstance(answer, dict) else {}
