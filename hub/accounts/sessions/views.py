"""Where one is signed in, and what open pages ask about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hub.accounts.enums import SignInState
from hub.accounts.sessions.actions import end_session, end_sessions, running_sessions, see
from hub.accounts.sessions.rules import masked_address

OWN_WISH = "本人结束"


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    rows = [(row, masked_address(row.address)) for row in running_sessions(request.user)]
    return render(request, "accounts/sessions.html", {"rows": rows, "own": request.standing.row})


@require_POST
def end(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """One of one's own."""
    row = request.user.sign_in_sessions.filter(pk=sign_in_id).first()
    if row is not None and end_session(row, OWN_WISH, request):
        messages.success(request, "已结束这次登录。")
    return redirect("accounts:sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    number = end_sessions(request.user, OWN_WISH, request, besides=request.standing.row)
    messages.success(request, f"已结束其他 {number} 处登录。")
    return redirect("accounts:sessions")


def status(request: HttpRequest) -> HttpResponse:
    """For the script on open pages: how long the sign-in lasts. POST: somebody is there, and types."""
    standing = request.standing
    answer: dict[str, object] = {"state": standing.state.value, "token": get_token(request)}
    if standing.state == SignInState.IN:
        row = standing.row
        if request.method == "POST":
            see(row)
        now = timezone.now()
        idle, longest = row.idle_until - now, row.lasts_until - now
        answer |= {
            "person": standing.person.pk,
            "seconds": max(0, int(min(idle, longest).total_seconds())),
            "can_stay": longest > idle,
        }
    return JsonResponse(answer)


@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """The end of a sign-in that was made for a form that waits in another tab."""
    return render(request, "accounts/back.html", {"is_in": request.standing.state == SignInState.IN})
