"""What the asked host shows to everybody, as the API's answers need it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count
from django.db.models.functions import Length, Substr
from django.http import Http404, HttpRequest
from wagtail.models import Page, Site

from sites.organisation.models.unit_site import UnitSite
from sites.organisation.places import paths_down_to
from sites.pages.column_listing import items
from sites.pages.leaders import by_office
from sites.pages.listing import articles, shown_in
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.translation.locales import source_locale_id
from sites.website.api.filters import ArticleFilter, Paging


def site_root(request: HttpRequest) -> Page:
    """The home that the host shows.

    Raises:
        Http404: no site answers here.
    """
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("这个主机名没有网站。")
    return site.root_page


def unit_site_at(root: Page) -> UnitSite:
    found = UnitSite.objects.filter(home=root).select_related("unit", "home").first()
    if found is None:
        raise Http404("这个主机名没有网站。")
    return found


def channels_below(root: Page) -> Any:
    homes = UnitSite.objects.filter(home__path__startswith=root.path, home__depth__gt=root.depth, home__live=True)
    return homes.select_related("unit", "home")


def _public(model: type[Page], root: Page, asked: Paging) -> Any:
    found = model.objects.live().public().descendant_of(root).filter(locale_id=source_locale_id())
    if asked.unit:
        found = found.filter(unit__code=asked.unit)
    return found.select_related("unit").order_by("path")


def topics(root: Page, asked: Paging) -> Any:
    return _public(TopicPage, root, asked).prefetch_related("collected_tags")


def leaders(root: Page, asked: Paging) -> Any:
    """Site by site and column by column, in each in the order of their offices."""
    column = Substr("path", 1, Length("path") - Page.steplen)
    return by_office(_public(LeaderPage, root, asked), column)


def columns(root: Page) -> list[ColumnPage]:
    """All public columns in the order of the tree."""
    found = ColumnPage.objects.live().public().descendant_of(root).filter(locale_id=source_locale_id())
    return list(found.select_related("unit").order_by("path"))


def counts_below(root: Page) -> Counter[str]:
    """Items below each page, by its tree path. One query: they are counted by their parent and added up here."""
    parent = Substr("path", 1, Length("path") - Page.steplen)
    rows = items(root).public().annotate(parent=parent).values("parent").annotate(total=Count("pk")).order_by()
    totals: Counter[str] = Counter()
    for row in rows:
        for path in paths_down_to(row["parent"]):
            totals[path] += row["total"]
    return totals


def articles_asked(root: Page, asked: ArticleFilter) -> Any:
    """Public articles that match.

    Raises:
        Http404: the host has no such column.
    """
    found = articles().descendant_of(root)
    if asked.column is not None:
        column = ColumnPage.objects.live().public().descendant_of(root).filter(pk=asked.column).first()
        if column is None:
            raise Http404("没有这个栏目。")
        found = found.filter(shown_in(column))
    if asked.unit:
        found = found.filter(unit__code=asked.unit)
    if asked.year is not None:
        found = found.filter(written_on__year=asked.year)
    if asked.kind is not None:
        found = found.filter(kind=asked.kind)
    if asked.keyword:
        found = found.filter(tags__name=asked.keyword)
    return found.select_related("unit", "catalogue_entry__category").prefetch_related("tags")


def article_at(root: Page, key: int) -> ArticlePage:
    """Raises:
    Http404: the host has no such public article.
    """
    found = articles().defer(None).descendant_of(root).filter(pk=key)
    article = found.select_related("unit", "catalogue_entry__category").prefetch_related("tags").first()
    if article is None:
        raise Http404("没有这条信息，或者它没有公开。")
    return article


def columns_of(pages: list[ArticlePage]) -> dict[str, Page]:
    """The columns in which `pages` lie, by their tree path. One query."""
    paths = {page.path[: -Page.steplen] for page in pages}
    return {column.path: column for column in Page.objects.filter(path__in=paths)}
