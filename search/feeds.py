"""RSS and Atom of a query: the newest articles and objects that have all its words."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import SyndicationFeed
from django.views.decorators.http import require_safe

from search.backends import answering_backend
from search.enums import Scope, Sort
from search.form import SearchRequest, read
from search.match import strict
from search.models import IndexedDocument
from search.query import Question
from search.scope import scope_of
from search.usage.limits import rate_limited
from sites.organisation.models.unit_site import UnitSite
from sites.pages.navigation import current_home
from sites.website.metadata.addresses import url_in
from sites.website.syndication.entries import Entry, add_entries, entries_of, last_change
from sites.website.syndication.feeds import MINUTES, empty_feed

FEED_SIZE = 20


@require_safe
@rate_limited("feed")
def feed(request: HttpRequest, file: str) -> HttpResponse:
    """Whoever follows a query wants what is new, and only what it asks for: nothing similar, by date.

    Raises:
        Http404: no site answers here.
    """
    place = scope_of(request)
    asked = place.known(read(request.GET))
    question = place.question(replace(asked, sort=Sort.DATE))
    home = current_home(request)
    if home is None:
        raise Http404
    generated = _feed(request, asked, home, newest(question), file)
    response = HttpResponse(generated.writeString("utf-8"), content_type=generated.content_type)
    patch_cache_control(response, public=True, max_age=MINUTES * 60)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def newest(question: Question) -> list[Entry]:
    """Newest first. What a search widened would bring is left out, and so are columns, topics and leaders."""
    if question.is_empty:
        return []
    wanted = strict(question)
    found = answering_backend(lambda backend: backend.find(question, wanted, 0, FEED_SIZE, facets=False))
    rows = IndexedDocument.objects.in_bulk(found.keys)
    return entries_of([rows[key].content_key for key in found.keys if key in rows])


def _feed(
    request: HttpRequest, asked: SearchRequest, home: UnitSite, entries: list[Entry], file: str
) -> SyndicationFeed:
    scope = home.home.title if asked.scope == Scope.SITE else str(asked.scope.label)
    about = f"在{scope}搜索“{asked.words}”找到的最新信息"
    variant = request.variant

    def address(name: str, *arguments: str) -> str:
        return url_in(request.build_absolute_uri(reverse(name, args=arguments) + asked.query()), variant)

    generated = empty_feed(
        file,
        url=address("search"),
        feed_url=address("search_feed", file),
        title=f"“{asked.words}”的搜索结果_{scope}",
        about=about,
        author=home.unit.name,
        changed_at=last_change(home.home, entries),
    )
    add_entries(generated, entries, request)
    return generated
