"""The whole demonstration in one place: what a loader needs to import."""

from __future__ import annotations

from sites.demo.articles import articles
from sites.demo.model import DemoArticle, DemoPerson, DemoTopic, DemoUnit
from sites.demo.people import people
from sites.demo.pictures.catalogue import PictureSpec, draw, pictures
from sites.demo.pictures.portrait import draw_portrait
from sites.demo.topics import topics
from sites.demo.units import units

__all__ = [
    "DemoArticle",
    "DemoPerson",
    "DemoTopic",
    "DemoUnit",
    "PictureSpec",
    "articles",
    "draw",
    "draw_portrait",
    "people",
    "pictures",
    "topics",
    "units",
]
