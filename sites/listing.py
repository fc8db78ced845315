"""What public pages list. Each function has a fixed number of queries, whatever the number of sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.db.models.functions import Substr
from django.http import HttpRequest

from sites.enums import ListLayout

if TYPE_CHECKING:
    from sites.models import ArticlePage, ColumnPage, GroupPage, HomePage, TopicPage

PAGE_SIZE = 20
HOME_NEWS = 12
HOME_FEATURED = 5
HOME_LIST = 8


def page_of(request: HttpRequest, rows: Any, size: int = PAGE_SIZE) -> Any:
    """The page of `rows` that ?page= asks for; the nearest one for nonsense."""
    return Paginator(rows, size).get_page(request.GET.get("page", "")[:9])


def articles() -> Any:
    """Public articles of the whole group, newest first, without their bodies."""
    from sites.models import ArticlePage

    return ArticlePage.objects.live().public().for_list().newest()


def counts_by_column(parent: GroupPage, columns: list[ColumnPage]) -> dict[int, int]:
    """Public articles in each of `columns` (children of `parent`) and below, by the column's key (Art. 12). One query."""
    from sites.models import ArticlePage

    length = len(parent.path) + parent.steplen
    rows = (
        ArticlePage.objects.live()
        .descendant_of(parent)
        .annotate(branch=Substr("path", 1, length))
        .values("branch")
        .annotate(total=Count("pk"))
        .order_by()
    )
    totals = {row["branch"]: row["total"] for row in rows}
    return {column.pk: totals.get(column.path, 0) for column in columns}


def child_columns(parent: GroupPage) -> list[ColumnPage]:
    """The live columns below `parent` in the editors' order, each with its count of items as `item_count`."""
    from sites.models import ColumnPage

    columns = list(ColumnPage.objects.child_of(parent).live())
    counts = counts_by_column(parent, columns)
    for column in columns:
        column.item_count = counts[column.pk]
    return columns


def column_list(column: ColumnPage, request: HttpRequest) -> dict[str, Any]:
    """Sub-columns with counts, leaders and links, and one page of the articles in the column and below."""
    from sites.models import LeaderPage, LinkPage, TopicPage

    in_column = articles().descendant_of(column)
    years: list[int] = []
    if column.layout == ListLayout.BY_YEAR:
        years = [day.year for day in in_column.dates("written_on", "year", order="DESC")]
        wanted = request.GET.get("year", "")
        if wanted.isdecimal() and int(wanted[:4]) in years:
            in_column = in_column.filter(written_on__year=int(wanted[:4]))
    rows = in_column.select_related("cover").prefetch_related("cover__renditions")
    return {
        "columns": child_columns(column),
        "leaders": list(LeaderPage.objects.child_of(column).live().select_related("portrait")),
        "links": list(LinkPage.objects.child_of(column).live()),
        "topics": list(TopicPage.objects.child_of(column).live().select_related("picture")),
        "articles": page_of(request, rows),
        "years": years,
        "year": request.GET.get("year", ""),
    }


def topic_list(topic: TopicPage, request: HttpRequest) -> dict[str, Any]:
    """What the group has published under the topic's keywords."""
    tags = topic.collected_tags.values_list("pk", flat=True)
    return {"articles": page_of(request, articles().filter(tags__in=tags).distinct().select_related("unit", "cover"))}


def home_lists(home: HomePage) -> dict[str, Any]:
    """Newest articles of the site, those with pictures, the columns with their newest, topics and links."""
    from sites.models import LinkPage, TopicPage

    own = articles().filter(unit=home.unit_id)
    columns = child_columns(home)
    return {
        "news": list(own[:HOME_NEWS]),
        "featured": list(own.exclude(cover=None).select_related("cover").prefetch_related("cover__renditions")[:HOME_FEATURED]),
        "columns": columns,
        "newest_by_column": newest_by_branch(home, columns),
        "topics": list(TopicPage.objects.descendant_of(home).live().filter(unit=home.unit_id).select_related("picture")[:4]),
        "links": list(LinkPage.objects.child_of(home).live()),
    }


def newest_by_branch(home: HomePage, columns: list[ColumnPage]) -> list[tuple[ColumnPage, list[ArticlePage]]]:
    """Each column that has articles with its newest. One query a column: templates give a site at most eight."""
    return [(column, list(articles().descendant_of(column)[:HOME_LIST])) for column in columns if column.item_count]


def neighbours(article: ArticlePage) -> dict[str, ArticlePage | None]:
    """The article before and after in the same column, by publishing time."""
    siblings = articles().sibling_of(article, inclusive=False)
    at = article.published_at
    if at is None:
        return {"previous": None, "next": None}
    older = Q(published_at__lt=at) | Q(published_at=at, pk__lt=article.pk)
    newer = Q(published_at__gt=at) | Q(published_at=at, pk__gt=article.pk)
    return {
        "previous": siblings.filter(older).first(),
        "next": siblings.filter(newer).order_by("published_at", "pk").first(),
    }
