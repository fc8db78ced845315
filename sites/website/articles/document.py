"""An article as one HTML document to be printed: what WeasyPrint is given."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from hub.pdf.offer import pdf_style
from hub.variants.current_converter import current_converter
from hub.variants.enums import Variant
from hub.variants.links import links_of
from hub.variants.markup import convert_html
from sites.pages.articles.context import text_context
from sites.pages.articles.sharing import public_address
from sites.pages.models.article_page import ArticlePage
from sites.website.articles.qr_code import qr_code_svg

TEMPLATE = "pages/article_pdf.html"


def document_of(article: ArticlePage, request: HttpRequest) -> tuple[str, str, str]:
    """HTML, CSS and base URL in the variant asked for. Page numbers are words too: the CSS is converted as well."""
    url = public_address(request, request.path.rpartition("/")[0] + "/")
    qr_code = qr_code_svg(url, "本页网址的二维码", inline=True)
    context = {**text_context(article), "page": article, "url": url, "qr_code": qr_code}
    html, css = render_to_string(TEMPLATE, context, request), pdf_style()
    if request.variant == Variant.TRADITIONAL:
        convert = current_converter()
        html, css = convert_html(html, convert, links_of(request, request.variant)), convert(css)
    return html, css, url
