"""Rows of the table of what needs whom."""

from __future__ import annotations

from typing import Any

from opencat.categories.actions import keep_category
from opencat.models import CatalogueEntry, Category
from opencat.seeds import takes_emergencies
from sites.approval.enums import Need
from sites.approval.needs import PublicModel, register

CATEGORY_FIELDS = ("code", "name", "parent", "scope", "article", "description", "term_code", "sort_order")


def _brought(category: Category) -> dict[str, Any]:
    return {"takes_emergencies": takes_emergencies(category.code)}


def register_public_models() -> None:
    register(
        PublicModel(Category, Need.SECOND, CATEGORY_FIELDS, "政府信息公开目录", save=keep_category, brought=_brought),
        PublicModel(CatalogueEntry, Need.SYSTEM, ("title", "index_number"), "目录条目，取自公开信息"),
    )
