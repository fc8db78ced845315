"""What pages tell the inbox."""

from __future__ import annotations

from wagtail import hooks

from sites.pages.articles.checks import checks_of_article

hooks.register("content_checks", checks_of_article)
