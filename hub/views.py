"""Error pages, and media for installs without nginx."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.static import serve
from wagtail.models import Site


def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Renditions only. Originals and documents never leave through /media/: documents have their own checked view."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _error(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    # An unknown host gets the plain page: no site's header, navigation or links.
    template = "errors/error.html" if status != 500 and _has_site(request) else "errors/plain.html"
    return render(request, template, {"status": status, "title": title, "advice": advice}, status=status)


def _has_site(request: HttpRequest) -> bool:
    return Site.find_for_request(request) is not None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = render(
        request, "errors/plain.html", {"status": 400, "title": "请求有误", "advice": "请检查网址后重试。"}, status=400
    )
    return response


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    advice = (
        str(exception) if exception and str(exception) else "您没有查看本页的权限。如有需要，请联系市网络信息中心。"
    )
    return _error(request, 403, "没有权限", advice)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _error(request, 404, "页面不存在", "网址可能有误，或者页面已经移走。")


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(request, 500, "暂时无法显示", "系统出现问题，工作人员已收到通知，请稍后再试。")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A lost session: nothing was saved, and the browser's own back button still holds what was typed."""
    advice = (
        "登录已过期或浏览器禁用了 Cookie，本次提交没有保存。请按浏览器的“后退”键，您填写的内容还在；重新登录后再提交。"
    )
    return _error(request, 403, "提交未成功", advice)
