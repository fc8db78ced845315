"""What is loaded after the sites: the catalogue's documents, then what people look for."""

from __future__ import annotations

from contextlib import AbstractContextManager

from wagtail import hooks

from demo.catalogue.load import CatalogueDemo
from demo.load import DemoLoader
from demo.progress import Progress
from demo.searches import index_demonstration, index_later, load_best_bets, load_usage


@hooks.register("load_demonstration", order=10)
def load_catalogue(loader: DemoLoader) -> None:
    CatalogueDemo(loader).run()


@hooks.register("load_demonstration", order=20)
def load_searches(loader: DemoLoader) -> None:
    load_best_bets()
    load_usage()


@hooks.register("defer_demonstration_index")
def defer_index() -> AbstractContextManager[None]:
    return index_later()


@hooks.register("index_demonstration")
def build_index(progress: Progress) -> None:
    index_demonstration(progress)
