"""Where the search meets Wagtail's admin."""

from __future__ import annotations

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

import search.usage.hooks  # noqa: F401  registers its own
from search.viewsets import BestBetViewSet, SearchViewSetGroup, SynonymViewSet


@hooks.register("register_admin_viewset")
def register_search_group() -> ViewSetGroup:
    return SearchViewSetGroup()


@hooks.register("register_admin_viewset")
def register_search_viewsets() -> list[ModelViewSet]:
    return [SynonymViewSet(), BestBetViewSet()]
