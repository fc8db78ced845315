"""Whether the links of a document are sound: read from the database what the rules ask."""

from __future__ import annotations

from collections.abc import Iterable

from opencat.enums import VERSION_KINDS, LinkKind
from opencat.models import CatalogueEntry, DocumentLink
from opencat.versions.rules import Document, Reach, link_problem, reach_of, way_back
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage
from sites.pages.translation.locales import source_locale_id

# Deeper than this no chain of documents goes; a bound, not a rule.
LONGEST_CHAIN = 200


def problems_by_row(page: ArticlePage, *, with_drafts: bool = True) -> list[tuple[DocumentLink, str]]:
    """Each link of `page` (as it stands in memory) that may not be, with the reason in Chinese.

    `with_drafts`: what documents that are not public yet are going to change counts for circles as well.
    """
    rows = [link for link in page.document_links.all() if link.target_id and link.kind]
    if not rows:
        return []
    targets = _targets({link.target_id for link in rows})
    reach, source = _reach(page), Document(page.pk, page.title, page.unit_id)
    found = []
    for link in rows:
        if target := targets.get(link.target_id):
            problem = link_problem(link.kind, source, target, reach) or _circle(page, link, with_drafts)
            if problem:
                found.append((link, problem))
    return found


def not_public_yet(page: ArticlePage) -> list[str]:
    """Titles of the documents that `page` interprets and that the public does not see."""
    keys = [link.target_id for link in page.document_links.all() if link.kind == LinkKind.INTERPRETS]
    waiting = ArticlePage.objects.filter(pk__in=keys, live=False) if keys else ArticlePage.objects.none()
    return list(waiting.order_by("pk").values_list("title", flat=True))


def _targets(keys: set[int]) -> dict[int, Document]:
    """Two queries."""
    interpretations = CatalogueEntry.objects.filter(page__in=keys, category__is_interpretation=True)
    are_interpretations = set(interpretations.values_list("page_id", flat=True))
    rows = ArticlePage.objects.filter(pk__in=keys).values_list("pk", "title", "unit_id", "locale_id")
    return {
        pk: Document(pk, title, unit_id, locale_id != source_locale_id(), pk in are_interpretations)
        for pk, title, unit_id, locale_id in rows
    }


def _reach(page: ArticlePage) -> Reach:
    issuers = [unit.pk for unit in page.issuing_units.all()]
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    is_portal = page.unit is not None and page.unit.is_portal
    return reach_of(page.unit_id, is_portal=is_portal, issuers=issuers, parents=parents)


def _circle(page: ArticlePage, link: DocumentLink, with_drafts: bool) -> str:
    if link.kind not in VERSION_KINDS or page.pk is None:
        return ""
    way = way_back(page.pk, [link.target_id], _links_from(link.target_id, page.pk, with_drafts))
    if not way:
        return ""
    titles = dict(ArticlePage.objects.filter(pk__in=way).values_list("pk", "title"))
    named = "→".join(f"《{titles[pk]}》" for pk in way if pk in titles)
    return f"关系成环：本文件→{named}→本文件。文件之间不能循环修改、替代或废止。"


def _links_from(first: int, end: int, with_drafts: bool) -> dict[int, set[int]]:
    """What `first` changes, what these change, and so on, as far as `end`. One or two queries for each generation."""
    found: dict[int, set[int]] = {}
    waiting = {first}
    for _generation in range(LONGEST_CHAIN):
        waiting -= {end, *found}
        if not waiting:
            break
        found |= {key: set() for key in waiting} | _changed_by(waiting, with_drafts)
        waiting = {target for key in waiting for target in found[key]}
    return found


def _changed_by(keys: Iterable[int], with_drafts: bool) -> dict[int, set[int]]:
    """Of a public document what its rows say, of any other what its newest draft says."""
    found: dict[int, set[int]] = {}
    rows = DocumentLink.objects.filter(page__in=keys, page__live=True, kind__in=VERSION_KINDS)
    for key, target in rows.values_list("page_id", "target_id"):
        found.setdefault(key, set()).add(target)
    if with_drafts:
        drafts = ArticlePage.objects.filter(pk__in=keys, live=False, latest_revision__isnull=False)
        for key, content in drafts.values_list("pk", "latest_revision__content"):
            links = content.get("document_links") or []
            found[key] = {link["target"] for link in links if link.get("kind") in VERSION_KINDS}
    return found
