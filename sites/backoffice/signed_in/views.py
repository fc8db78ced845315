from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hub.accounts.sessions.actions import end_sessions
from hub.events import record_event
from hub.models import SignInSession, User
from sites.backoffice.signed_in.menu import may_end_sign_ins


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who is signed in now, person by person."""
    _require_right(request)
    found: dict[User, list[SignInSession]] = {}
    for row in SignInSession.objects.running().select_related("person").order_by("person", "-seen_at"):
        if row.person.is_active and row.password_mark == row.person.get_session_auth_hash():
            found.setdefault(row.person, []).append(row)
    return render(request, "accounts/signed_in.html", {"people": found.items()})


@require_POST
def end(request: HttpRequest, person_id: int) -> HttpResponse:
    _require_right(request)
    person = get_object_or_404(User, pk=person_id)
    number = end_sessions(person, f"由{request.user}结束", request)
    record_event("结束登录", str(person), f"结束{person}的 {number} 处登录。", actor=request.user)
    messages.success(request, f"已结束{person}的 {number} 处登录。")
    return redirect("signed_in:index")


def _require_right(request: HttpRequest) -> None:
    if not may_end_sign_ins(request.user):
        raise PermissionDenied
