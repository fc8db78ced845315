"""What is loaded after the sites: the catalogue's documents, then what people look for."""

from __future__ import annotations

from wagtail import hooks

from demo.catalogue.load import CatalogueDemo
from demo.load import DemoLoader
from demo.searches import load_best_bets, load_usage


@hooks.register("load_demonstration", order=10)
def load_catalogue(loader: DemoLoader) -> None:
    CatalogueDemo(loader).run()


@hooks.register("load_demonstration", order=20)
def load_searches(loader: DemoLoader) -> None:
    load_best_bets()
    load_usage()
