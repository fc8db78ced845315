"""What the page of a document says of the documents around it: both ways, only what the public may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from opencat.enums import VERSION_KINDS, LinkKind
from opencat.models import DocumentLink
from sites.pages.models.article_page import ArticlePage
from sites.pages.restrictions import below_restriction
from sites.pages.translation.locales import source_locale_id

SHORTEST_CHAIN = 3
DOES = {
    LinkKind.AMENDS: "本文件修改了",
    LinkKind.REPLACES: "本文件替代了",
    LinkKind.ABOLISHES: "本文件废止了",
    LinkKind.INTERPRETS: "本文件解读了",
}
SUFFERS = {
    LinkKind.AMENDS: "本文件已被修改，见",
    LinkKind.REPLACES: "本文件已被替代，见",
    LinkKind.ABOLISHES: "本文件已被废止，见",
    LinkKind.INTERPRETS: "政策解读",
}
# Along links that change a document, from `page` in both directions, over what is public and in effect
# (`DocumentLinkQuerySet.in_effect`). UNION ends circles.
_CONNECTED = """
    WITH RECURSIVE connected(id) AS (
        SELECT CAST(%s AS bigint)
        UNION
        SELECT CASE WHEN link.page_id = connected.id THEN link.target_id ELSE link.page_id END
        FROM connected
        JOIN opencat_documentlink link ON link.page_id = connected.id OR link.target_id = connected.id
        JOIN wagtailcore_page page ON page.id = link.page_id AND page.live
        JOIN pages_articlepage source ON source.page_ptr_id = link.page_id
        JOIN pages_articlepage target ON target.page_ptr_id = link.target_id
        WHERE link.kind IN ('amends', 'replaces', 'abolishes') AND (
            source.unit_id = target.unit_id OR EXISTS (
                SELECT 1 FROM approval_removalrequest decision
                WHERE decision.kind = 'restate' AND decision.status = 'approved' AND decision.object_id = link.target_id
                AND decision.because_of_id = link.page_id AND decision.relation = link.kind
            )
        )
    )
    SELECT id FROM connected
"""
# Large or of no use here.
_UNSHOWN = ("body", "records", "search_description", "summary")


@dataclass(frozen=True)
class Related:
    """A document at the other end, with what it says of the link: 第三条."""

    document: ArticlePage
    note: str


@dataclass
class Relations:
    """`groups` are (words, documents), in the order in which a reader wants them; `chain` the versions by date."""

    groups: list[tuple[str, list[Related]]] = field(default_factory=list)
    interpretations: list[Related] = field(default_factory=list)
    chain: list[ArticlePage] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.groups or self.interpretations)


def relations_of(article: ArticlePage) -> Relations:
    """One query. A preview of a draft shows the links of what is stored."""
    if article.pk is None or article.is_translation:
        return Relations()
    links = list(_public_links(article))
    does = _grouped(DOES, [(link.kind, link.target, link.note) for link in links if link.page_id == article.pk])
    suffers = _grouped(SUFFERS, [(link.kind, link.page, link.note) for link in links if link.target_id == article.pk])
    interpretations = suffers.pop(SUFFERS[LinkKind.INTERPRETS], [])
    return Relations([*suffers.items(), *does.items()], interpretations, _chain(article, links))


def _public_links(article: ArticlePage) -> QuerySet[DocumentLink]:
    own = Q(page=article.pk) | Q(target=article.pk)
    connected = RawSQL(_CONNECTED, [article.pk])  # noqa: S611
    chain = Q(kind__in=VERSION_KINDS, page__in=connected)
    rows = DocumentLink.objects.with_effect().filter(own | chain, page__live=True, target__live=True)
    # What the article says of others is its own approved content. What others say of it must be in effect.
    rows = rows.filter(Q(page=article.pk) | Q(is_in_effect=True))
    rows = rows.filter(page__locale=source_locale_id(), target__locale=source_locale_id())
    rows = rows.filter(~below_restriction("page__path"), ~below_restriction("target__path")).select_related(
        "page", "target"
    )
    unshown = [f"{end}__{name}" for end in ("page", "target") for name in _UNSHOWN]
    return rows.defer(*unshown).order_by("page__written_on", "pk")


def _grouped(words: dict[LinkKind, str], found: list[tuple[str, Any, str]]) -> dict[str, list[Related]]:
    groups = {text: [Related(page, note) for each, page, note in found if each == kind] for kind, text in words.items()}
    return {text: documents for text, documents in groups.items() if documents}


def _chain(article: ArticlePage, links: list[DocumentLink]) -> list[ArticlePage]:
    """All versions that hang together with `article`, oldest first; none when there are but two."""
    versions = [link for link in links if link.kind in VERSION_KINDS and link.is_in_effect]
    pages = {page.pk: page for link in versions for page in (link.page, link.target)}
    if len(pages) < SHORTEST_CHAIN or article.pk not in pages:
        return []
    return sorted(pages.values(), key=lambda page: (page.written_on, page.pk))
