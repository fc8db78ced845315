from __future__ import annotations

from urllib.parse import urlsplit

from django.db.models import Model
from wagtail.models import Page, Site

from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.needs import approvable_models


class NotFound(LookupError):
    """No content has this address. The message is Chinese."""


def content_at(given: str) -> Model:
    """The content of a public address, of a page's number, or of `app.model:number` for what is no page.

    Raises:
        NotFound: nothing with a record has it.
    """
    given = given.strip()
    found = _by_number(given) if given.isdigit() or (":" in given and "//" not in given) else _by_address(given)
    if found is None or not LedgerEntry.objects.of(found).exists():
        raise NotFound("没有这个网址或编号的内容，或者它从未进入审批台账。")
    return found


def _by_number(given: str) -> Model | None:
    label, _colon, number = given.rpartition(":")
    if not number.isdigit():
        return None
    models = [Page] if not label else [each for each in approvable_models() if each._meta.label_lower == label.lower()]
    return models[0]._base_manager.filter(pk=number).first() if models else None


def _by_address(given: str) -> Model | None:
    """On the host of the address; without one on any site."""
    parts = urlsplit(given if "//" in given else f"//{given}" if "." in given.split("/")[0] else given)
    path = "/" + parts.path.strip("/").removeprefix("zh-hant/") + "/"
    if not given:
        return None
    sites = Site.objects.select_related("root_page")
    if parts.hostname:
        sites = sites.filter(hostname=parts.hostname)
    for site in sites:
        page = Page.objects.filter(url_path=(site.root_page.url_path.rstrip("/") + path).replace("//", "/")).first()
        if page is not None:
            return page
    return None
