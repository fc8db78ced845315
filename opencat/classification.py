"""Into which category a document belongs: the one it names, else that of the nearest column above it."""

from __future__ import annotations

from wagtail.models import Page

from opencat.models import Category
from sites.approval.submission_checks import column_of
from sites.organisation.places import paths_down_to
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage


def category_of_column(column: Page | None) -> Category | None:
    """One query."""
    if column is None:
        return None
    above = ColumnPage.objects.filter(path__in=paths_down_to(column.path), category__isnull=False)
    nearest = above.order_by("-depth").values("category")[:1]
    return Category.objects.filter(pk=nearest).select_related("parent").first()


def category_of(page: ArticlePage, column: Page | None = None) -> Category | None:
    if page.category_id is not None:
        return page.category
    return category_of_column(column or column_of(page))
