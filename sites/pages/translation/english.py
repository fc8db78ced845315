"""Pages in English: their own frame, which lists what the site has in English and says what it has not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.http import HttpRequest
from django.template.response import TemplateResponse
from wagtail.models import Page

from hub.variants.enums import Variant
from sites.organisation.models.unit_site import UnitSite
from sites.pages.articles.context import text_context
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.navigation import current_home
from sites.pages.translation.locales import locale_id

MOST = 300  # pages of one site in English; the newest of them


@dataclass(frozen=True)
class Entry:
    """A page that exists in English, by the place of its source in the tree."""

    title: str
    url: str
    path: str
    is_column: bool
    published_at: datetime | None


@dataclass
class EnglishSite:
    """What a site has in English. One query, of titles and addresses only."""

    home: Page
    entries: list[Entry]

    @property
    def title(self) -> str:
        """The site's name in English; empty if its home is not translated."""
        return next((entry.title for entry in self.entries if entry.path == self.home.path), "")

    @property
    def columns(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.is_column]

    def above(self, page: Page) -> list[Entry]:
        passed = [entry for entry in self.entries if page.path.startswith(entry.path) and entry.path != page.path]
        return sorted((entry for entry in passed if entry.path != self.home.path), key=lambda entry: entry.path)

    def below(self, page: Page) -> list[Entry]:
        return [
            entry
            for entry in self.entries
            if entry.path.startswith(page.path) and entry.path != page.path and not entry.is_column
        ]


def english_site(home: Page, request: HttpRequest) -> EnglishSite:
    place = ExpressionWrapper(OuterRef("path"), CharField())
    channels = UnitSite.objects.filter(home__depth__gt=home.depth).annotate(place=place)
    of_another_unit = Exists(channels.filter(place__startswith=F("home__path")))
    rows = Page.objects.live().filter(locale=locale_id(Variant.ENGLISH)).descendant_of(home).exclude(of_another_unit)
    rows = rows.only("title", "slug", "url_path", "path", "depth", "locale", "content_type", "first_published_at")
    entries = []
    for row in rows.order_by("-first_published_at", "-pk")[:MOST]:
        page = row.specific_class(url_path=row.url_path, slug=row.slug, locale_id=row.locale_id)
        entries.append(
            Entry(
                title=row.title,
                url=page.get_url(request) or "",
                path=row.path[: -Page.steplen],
                is_column=row.specific_class is ColumnPage,
                published_at=row.first_published_at,
            )
        )
    return EnglishSite(home, entries)


def english_page(page: GroupPage, request: HttpRequest) -> TemplateResponse:
    """`page` with its text in English, in the English frame."""
    request._served_page = page
    unit_site = current_home(request)
    site = english_site(unit_site.home, request) if unit_site else EnglishSite(page, [])
    context = {
        "page": page,
        "self": page,
        "request": request,
        "english": site,
        "above": site.above(page),
        "below": site.below(page),
    }
    if isinstance(page, ArticlePage):
        context |= text_context(page)
    return TemplateResponse(request, page.english_template, context)
