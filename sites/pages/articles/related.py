"""Articles around an article: the ones before and after it, and related ones of the whole group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, Subquery
from wagtail.models import Page

from hub import caching
from sites.pages.restrictions import below_restriction
from sites.pages.translation.locales import source_locale_id

RELATED = 5
RELATED_SECONDS = 600


@dataclass
class RelatedArticles:
    previous: Any = None
    next: Any = None
    related: list[Any] = field(default_factory=list)
    readings: int = 0


def related_articles(article: Any, tags: list[int]) -> RelatedArticles:
    """What a public page shows around `article`, which has these tags; a draft that is only previewed has nothing.

    One query; two more when it is not known yet which articles are related. The article itself is among the rows,
    because it brings its reading count.
    """
    found = RelatedArticles()
    if not article.live or article.published_at is None:
        return found
    related = _related_keys(article, tags)
    wanted = Q(pk=article.pk) | Q(pk__in=related)
    for nearest in _neighbours(article):
        wanted |= Q(pk=Subquery(nearest))
    rows = _public(type(article)).filter(wanted).for_list().select_related("reading_count", "unit")
    pages = {page.pk: page for page in rows}
    if itself := pages.pop(article.pk, None):
        found.readings = itself.reading_count.readings if hasattr(itself, "reading_count") else 0
    here = _place(article)
    siblings = [page for page in pages.values() if _column(page) == _column(article)]
    found.previous = max((page for page in siblings if _place(page) < here), key=_place, default=None)
    found.next = min((page for page in siblings if _place(page) > here), key=_place, default=None)
    shown = [pages[key] for key in related if key in pages]
    found.related = [page for page in shown if page not in (found.previous, found.next)][:RELATED]
    return found


def _public(model: type[Page]) -> Any:
    """Live articles that everybody may see. In the query itself, where `public()` asks for the restrictions first.

    Translations have the keywords of their source, and stand in no list.
    """
    return model.objects.live().filter(~below_restriction(), locale=source_locale_id())


def _siblings(article: Any) -> Any:
    # The unit follows from the column. It is named because it has an index with the publishing time.
    return _public(type(article)).sibling_of(article, inclusive=False).filter(unit=article.unit_id)


def _neighbours(article: Any) -> list[Any]:
    """The keys of the article before and the one after, by publishing time."""
    siblings, at = _siblings(article), article.published_at
    older = siblings.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=article.pk))
    newer = siblings.filter(Q(published_at__gt=at) | Q(published_at=at, pk__gt=article.pk))
    return [
        older.order_by("-published_at", "-pk").values("pk")[:1],
        newer.order_by("published_at", "pk").values("pk")[:1],
    ]


def _related_keys(article: Any, tags: list[int]) -> list[int]:
    """The best first: those that share most keywords, then the newest of the column. Kept for some minutes.

    Which of them are still public is asked for anew each time.
    """
    key = f"related:{article.pk}:{article.live_digest[:16]}"
    return caching.get_or_set(key, lambda: _find_related(article, tags), RELATED_SECONDS)


def _find_related(article: Any, tags: list[int]) -> list[int]:
    wanted = RELATED + 2  # two of them may be the neighbours
    by_tag = (
        _public(type(article))
        .exclude(pk=article.pk)
        .filter(tagged_items__tag__in=tags)
        .values("pk")
        .annotate(shared=Count("tagged_items__tag", distinct=True))
        .order_by("-shared", "-published_at", "-pk")
    )
    in_column = _siblings(article).newest()
    found = [
        *(by_tag.values_list("pk", flat=True)[:wanted] if tags else ()),
        *in_column.values_list("pk", flat=True)[:wanted],
    ]
    return list(dict.fromkeys(found))[:wanted]


def _place(page: Any) -> tuple[Any, int]:
    return page.published_at, page.pk


def _column(page: Any) -> str:
    return page.path[: -page.steplen]
