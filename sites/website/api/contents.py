"""What apps have registered as public and is no page, in the shape of `schemas`."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from wagtail.documents import get_document_model

from hub.variants.enums import Variant
from sites.organisation.models.unit import Unit
from sites.pages.addresses import Addresses
from sites.pages.public_content import PublicContent, PublicItem, content_named, registered
from sites.pages.site_group import units_at
from sites.website.api.answers import Data, attachment, page_of_list
from sites.website.api.filters import Paging
from sites.website.api.queries import site_root, unit_site_at
from sites.website.metadata.addresses import url_in


def kinds(request: HttpRequest) -> list[Data]:
    """Raises:
    Http404: no site answers here.
    """
    home, addresses = unit_site_at(site_root(request)), Addresses()
    return [
        {
            "name": content.name,
            "label": content.label,
            "url": addresses.at(home.unit_id, content.path) if content.path else "",
        }
        for content in registered()
    ]


def newest(request: HttpRequest, name: str, asked: Paging) -> Data:
    """Raises:
    Http404: nothing of this name is registered, or no site answers here.
    """
    content = _content(name)
    found = content.public_of(units_at(request))
    if asked.unit:
        found = found.filter(**{f"{content.unit_field}__code": asked.unit})

    def as_data(request: HttpRequest, rows: list[Any]) -> list[Data]:
        items = list(content.items(rows))
        codes, addresses = _codes(items), Addresses()
        return [_item(item, codes, addresses) for item in items]

    return page_of_list(request, found, asked, as_data)


def one(request: HttpRequest, name: str, key: int) -> Data:
    """Raises:
    Http404: nothing of this name is registered, or the host has no such public object.
    """
    content = _content(name)
    objects = content.public_of(units_at(request)).filter(pk=key)
    item = next(iter(content.items(objects)), None)
    if item is None:
        raise Http404("没有这条内容，或者它没有公开。")
    data = _item(item, _codes([item]), Addresses())
    documents = get_document_model().objects.in_bulk([document for document, _title in item.files])
    files = [(documents[document], title) for document, title in item.files if document in documents]
    return {
        **data,
        "text": item.text,
        "attachments": [attachment(request, document, title or document.title) for document, title in files],
        "variants": [{"language": Variant.TRADITIONAL, "url": url_in(data["url"], Variant.TRADITIONAL)}],
    }


def _content(name: str) -> PublicContent:
    content = content_named(name)
    if content is None:
        raise Http404("没有这类内容。")
    return content


def _codes(items: list[PublicItem]) -> dict[int, str]:
    """Of the items' units. One query."""
    return dict(Unit.objects.filter(pk__in={item.unit_id for item in items}).values_list("pk", "code"))


def _item(item: PublicItem, codes: dict[int, str], addresses: Addresses) -> Data:
    names = ("title", "summary", "source", "keywords", "written_on")
    return {
        **{name: getattr(item, name) for name in names},
        "id": item.key,
        "url": addresses.at(item.unit_id, item.path),
        "unit": codes[item.unit_id],
        "published_at": timezone.localtime(item.published_at),
        "changed_at": timezone.localtime(item.changed_at),
    }
