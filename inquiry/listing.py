"""Surveys and interviews on the site of a host: a unit's its own, on the portal those of the group (Art. 23)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from inquiry.letters.recipients import home_of
from sites.pages.addresses import Addresses
from sites.pages.listing import page_of
from sites.pages.public_content import PublicContent
from sites.pages.site_group import units_at


def list_at(request: HttpRequest, content: PublicContent) -> dict[str, Any]:
    """The context of a list: each with its address ("" where no host shows its unit) and its stage."""
    home, now, addresses = home_of(request), timezone.now(), Addresses(request)
    found = content.public() if home.unit.is_portal else content.public_of(units_at(request))
    pages = page_of(request, found)
    lines = [
        (each, addresses.at(each.unit_id, f"{content.path}{each.pk}/"), each.stage(now)) for each in pages.object_list
    ]
    return {"home": home, "content": content, "pages": pages, "lines": lines}


def content_here(request: HttpRequest, content: PublicContent, key: int) -> Any:
    """
    Raises:
        Http404: nothing public of this site has that key.
    """
    found = content.public_of(units_at(request)).filter(pk=key).first()
    if found is None:
        raise Http404(f"没有公开的{content.label}。")
    return found
