"""The whole demonstration in one place: what a loader needs to import."""

from __future__ import annotations

from demo.articles import articles
from demo.model import DemoArticle, DemoPerson, DemoTopic, DemoUnit
from demo.people import people
from demo.pictures.catalogue import PictureSpec, draw, pictures
from demo.pictures.portrait import draw_portrait
from demo.topics import topics
from demo.units import units

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
