"""What views about one's own sign-in have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_otp import login as otp_login
from django_otp.models import Device

from hub.accounts.sessions.actions import is_confirmed

View = Callable[..., HttpResponse]
HOME = "/admin/"


def safe_next(request: HttpRequest) -> str:
    """Where the person was going, if that is here; else the first page of the admin."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    is_here = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if is_here else HOME


def confirmed(view: View) -> View:
    """Leads to the password first, unless it was given a few minutes ago: a browser left open changes no factor."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else reverse("accounts:factors")
        url = f"{reverse('accounts:confirm')}?{urlencode({'next': back})}"
        return redirect(url) if request.accepts("text/html") else JsonResponse({"confirm": url}, status=403)

    return asked


def complete(request: HttpRequest, device: Device) -> None:
    """The second factor is there: under a new key, so that one that was known before is worth nothing."""
    otp_login(request, device)
    request.session.cycle_key()
