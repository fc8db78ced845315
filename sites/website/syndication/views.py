from __future__ import annotations

from hashlib import blake2b

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import SyndicationFeed
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from wagtail.models import Site

from hub.variants.enums import Variant
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit_site import UnitSite
from sites.pages.public_content import content_at, content_named
from sites.pages.site_group import group_of
from sites.website.page_addresses import live_page
from sites.website.syndication.content_feeds import feed_of_content
from sites.website.syndication.content_sitemaps import content_entries, content_files
from sites.website.syndication.contents import newest_of
from sites.website.syndication.feeds import MINUTES, feed_of
from sites.website.syndication.robots import rules
from sites.website.syndication.sitemap_xml import index_xml, sitemap_xml
from sites.website.syndication.sitemaps import Entry, entries, files

MOST_FILES = 10_000
XML = "application/xml; charset=utf-8"


@require_safe
def feed(request: HttpRequest, path: str, file: str) -> HttpResponse:
    """The feed that stands beside the page at `path`, or beside what an app lists there.

    Raises:
        Http404: there is no public page, or it is one without a feed.
    """
    content = content_at(path)
    generated = feed_of_content(content, file, request) if content else _feed_of_page(request, path, file)
    response = HttpResponse(generated.writeString("utf-8"), content_type=generated.content_type)
    patch_cache_control(response, public=True, max_age=MINUTES * 60)
    if request.variant != Variant.SIMPLIFIED:
        # A correction of the script changes the text without a change of the articles.
        return response
    changed = int(generated.latest_post_date().timestamp())
    response.headers["Last-Modified"] = http_date(changed)
    response.headers["ETag"] = etag = f'"{blake2b(response.content, digest_size=16).hexdigest()}"'
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response)


def _feed_of_page(request: HttpRequest, path: str, file: str) -> SyndicationFeed:
    page = live_page(request, path)
    articles = newest_of(page)
    if articles is None:
        raise Http404
    return feed_of(page, articles, file, request)


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Over the sections of this host; on the portal's over those of the whole group."""
    site = _site(request)
    sites = [site]
    if UnitSite.objects.filter(site=site, unit__category=UnitCategory.PORTAL).exists():
        sites = list(Site.objects.select_related("root_page").filter(root_page__live=True).order_by("hostname"))
    return _xml(index_xml([*files(sites), *content_files(sites, group_of(request))]))


@require_safe
def sitemap(request: HttpRequest, number: str, section: str | None = None) -> HttpResponse:
    site = _site(request)
    return _sitemap(entries(site, section, int(number)) if 1 <= int(number) <= MOST_FILES else [])


@require_safe
def content_sitemap(request: HttpRequest, name: str, number: str) -> HttpResponse:
    site, content = _site(request), content_named(name)
    if content is None or not 1 <= int(number) <= MOST_FILES:
        raise Http404
    return _sitemap(content_entries(site, group_of(request), content, int(number)))


def _sitemap(found: list[Entry]) -> HttpResponse:
    if not found:
        raise Http404
    return _xml(sitemap_xml(found))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(rules(_site(request)), content_type="text/plain; charset=utf-8")


def _site(request: HttpRequest) -> Site:
    """The request's site. Addresses for machines have no twins in other variants.

    Raises:
        Http404: there is none, or a variant is asked for.
    """
    site = Site.find_for_request(request)
    if site is None or request.variant != Variant.SIMPLIFIED:
        raise Http404
    return site


def _xml(text: str) -> HttpResponse:
    response = HttpResponse(text, content_type=XML)
    patch_cache_control(response, public=True, max_age=3600)
    return response
