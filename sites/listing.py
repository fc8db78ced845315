"""What public pages list. Each function has a fixed number of queries, whatever the number of sites."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.db.models.functions import Substr
from django.http import HttpRequest
from wagtail.models import Page

from sites.enums import ListLayout
from sites.translation.locales import source_locale_id

if TYPE_CHECKING:
    from sites.models import ArticlePage, ColumnPage, GroupPage, HomePage, TopicPage

PAGE_SIZE = 20
HOME_NEWS = 12


def page_of(request: HttpRequest, rows: Any, size: int = PAGE_SIZE) -> Any:
    """The page of `rows` that ?page= asks for; the nearest one for nonsense."""
    return Paginator(rows, size).get_page(request.GET.get("page", "")[:9])


def way_along(home: Page, slugs: list[str]) -> list[Page]:
    """The pages that one passes from `home` (left out) by these slugs, as far as there are any. One query."""
    addresses = [f"{home.url_path}{'/'.join(slugs[:end])}/" for end in range(1, len(slugs) + 1)]
    # The addresses alone would do; the slugs have an index.
    found = {page.url_path: page for page in Page.objects.filter(slug__in=slugs, url_path__in=addresses)}
    return [found[address] for address in takewhile(found.__contains__, addresses)]


def articles() -> Any:
    """Public articles of the whole group, newest first, without their bodies. Translations stand in no list."""
    from sites.models import ArticlePage

    return ArticlePage.objects.filter(locale=source_locale_id()).live().public().for_list().newest()


def shown_in(column: Page) -> Q:
    """The pages in `column` and below, and the articles that name one of these columns as a further place.

    One document, many columns: it is shown where it belongs without being copied. No query of its own.
    """
    here = Page.objects.get_queryset().descendant_of_q(column)
    return here | Q(pk__in=_guests_of(column).values("articlepage"))


def _guests_of(column: Page) -> Any:
    """(article, column) for the articles that name `column`, or a live one below it, as a further place."""
    from sites.models import ArticlePage

    rows = ArticlePage.also_in.through.objects.filter(columnpage__live=True)
    return rows.filter(columnpage__path__startswith=column.path)


def items(parent: GroupPage) -> Any:
    """What counts as an item of `parent` (Art. 12): public articles, topics and leaders' profiles shown in it."""
    from sites.models import ArticlePage, LeaderPage, TopicPage

    rows = Page.objects.filter(shown_in(parent), locale=source_locale_id()).live()
    return rows.exact_type(ArticlePage, LeaderPage, TopicPage)


def counts_by_column(parent: GroupPage, columns: list[ColumnPage]) -> dict[int, int]:
    """Items shown in each of `columns` (children of `parent`), by the column's key. At most two queries."""
    if not columns:
        return {}
    length = len(parent.path) + parent.steplen
    # What is shown from elsewhere has its branch there, and counts by the columns that it names.
    own = items(parent).annotate(branch=Substr("path", 1, length)).values("branch").annotate(total=Count("pk"))
    guests = _guests_of(parent).filter(articlepage__live=True, articlepage__locale=source_locale_id())
    guests = guests.annotate(branch=Substr("columnpage__path", 1, length), home=Substr("articlepage__path", 1, length))
    guests = guests.exclude(branch=F("home")).values("branch").annotate(total=Count("articlepage", distinct=True))
    totals: Counter[str] = Counter()
    for row in [*own.order_by(), *guests.order_by()]:
        totals[row["branch"]] += row["total"]
    return {column.pk: totals[column.path] for column in columns}


def child_columns(parent: GroupPage) -> list[ColumnPage]:
    """The live columns below `parent` in the editors' order, each with its count of items as `item_count`."""
    from sites.models import ColumnPage

    columns = list(ColumnPage.objects.child_of(parent).filter(locale=source_locale_id()).live())
    counts = counts_by_column(parent, columns)
    for column in columns:
        column.item_count = counts[column.pk]
    return columns


def column_list(column: ColumnPage, request: HttpRequest) -> dict[str, Any]:
    """Sub-columns with counts, leaders and links, and one page of the articles in the column and below."""
    from sites.models import LeaderPage, LinkPage, TopicPage

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
    leaders = LeaderPage.objects.child_of(column).live().select_related("portrait")
    topics = TopicPage.objects.child_of(column).live().select_related("picture")
    return {
        "columns": child_columns(column),
        "item_count": items(column).count(),
        "leaders": list(leaders.prefetch_related("portrait__renditions")),
        "links": list(LinkPage.objects.child_of(column).live()),
        "topics": list(topics.prefetch_related("picture__renditions")),
        "articles": page_of(request, rows),
        "years": years,
        "year": year,
    }


def collected_by(topic: TopicPage) -> Any:
    """What the group has published under the topic's keywords."""
    return articles().filter(tags__in=topic.collected_tags.values_list("pk", flat=True)).distinct()


def topic_list(topic: TopicPage, request: HttpRequest) -> dict[str, Any]:
    return {"articles": page_of(request, collected_by(topic).select_related("unit", "cover"))}


def home_news(home: HomePage) -> list[ArticlePage]:
    """The newest of a site."""
    return list(articles().filter(unit=home.unit_id)[:HOME_NEWS])
