"""Articles as public pages list them. Each function has a fixed number of queries, whatever the number of sites."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest
from wagtail.models import Page

from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.locales import source_locale_id

PAGE_SIZE = 20
HOME_NEWS = 12


def page_of(request: HttpRequest, rows: Any, size: int = PAGE_SIZE, count: int | None = None) -> Any:
    """The page of `rows` that ?page= asks for; the nearest one for nonsense. `count`: of rows counted already."""
    paginator = Paginator(rows, size)
    if count is not None:
        paginator.count = count
    return paginator.get_page(request.GET.get("page", "")[:9])


def way_along(home: Page, slugs: list[str]) -> list[Page]:
    """The pages that one passes from `home` (left out) by these slugs, as far as there are any. One query."""
    addresses = [f"{home.url_path}{'/'.join(slugs[:end])}/" for end in range(1, len(slugs) + 1)]
    # The addresses alone would do; the slugs have an index.
    found = {page.url_path: page for page in Page.objects.filter(slug__in=slugs, url_path__in=addresses)}
    return [found[address] for address in takewhile(found.__contains__, addresses)]


def articles() -> Any:
    """Public articles of the whole group, newest first, without their bodies. Translations stand in no list."""
    return ArticlePage.objects.filter(locale=source_locale_id()).live().public().for_list().newest()


def shown_in(column: Page) -> Q:
    """The pages in `column` and below, and the articles that name one of these columns as a further place.

    One document, many columns: it is shown where it belongs without being copied. No query of its own.
    """
    here = Page.objects.get_queryset().descendant_of_q(column)
    return here | Q(pk__in=guests_of(column).values("articlepage"))


def guests_of(column: Page) -> Any:
    """(article, column) for the articles that name `column`, or a live one below it, as a further place.

    Of the column's own unit: no other leader has approved what stands there.
    """
    rows = ArticlePage.also_in.through.objects.filter(columnpage__live=True, columnpage__unit=F("articlepage__unit"))
    return rows.filter(columnpage__path__startswith=column.path)


def collected_by(topic: GroupPage) -> Any:
    """What the group has published under the topic's keywords."""
    return articles().filter(tags__in=topic.collected_tags.values_list("pk", flat=True)).distinct()


def topic_list(topic: GroupPage, request: HttpRequest) -> dict[str, Any]:
    return {"articles": page_of(request, collected_by(topic).select_related("unit", "cover"))}


def home_news(home: GroupPage) -> list[ArticlePage]:
    """The newest of a site."""
    return list(articles().filter(unit=home.unit_id)[:HOME_NEWS])
