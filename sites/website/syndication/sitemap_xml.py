"""Sitemaps as text. Thousands of entries: joined here, a template would take far longer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from django.utils import timezone

from sites.website.syndication.sitemaps import Entry, File

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def index_xml(files: Iterable[File]) -> str:
    rows = (f"<sitemap>{_place(each.url, each.changed_at)}</sitemap>\n" for each in files)
    return f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{''.join(rows)}</sitemapindex>\n"


def sitemap_xml(entries: Iterable[Entry]) -> str:
    rows = (f"<url>{_place(each.url, each.changed_at)}{_alternates(each)}</url>\n" for each in entries)
    return f'{_HEAD}<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{"".join(rows)}</urlset>\n'


def _place(url: str, changed_at: datetime | None) -> str:
    changed = f"<lastmod>{timezone.localtime(changed_at).isoformat(timespec='seconds')}</lastmod>" if changed_at else ""
    return f"<loc>{escape(url)}</loc>{changed}"


def _alternates(entry: Entry) -> str:
    link = '<xhtml:link rel="alternate" hreflang={} href={}/>'.format
    return "".join(link(quoteattr(language), quoteattr(url)) for language, url in entry.alternates)
