from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from hub.accounts.enums import SignInState
from hub.accounts.sessions.actions import end_session, see
from hub.accounts.sessions.standing import UNFINISHED_PATHS, Standing

ADMIN = "/admin/"
# For everybody, signed in or not.
OPEN_PATHS = (
    "/admin/login/", "/admin/password_reset/", "/admin/begin/", "/admin/jsi18n/", "/admin/sprite/", "/admin/session/",
)  # fmt: skip
# What open pages ask for by themselves: nobody need be there.
PASSIVE_PATHS = ("/admin/editing-sessions/", "/admin/session/", "/admin/jsi18n/", "/admin/sprite/")
# Keeps the browser's cookie once its sign-in is over.
WAS_HERE_KEY = "was_signed_in"
NEXT_STEP = {SignInState.VERIFY: "accounts:verify", SignInState.ENROL: "accounts:factors"}
WHAT_TO_DO = {
    SignInState.ENDED: "登录已结束，请重新登录。",
    SignInState.VERIFY: "请先完成二次验证。",
    SignInState.ENROL: "您的职责要求使用二次验证，请先设置一种验证方式。",
}


class SignInMiddleware:
    """Whose sign-in is over, or not complete, is nobody: on every page, the public ones and files included.

    Who then sends a form of the admin gets it back, to be sent once the sign-in is there again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.standing = Standing(request, request.user)
        request.user = SimpleLazyObject(request.standing.user)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.path.startswith(ADMIN):
            return None
        standing: Standing = request.standing
        state = standing.state
        if state == SignInState.OUT:
            # Who was signed in in this browser may have been told of the end by another page.
            known = settings.SESSION_COOKIE_NAME in request.COOKIES
            return _given_back(request, SignInState.ENDED) if known else None
        if state == SignInState.ENDED:
            return _ended(request, standing)
        if state == SignInState.IN and not standing.person.has_perm("wagtailadmin.access_admin"):
            return _without_office(request, standing)
        if standing.row is not None and not request.path.startswith(PASSIVE_PATHS):
            see(standing.row)
        if state == SignInState.IN or request.path.startswith((UNFINISHED_PATHS[state], *OPEN_PATHS)):
            return None
        return _given_back(request, state) or redirect(_way_to_complete(request, state))


def _ended(request: HttpRequest, standing: Standing) -> HttpResponse | None:
    if standing.row is not None:
        end_session(standing.row, standing.ended_because, request)
    request.session.flush()
    request.session[WAS_HERE_KEY] = True
    if request.path.startswith(OPEN_PATHS):
        return None
    answer = _given_back(request, SignInState.ENDED)
    if answer is None:
        messages.warning(request, f"{standing.ended_because}，请重新登录。")
    return answer


def _without_office(request: HttpRequest, standing: Standing) -> HttpResponse | None:
    """Nothing is left that could be done here: the last appointment has ended."""
    if standing.row is not None:
        end_session(standing.row, "没有职责", request)
    request.session.flush()
    if request.path.startswith(OPEN_PATHS):
        return None
    messages.error(request, "您目前没有登记任何职责，不能使用管理平台。请联系市网络信息中心。")
    return redirect_to_login(request.get_full_path(), reverse("wagtailadmin_login"))


def _way_to_complete(request: HttpRequest, state: SignInState) -> str:
    back = request.get_full_path() if request.method == "GET" else ADMIN
    return f"{reverse(NEXT_STEP[state])}?{urlencode({'next': back})}"


def _given_back(request: HttpRequest, state: SignInState) -> HttpResponse | None:
    """A page that holds what was sent, with the button to send it again; None where it was no form.

    CSRF is checked by now: nobody else can have filled it in. Passwords are not given back.
    """
    if request.method != "POST" or not request.accepts("text/html") or request.path.startswith(OPEN_PATHS):
        return None
    kept = [name for name in request.POST if name != "csrfmiddlewaretoken" and "password" not in name]
    way = reverse(NEXT_STEP.get(state, "wagtailadmin_login"))
    context = {
        "fields": [(name, value) for name in kept for value in request.POST.getlist(name)],
        "lost_files": [file.name for file in request.FILES.values()],
        "way": f"{way}?{urlencode({'next': reverse('accounts:back')})}",
        "what_to_do": WHAT_TO_DO[state],
    }
    response = render(request, "accounts/given_back.html", context, status=403)
    add_never_cache_headers(response)
    return response
