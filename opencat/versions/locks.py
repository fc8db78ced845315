"""An abolished document is history: it is read, superseded, taken down, but not rewritten."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from wagtail.locks import BaseLock

from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage

REFUSAL = "已废止的文件不能修改，只能以新文件替代。"


class AbolishedLock(BaseLock):
    """For everybody, the centre and administrators included."""

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return format_html(
            "{} <a class='button button-small button-secondary' href='{}'>以新文件替代</a>",
            REFUSAL,
            reverse("opencat_versions:supersede", args=[self.object.pk]),
        )

    def get_locked_by(self, user: Any) -> str:
        return "已废止"

    def get_description(self, user: Any) -> str:
        return REFUSAL


def is_abolished(page: ArticlePage) -> bool:
    """Whether the public sees `page` as abolished. One query: a draft in memory may say anything."""
    if page.pk is None or not page.live or page.is_translation:
        return False
    return ArticlePage.objects.filter(pk=page.pk, live=True, validity=Validity.ABOLISHED).exists()


def lock_of(page: ArticlePage) -> AbolishedLock | None:
    return AbolishedLock(page) if is_abolished(page) else None
