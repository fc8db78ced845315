"""Error pages. `hub.urls` and the settings name these views."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from wagtail.models import Site

from hub.logging.request_id import current_request_id
from hub.sent_files.quota import TOO_LARGE, BodyTooLarge
from hub.variants.enums import Variant
from sites.website.errors.likely_pages import likely_pages
from sites.website.errors.missing_page import look_up, taken_down_at
from sites.website.notices.current import is_group_mourning

FILES = ("/static/", "/media/")
NOT_FOUND = ("页面不存在", "网址可能有误，或者页面已经移走。")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400; or 413 for a body that was not read to its end (RFC 9110, 15.5.14)."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        advice = str(exception) if isinstance(exception, BodyTooLarge) else TOO_LARGE
        return _error(request, 413, "提交的内容过大", advice)
    title, advice = "请求有误", "请检查网址后重试。"
    return dressed_error(request, 400, title, advice) if _has_site(request) else plain_error(400, title, advice)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    advice = str(exception or "") or "您没有查看本页的权限。如有需要，请联系市网络信息中心。"
    return _error(request, 403, "没有权限", advice)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; or 410 for what was public here and has been taken down (RFC 9110, 15.5.11)."""
    missing = None if request.path.startswith(FILES) else look_up(request)
    if missing is None:
        return plain_error(404, *NOT_FOUND)
    taken_down = taken_down_at(request, missing)
    context = {"likely_pages": likely_pages(request, missing), "taken_down": taken_down, "offers_search": True}
    if taken_down is None:
        return dressed_error(request, 404, *NOT_FOUND, **context)
    return dressed_error(request, 410, "本页已撤下", "", **context)


def server_error(request: HttpRequest) -> HttpResponse:
    """Asks nothing of anybody: what failed may fail again. A database that is away will be back (503)."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable("暂时无法访问", "请稍后再试。", current_request_id())
    told = "工作人员已收到通知，" if settings.ERRORS_ARE_MAILED else ""
    return plain_error(
        500, "暂时无法显示", f"系统出现问题，{told}请稍后再试。", settings.WAGTAIL_SITE_NAME, current_request_id()
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A lost session: nothing was saved, and the browser's own back button still holds what was typed."""
    advice = (
        "登录已过期或浏览器禁用了 Cookie，本次提交没有保存。请按浏览器的“后退”键，您填写的内容还在；重新登录后再提交。"
    )
    return _error(request, 403, "提交未成功", advice)


def unavailable(title: str, advice: str, number: str = "") -> HttpResponse:
    response = plain_error(503, title, advice, settings.WAGTAIL_SITE_NAME, number)
    response.headers["Retry-After"] = str(settings.RETRY_AFTER)
    return response


def dressed_error(request: HttpRequest, status: int, title: str, advice: str, **context: Any) -> HttpResponse:
    """In the dress of the site asked for."""
    context |= {"status": status, "title": title, "advice": advice}
    # The English page has words of its own for each status.
    in_english = getattr(request, "variant", Variant.SIMPLIFIED) == Variant.ENGLISH
    template = "english/error.html" if in_english else "errors/error.html"
    return _for_people_only(render(request, template, context, status=status))


def plain_error(status: int, title: str, advice: str, name: str = "", number: str = "") -> HttpResponse:
    """No header, navigation or links of a site, and no question to the database.

    `name` says whose server this is; by `number`, the id of the request, a failure is found in the log.
    """
    context = {"status": status, "title": title, "advice": advice, "name": name, "number": number}
    context["is_mourning"] = is_group_mourning()
    return _for_people_only(HttpResponse(render_to_string("errors/plain.html", context), status=status))


def _error(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    # An unknown host gets the plain page: whoever points a name at this server gets no page of the group under it.
    answer = dressed_error(request, status, title, advice) if _has_site(request) else plain_error(status, title, advice)
    return answer


def _has_site(request: HttpRequest) -> bool:
    try:
        return Site.find_for_request(request) is not None
    except DisallowedHost:
        return False


def _for_people_only(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    if response.status_code >= 500:
        response.headers["Cache-Control"] = "no-store"
    return response
