"""Where the search meets Wagtail's admin."""

from __future__ import annotations

from contextlib import AbstractContextManager

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


@hooks.register("load_demonstration")
def load_demonstration(loader: object) -> None:
    from search.demo import load_best_bets, load_usage

    load_best_bets()
    load_usage()


@hooks.register("defer_demonstration_index")
def defer_demonstration_index() -> AbstractContextManager[None]:
    from search.demo import index_later

    return index_later()


@hooks.register("index_demonstration")
def index_demonstration(progress: object) -> None:
    from search.demo import index_demonstration

    index_demonstration(progress)
