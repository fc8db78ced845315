"""What columns show and count. Each function has a fixed number of queries, whatever the number of sites."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import Substr
from django.http import HttpRequest
from wagtail.models import Page

from sites.pages.enums import ListLayout
from sites.pages.leaders import by_office
from sites.pages.listing import articles, guests_of, page_of, shown_in
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.link_page import LinkPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.page_types import page_types
from sites.pages.translation.locales import source_locale_id


def items(parent: GroupPage) -> Any:
    """What counts as an item of `parent` (Art. 12): public articles, topics and leaders' profiles shown in it."""
    rows = Page.objects.filter(shown_in(parent), locale=source_locale_id()).live()
    return rows.exact_type(*page_types("counts_as_item"))


def counts_by_column(parent: GroupPage, columns: list[Any]) -> dict[int, int]:
    """Items shown in each of `columns` (children of `parent`), by the column's key. At most two queries."""
    if not columns:
        return {}
    length = len(parent.path) + parent.steplen
    # What is shown from elsewhere has its branch there, and counts by the columns that it names.
    own = items(parent).annotate(branch=Substr("path", 1, length)).values("branch").annotate(total=Count("pk"))
    guests = guests_of(parent).filter(articlepage__live=True, articlepage__locale=source_locale_id())
    guests = guests.annotate(branch=Substr("columnpage__path", 1, length), home=Substr("articlepage__path", 1, length))
    guests = guests.exclude(branch=F("home")).values("branch").annotate(total=Count("articlepage", distinct=True))
    totals: Counter[str] = Counter()
    for row in [*own.order_by(), *guests.order_by()]:
        totals[row["branch"]] += row["total"]
    return {column.pk: totals[column.path] for column in columns}


def _links_and_others(column: Any) -> tuple[list[LinkPage], list[Page]]:
    """Right in the column: links, and items whose types other apps bring, the newest first. Most have neither."""
    brought = [model for model in page_types("counts_as_item") if model not in (ArticlePage, LeaderPage, TopicPage)]
    keys = list(Page.objects.child_of(column).live().exact_type(LinkPage, *brought).values_list("pk", flat=True))
    if not keys:
        return [], []
    others = Page.objects.filter(pk__in=keys, locale=source_locale_id()).not_exact_type(LinkPage).public()
    return list(LinkPage.objects.filter(pk__in=keys)), list(others.order_by("-first_published_at", "-pk"))


def column_list(column: Any, request: HttpRequest) -> dict[str, Any]:
    """Leaders and links, and one page of the articles in the column and below."""
    in_column = articles().filter(shown_in(column))
    years: list[int] = []
    year = None
    if column.layout == ListLayout.BY_YEAR:
        in_column = in_column.order_by("-written_on", "-pk")
        years = [day.year for day in in_column.dates("written_on", "year", order="DESC")]
        wanted = request.GET.get("year", "")[:9]
        if wanted.isdecimal() and int(wanted) in years:
            year = int(wanted)
            in_column = in_column.filter(written_on__year=year)
    rows = in_column.select_related("cover").prefetch_related("cover__renditions")
    leaders = by_office(LeaderPage.objects.child_of(column).live()).select_related("portrait")
    topics = TopicPage.objects.child_of(column).live().select_related("picture")
    links, others = _links_and_others(column)
    return {
        "item_count": items(column).count(),
        "leaders": list(leaders.prefetch_related("portrait__renditions")),
        "links": links,
        "topics": list(topics.prefetch_related("picture__renditions")),
        "others": others,
        "articles": page_of(request, rows),
        "years": years,
        "year": year,
    }
