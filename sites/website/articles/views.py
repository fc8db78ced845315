"""What can be fetched beside an article: `article.pdf` and `qr.svg` below its address."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from sites.pages.articles.sharing import public_address
from sites.pages.models.article_page import ArticlePage
from sites.website.articles.document import document_of
from sites.website.articles.pdf_store import PdfUnavailable, pdf_name, stored_pdf
from sites.website.articles.qr_code import qr_code_svg
from sites.website.page_addresses import live_page

RETRY_SECONDS = 20


@require_safe
def article_pdf(request: HttpRequest, path: str) -> HttpResponseBase:
    """The article as a PDF, in the variant asked for.

    Raises:
        Http404: there is no public article at `path`.
    """
    article = _article(request, path)
    html, css, base_url = document_of(article, request)
    name = pdf_name(article.pk, request.variant, html, css)
    etag = f'"{name.rpartition("-")[2]}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    try:
        file = stored_pdf(name, lambda: _make(html, css, base_url))
    except PdfUnavailable:
        return _unavailable(request)
    response = FileResponse(file, content_type="application/pdf", filename=f"{article.title[:80]}.pdf")
    response.headers["ETag"] = etag
    # The same text as the page: search engines take the page.
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f'<{base_url}>; rel="canonical"'
    return response


@require_safe
def article_qr_code(request: HttpRequest, path: str) -> HttpResponse:
    """The article's address for a phone's camera.

    Raises:
        Http404: there is no public article at `path`.
    """
    _article(request, path)
    url = public_address(request, f"/{path}")
    response = HttpResponse(qr_code_svg(url, "本页网址的二维码"), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _make(html: str, css: str, base_url: str) -> bytes:
    # Late: it takes a second to load, and needs libraries of the system.
    from hub.pdf.making import make_pdf

    return make_pdf(html, css, base_url)


def _article(request: HttpRequest, path: str) -> ArticlePage:
    page = live_page(request, path)
    if not isinstance(page, ArticlePage):
        raise Http404
    request._served_page = page  # whose site this is
    return page


def _unavailable(request: HttpRequest) -> HttpResponse:
    words = {"status": 503, "title": "暂时不能生成 PDF", "advice": "请稍后再试，或者用浏览器的打印功能存成 PDF。"}
    response = render(request, "errors/error.html", words, status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
