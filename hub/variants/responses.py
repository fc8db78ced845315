"""A response on its way out, put into the variant that was asked for."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from hub.variants.conversion import Converter
from hub.variants.current_converter import current_converter
from hub.variants.enums import Variant
from hub.variants.json_text import convert_json
from hub.variants.links import GroupLinks, links_of
from hub.variants.markup import convert_html
from hub.variants.xml_text import convert_xml

logger = logging.getLogger(__name__)

Pass = Callable[[str, Converter | None, GroupLinks], str]
# In place of this a page says that it could not be converted; a page without it says so at its beginning.
NOTE_PLACE = "<!--variant-note-->"
BODY = re.compile(r"<body(?:\s[^>]*)?>", re.IGNORECASE)
NOTE = '<p class="variant-note wrap" role="note" lang="zh-Hant">繁體轉換暫時無法使用，本頁以簡體顯示。</p>'


def to_variant(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """`response` in the request's variant: its words, its links, where it redirects to. What is no text passes."""
    if "Location" in response.headers:
        _keep_redirect(request, response)
    convert = None if response.streaming or "Content-Encoding" in response.headers else _pass_for(response)
    if convert is not None and response.content:
        _convert(request, response, convert)
    return response


def in_script(request: HttpRequest, text: str) -> str:
    """Plain text in the script of `request`'s variant: for what the pass over responses does not reach.

    That is the content of scripts (JSON-LD), PDF and other files, mail. Text that cannot be converted stays as it is.
    """
    if getattr(request, "variant", Variant.SIMPLIFIED) != Variant.TRADITIONAL:
        return text
    try:
        return _converter(request)(text)
    except Exception:
        logger.exception("No script conversion for a text of %s", request.path)
        return text


def _converter(request: HttpRequest) -> Converter:
    """One for a request: the corrections are looked up once."""
    if not hasattr(request, "_script_converter"):
        request._script_converter = current_converter()
    return request._script_converter


def _pass_for(response: HttpResponseBase) -> Pass | None:
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        return convert_html
    if kind in ("text/xml", "application/xml") or kind.endswith("+xml"):
        return convert_xml
    if kind == "application/json" or kind.endswith("+json"):
        return convert_json
    return None


def _convert(request: HttpRequest, response: HttpResponse, convert: Pass) -> None:
    charset = response.charset
    try:
        text = response.content.decode(charset)
        links = links_of(request, request.variant)
        converter = _converter(request) if request.variant == Variant.TRADITIONAL else None
        response.content = convert(text, converter, links).encode(charset)
    except Exception:
        # Whatever is wrong with OpenCC, its tables or the document: better the page as it is than none.
        logger.exception("No script conversion for %s", request.path)
        _say_so(request, response, convert)
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))
    response.headers.pop("ETag", None)


def _say_so(request: HttpRequest, response: HttpResponse, convert: Pass) -> None:
    """The page in the source's script, with a note; its links still stay in the variant, if that can be done."""
    add_never_cache_headers(response)
    if convert is not convert_html or request.variant != Variant.TRADITIONAL:
        return
    charset, errors = response.charset, "surrogateescape"
    text = response.content.decode(charset, errors)
    try:
        text = convert(text, None, links_of(request, request.variant))
    except Exception:
        logger.exception("No links in the variant for %s", request.path)
    if NOTE_PLACE in text:
        text = text.replace(NOTE_PLACE, NOTE, 1)
    else:
        text = BODY.sub(lambda found: found[0] + NOTE, text, count=1)
    response.content = text.encode(charset, errors)


def _keep_redirect(request: HttpRequest, response: HttpResponseBase) -> None:
    try:
        url = links_of(request, request.variant).stay(response.headers["Location"])
    except Exception:
        logger.exception("A redirect left its variant at %s", request.path)
        return
    if url:
        response.headers["Location"] = url
