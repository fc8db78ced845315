"""JSON-LD by schema.org: the organisation and its site, a news article, the way to the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from hub.variants.enums import Variant
from sites.pages.models.article_page import ArticlePage
from sites.pages.navigation import link_to_portal, site_group_navigation
from sites.website.metadata.addresses import url_in
from sites.website.metadata.pictures import Picture
from sites.website.metadata.subject import Subject
from sites.website.metadata.words import description, keywords

Document = dict[str, Any]

CONTEXT = "https://schema.org"
# A script ends at the first "</script>", wherever it stands; U+2028 and U+2029 end a line in older JavaScript.
_UNSAFE = {ord(each): f"\\u{ord(each):04X}" for each in "<>&\u2028\u2029"}


def as_script(document: Document) -> str:
    """JSON that may stand between <script> and </script>, whatever its strings hold."""
    return json.dumps(document, ensure_ascii=False).translate(_UNSAFE)


def documents(subject: Subject, url: str | None, picture: Picture | None) -> Iterator[Document]:
    if subject.page is None or url is None:
        return
    if subject.is_home:
        yield {"@context": CONTEXT, **organisation(subject)}
        yield website(subject, url)
    if isinstance(subject.page, ArticlePage):
        yield news_article(subject, subject.page, url, picture)
    yield breadcrumbs(subject, url)


def _url(subject: Subject, page: Any) -> str:
    url = page.get_full_url(subject.request)
    return url_in(url, subject.variant) if url else ""


def organisation(subject: Subject) -> Document:
    unit = subject.unit_site.unit
    found: Document = {"@type": "GovernmentOrganization", "name": subject.site_name}
    found["url"] = _url(subject, subject.unit_site.home)
    if unit.address:
        found["address"] = {"@type": "PostalAddress", "streetAddress": unit.address, "addressCountry": "CN"}
    if unit.telephone:
        found["telephone"] = unit.telephone
    if parent := None if unit.is_portal else _parent(subject):
        found["parentOrganization"] = parent
    return found


def _parent(subject: Subject) -> Document | None:
    """The municipal government, whose bodies the units are (Art. 2)."""
    portal = link_to_portal(site_group_navigation(subject.request))
    if portal is None:
        return None
    url = url_in(portal.url, subject.variant)
    return {"@type": "GovernmentOrganization", "name": settings.PORTAL_NAME, "url": url}


def website(subject: Subject, url: str) -> Document:
    search = subject.request.build_absolute_uri(reverse("search"))
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": subject.site_name,
        "url": url,
        "inLanguage": subject.variant.language_tag,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{url_in(search, subject.variant)}?q={{query}}"},
            "query-input": "required name=query",
        },
    }


def news_article(subject: Subject, article: ArticlePage, url: str, picture: Picture | None) -> Document:
    found: Document = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "headline": article.title,
        "mainEntityOfPage": url,
        "url": url,
        "inLanguage": subject.variant.language_tag if subject.variant != Variant.ENGLISH else shown_language(article),
        "author": {"@type": "Organization", "name": article.source},
        "publisher": organisation(subject),
        "isAccessibleForFree": True,
    }
    if article.published_at:
        found["datePublished"] = timezone.localtime(article.published_at).isoformat(timespec="seconds")
    if article.last_published_at:
        found["dateModified"] = timezone.localtime(article.last_published_at).isoformat(timespec="seconds")
    if about := description(subject):
        found["description"] = about
    if words := keywords(subject):
        found["keywords"] = words
    if picture:
        image = {"@type": "ImageObject", "url": picture.url, "width": picture.width, "height": picture.height}
        found["image"] = image
    return found


def shown_language(page: Any) -> str:
    """The language of the text as it stands in memory: a translation, or the Chinese where there is none."""
    return page.shown_variant.language_tag


def breadcrumbs(subject: Subject, url: str) -> Document:
    """From the home to the page itself."""
    home = subject.unit_site.home
    steps = [(home.title, _url(subject, home))]
    steps += [(each.title, _url(subject, each)) for each in subject.ancestors]
    if not subject.is_home:
        steps.append((subject.page.title, url))
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": item}
        for number, (name, item) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}
