"""The second factor at sign-in, after the password."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from hub.accounts.access import complete, safe_next
from hub.accounts.enums import SignInKind, SignInState
from hub.accounts.factors import actions
from hub.accounts.factors.forms import CodeForm
from hub.accounts.records import record_sign_in


@sensitive_post_parameters()
def verify(request: HttpRequest) -> HttpResponse:
    if request.standing.state == SignInState.IN:
        return redirect(safe_next(request))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wait = actions.seconds_to_wait(request.user)
        device = None if wait else actions.verify_code(request.user, form.cleaned_data["code"], request)
        if device is not None:
            complete(request, device)
            if not isinstance(device, actions.StaticDevice):  # whose use has a record of its own
                record_sign_in(SignInKind.FACTOR, request.user, request, detail=device.name)
            return redirect(safe_next(request))
        form.add_error("code", f"输错次数较多，请 {wait} 秒后再试。" if wait else "验证码不对，或者已经用过。")
    kinds = {kind for kind, _device in actions.factors_of(request.user)}
    context = {"form": form, "next": safe_next(request), "has_passkey": "passkey" in kinds, "has_app": "app" in kinds}
    return render(request, "accounts/verify.html", context)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Whoever has got as far as the password wants no more."""
    request.user = request.standing.person  # here nobody, as long as the sign-in is not complete
    logout(request)
    return redirect(reverse("wagtailadmin_home"))
