"""What networks show of a page that somebody shares (https://ogp.me/)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from hub.variants.enums import Variant
from sites.pages.models.article_page import ArticlePage
from sites.website.metadata.pictures import Picture
from sites.website.metadata.subject import Subject
from sites.website.metadata.words import description

LOCALES = {Variant.SIMPLIFIED: "zh_CN", Variant.TRADITIONAL: "zh_HK", Variant.ENGLISH: "en_US"}


def properties(subject: Subject, url: str | None, picture: Picture | None) -> Iterator[tuple[str, str]]:
    page = subject.page
    if page is None or url is None:
        return
    is_article = isinstance(page, ArticlePage)
    yield "og:title", page.title
    yield "og:type", "article" if is_article else "website"
    yield "og:url", url
    yield "og:site_name", subject.site_name
    yield "og:locale", LOCALES[subject.variant]
    if about := description(subject):
        yield "og:description", about
    if picture:
        yield "og:image", picture.url
        yield "og:image:width", str(picture.width)
        yield "og:image:height", str(picture.height)
    if is_article and page.published_at:
        yield "article:published_time", timezone.localtime(page.published_at).isoformat(timespec="seconds")
    if is_article and page.last_published_at:
        yield "article:modified_time", timezone.localtime(page.last_published_at).isoformat(timespec="seconds")
