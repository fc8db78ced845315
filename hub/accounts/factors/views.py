"""One's own second factors: looked at, added, removed."""

from __future__ import annotations

from base64 import b32encode

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from hub.accounts.access import complete, confirmed, safe_next
from hub.accounts.factors import actions, recovery_codes
from hub.accounts.factors.forms import AppForm, ConfirmForm, NameForm
from hub.accounts.factors.policy import must_have_factor
from hub.accounts.sessions.actions import confirm

# In the session, until a code has shown that the authenticator has it.
APP_KEY = "factor_app_key"
NEXT = "factor_next"


@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    if "next" in request.GET:
        request.session[NEXT] = safe_next(request)
    found = actions.factors_of(request.user)
    context = {
        "factors": [(kind, actions.KIND_NAMES[kind], device) for kind, device in found],
        "codes_left": recovery_codes.codes_left(request.user),
        "is_required": must_have_factor(request.user),
        "way_on": request.session.get(NEXT, ""),
        "passkey_form": NameForm(auto_id="passkey-%s"),
    }
    return render(request, "accounts/factors.html", context)


@sensitive_post_parameters()
def confirm_password(request: HttpRequest) -> HttpResponse:
    form = ConfirmForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        confirm(request)
        return redirect(safe_next(request))
    return render(request, "accounts/confirm.html", {"form": form, "next": safe_next(request)})


@sensitive_post_parameters()
@confirmed
def add_app(request: HttpRequest) -> HttpResponse:
    """The key is made here and goes nowhere but to the authenticator: the picture is drawn by this server."""
    key = request.session.get(APP_KEY) or random_hex(20)
    form = AppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = "".join(form.cleaned_data["code"].split())
        try:
            device = actions.add_app(request.user, key, code, form.cleaned_data["name"], request)
        except actions.FactorError as reason:
            form.add_error("code", str(reason))
        else:
            del request.session[APP_KEY]
            return after_adding(request, device)
    request.session[APP_KEY] = key
    device = TOTPDevice(user=request.user, key=key)
    text = b32encode(device.bin_key).decode()
    context = {
        "form": form,
        "picture": mark_safe(segno.make(device.config_url, error="m").svg_inline(omitsize=True)),  # noqa: S308  drawn above
        "key": " ".join(text[start : start + 4] for start in range(0, len(text), 4)),
        "url": device.config_url,
    }
    return render(request, "accounts/add_app.html", context)


def after_adding(request: HttpRequest, device: actions.Device) -> HttpResponse:
    """With the first factor, on to the recovery codes."""
    if not request.user.is_verified():
        complete(request, device)
    messages.success(request, f"已增加验证方式“{device.name}”。")
    has_codes = recovery_codes.codes_left(request.user) > 0
    return redirect("accounts:factors" if has_codes else "accounts:codes")


@require_POST
@confirmed
def remove(request: HttpRequest, factor_kind: str, factor_id: int) -> HttpResponse:
    if factor_kind not in actions.FACTORS:
        raise Http404
    try:
        actions.remove_factor(request.user, factor_kind, factor_id, request)
    except actions.FactorError as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "已删除这种验证方式。")
    return redirect("accounts:factors")


@confirmed
def codes(request: HttpRequest) -> HttpResponse:
    """Shown in the answer to the button, and nowhere afterwards."""
    if not actions.has_factor(request.user):
        return redirect("accounts:factors")
    made = actions.renew_codes(request.user, request) if request.method == "POST" else []
    context = {
        "codes": made,
        "codes_left": recovery_codes.codes_left(request.user),
        "way_on": request.session.get(NEXT, ""),
    }
    return render(request, "accounts/codes.html", context)
