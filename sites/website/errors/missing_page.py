"""What is known about a URL at which there is no page. Never the content or title of what is not public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from sites.approval.enums import LedgerAction
from sites.approval.gate import content_deleted
from sites.approval.models.content import ApprovableContent
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.models.unit_site import UnitSite
from sites.pages.listing import way_along
from sites.pages.navigation import current_home
from sites.website.models.removed_page import RemovedPage

TAKEN_DOWN = (LedgerAction.UNPUBLISHED, LedgerAction.EXPIRED)
MADE_PUBLIC = (LedgerAction.PUBLISHED, LedgerAction.IMPORTED, LedgerAction.PROVISIONED)
DEEPEST = 20


@dataclass(frozen=True)
class Missing:
    """`nearest`: the last public page on the way; `hidden`: the page at the very end of it, which is not public."""

    slugs: list[str]
    nearest: Page
    hidden: Page | None


def look_up(request: HttpRequest) -> Missing | None:
    """Follows the URL as far as it goes; None on a host without a site. Puts the request into the site it is below."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    slugs = [slug for slug in request.path.split("/") if slug][:DEEPEST]
    # A NUL is in no address, and PostgreSQL takes none in a question.
    way = way_along(site.root_page, slugs) if "\0" not in request.path else []
    public = [page for page in way if page.live]
    nearest = public[-1] if public else site.root_page
    request._served_page = nearest  # a channel's missing page wears the channel, not the portal
    request.__dict__.pop("_unit_site", None)
    end = way[-1] if way and len(way) == len(slugs) else None
    return Missing(slugs, nearest, end if end is not None and not end.live else None)


def taken_down_at(request: HttpRequest, missing: Missing) -> datetime | None:
    """When the page that was public at this address was taken down or deleted; None if none ever was.

    None, too, for an address that has been led elsewhere: the redirect is better than any notice.
    """
    if missing.hidden is not None:
        entries = LedgerEntry.objects.of(missing.hidden).filter(action__in=TAKEN_DOWN)
        at = entries.order_by("-serial").values_list("at", flat=True).first()
    else:
        at = _deleted_at(request, missing)
    if at is None or get_redirect(request, Redirect.normalise_path(request.get_full_path(), decode_unicode=False)):
        return None
    return at


def _deleted_at(request: HttpRequest, missing: Missing) -> datetime | None:
    unit_site, site = current_home(request), Site.find_for_request(request)
    if unit_site is None or site is None or any("\0" in slug for slug in missing.slugs):
        return None
    below = unit_site.home.depth - site.root_page.depth
    path = "/".join(missing.slugs[below:]) + "/"
    rows = RemovedPage.objects.filter(unit_id=unit_site.unit_id, path=path)
    return rows.values_list("removed_at", flat=True).first()


def remember_removal(page: ApprovableContent, at: datetime, **signal: Any) -> None:
    """Keeps the address of a page that is being deleted, if it was ever public."""
    if not LedgerEntry.objects.of(page).filter(action__in=MADE_PUBLIC).exists():
        return
    unit_site = UnitSite.objects.filter(unit_id=page.unit_id).select_related("home").first()
    if unit_site is None or not page.url_path.startswith(unit_site.home.url_path):
        return
    path = page.url_path.removeprefix(unit_site.home.url_path)
    if len(path) <= RemovedPage._meta.get_field("path").max_length:
        RemovedPage.objects.update_or_create(unit_id=page.unit_id, path=path, defaults={"removed_at": at})


def connect() -> None:
    content_deleted.connect(remember_removal, dispatch_uid="remember_removed_page")
