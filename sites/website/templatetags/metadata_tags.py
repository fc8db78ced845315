from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page as PageOfList
from wagtail.models import Page

from hub.variants.responses import in_script
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.article_page import ArticlePage
from sites.pages.public_content import PublicContent
from sites.website.metadata.addresses import Address, alternates, canonical, in_both_scripts
from sites.website.metadata.national import article_tags, column_tags, site_tags
from sites.website.metadata.open_graph import properties
from sites.website.metadata.pictures import Picture, shared_picture
from sites.website.metadata.structured import as_script, documents
from sites.website.metadata.subject import Subject
from sites.website.metadata.words import description, keywords
from sites.website.syndication.discovery import feeds_of, feeds_of_content
from sites.website.templatetags.public_pages import _ancestors, _place

register = template.Library()


@register.inclusion_tag("components/head_metadata.html", takes_context=True)
def page_metadata(context: dict[str, Any]) -> dict[str, Any]:
    """What the page says of itself to machines. What is no page of the tree (errors, forms) names its site alone."""
    page, unit_site = _place(context)
    request = context.get("request")
    if unit_site is None or request is None:
        return {}
    subject = _subject(context, page, unit_site)
    known = alternates(subject)
    address = canonical(subject, known)
    url = address.url if address else None
    picture = shared_picture(subject) if url else None
    return {
        "canonical": address,
        "alternates": known,
        "names": _names(subject, url, picture),
        "properties": list(properties(subject, url, picture)),
        "feeds": feeds_of(subject),
        "documents": _scripts(subject, address, picture),
    }


@register.inclusion_tag("components/head_metadata.html", takes_context=True)
def content_metadata(
    context: dict[str, Any], content: PublicContent, listed: PageOfList | None = None, about: str = ""
) -> dict[str, Any]:
    """The same of a page that an app makes of what it has registered: in `assets`, beside what base.html says.

    `listed` is the page of the list that it shows, `about` its description.
    """
    page, unit_site = _place(context)
    request = context.get("request")
    if unit_site is None or request is None:
        return {}
    url = request.build_absolute_uri(request.path)
    if listed is not None and listed.number > 1:
        url = f"{url}?page={listed.number}"
    known = in_both_scripts(url)
    return {
        "canonical": canonical(_subject(context, page, unit_site), known),
        "alternates": known,
        "names": [("description", about)] if about else [],
        "feeds": feeds_of_content(content),
    }


def _subject(context: dict[str, Any], page: Page | None, unit_site: UnitSite) -> Subject:
    """Takes from the view's context what it has loaded; looks nothing up again."""
    listed, tags, featured = context.get("articles"), context.get("tags"), context.get("featured")
    if tags is None and isinstance(page, ArticlePage):
        tags = list(page.tags.all())
    return Subject(
        request=context["request"],
        unit_site=unit_site,
        page=page,
        ancestors=_ancestors(page, unit_site) if page is not None else [],
        listed=listed if isinstance(listed, PageOfList) else None,
        year=context.get("year") or None,
        tags=tags,
        featured=featured if isinstance(featured, list) else [],
    )


def _names(subject: Subject, url: str | None, picture: Picture | None) -> list[tuple[str, str]]:
    found = list(site_tags(subject))
    if subject.page is None:
        return found
    found += [*column_tags(subject), *article_tags(subject, url, picture)]
    # HTML's own names do not tell capitals from small letters: what the national tags say stands once.
    said = {name.lower() for name, _content in found}
    own = {"description": description(subject), "keywords": ",".join(keywords(subject))}
    found += [(name, content) for name, content in own.items() if content and name not in said]
    return [*found, ("twitter:card", "summary_large_image" if picture else "summary")]


def _scripts(subject: Subject, address: Address | None, picture: Picture | None) -> list[str]:
    """JSON-LD in the right script: scripts are not converted on the way out, and addresses hold no Chinese."""
    found = [as_script(each) for each in documents(subject, address.url if address else None, picture)]
    if subject.page is not None and getattr(subject.page, "translation", None) is not None:
        return found  # somebody translated it: nothing is to be converted
    return [in_script(subject.request, each) for each in found]
