"""What a document that changes others, or is changed by others, must not say when it is sent for approval."""

from __future__ import annotations

from opencat.enums import LinkKind
from opencat.models import DocumentLink
from opencat.versions.links import not_public_yet, problems_by_row
from opencat.versions.locks import REFUSAL, is_abolished
from opencat.versions.rules import ENDING_KINDS
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage


def versions_element(page: ArticlePage) -> dict[str, str]:
    """By field, in Chinese."""
    if is_abolished(page):
        return {"validity": REFUSAL}
    found = _state(page)
    if problems := problems_by_row(page):
        found["document_links"] = "".join(dict.fromkeys(problem for _link, problem in problems))
    elif titles := not_public_yet(page):
        names = "".join(f"《{title}》" for title in titles)
        found["document_links"] = f"所解读的{names}还没有公开，请在它公开之后再送审解读。"
    return found


def _state(page: ArticlePage) -> dict[str, str]:
    """A document says of itself what public documents have made of it."""
    if page.pk is None:
        return {}
    links = DocumentLink.objects.in_effect().filter(target=page.pk, page__live=True).exclude(kind=LinkKind.INTERPRETS)
    for kind, title in links.order_by("pk").values_list("kind", "page__title"):
        if kind in ENDING_KINDS and page.validity != Validity.ABOLISHED:
            return {"validity": f"本文件已被公开的《{title}》废止或替代，有效性应为“已废止”。"}
        if kind == LinkKind.AMENDS and page.validity == Validity.IN_FORCE:
            return {"validity": f"本文件已被公开的《{title}》修改，有效性应为“已修改”。"}
    return {}
