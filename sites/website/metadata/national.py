"""The meta tags that the national guide for government websites asks for, by the names it gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from sites.pages.models.article_page import ArticlePage
from sites.website.metadata.pictures import Picture
from sites.website.metadata.subject import Subject
from sites.website.metadata.words import description, keywords

Named = tuple[str, str]  # a tag's name and content


def site_tags(subject: Subject) -> Iterator[Named]:
    """On every page. The code is empty until the centre has entered it: an empty tag shows it, none would hide it."""
    url = subject.unit_site.home.get_full_url(subject.request) or subject.request.build_absolute_uri("/")
    yield "SiteName", subject.site_name
    yield "SiteDomain", urlsplit(url).hostname or ""
    yield "SiteIDCode", subject.unit_site.identification_code


def column_tags(subject: Subject) -> Iterator[Named]:
    """Of the column shown, with its description and keywords; of a page in it, the column's name and type."""
    page: Any = subject.page
    if page is None or page.is_home:
        return
    if not page.is_document:
        yield "ColumnName", page.title
        yield "ColumnDescription", description(subject)
        yield "ColumnKeywords", ",".join(keywords(subject))
        # The guide's kind of column 栏目类别: what it belongs to on the first level.
        yield "ColumnType", (subject.ancestors[0] if subject.ancestors else page).title
    elif subject.ancestors:
        yield "ColumnName", subject.ancestors[-1].title
        yield "ColumnType", subject.ancestors[0].title


def article_tags(subject: Subject, url: str | None, picture: Picture | None) -> Iterator[Named]:
    page: Any = subject.page
    if page is None or not page.is_document:
        return
    is_article = isinstance(page, ArticlePage)
    published = page.published_at if is_article else page.first_published_at
    yield "ArticleTitle", page.title
    if published:
        yield "PubDate", f"{timezone.localtime(published):%Y-%m-%d %H:%M}"
    yield "ContentSource", page.source if is_article else subject.unit_site.unit.name
    if is_article and (found := keywords(subject)):
        yield "Keywords", ",".join(found)
    if is_article and page.author:
        yield "Author", page.author
    if about := description(subject):
        yield "Description", about
    if picture:
        yield "Image", picture.url
    if url:
        yield "Url", url
