from __future__ import annotations

from django.urls import path, re_path

from search import feeds, views
from search.suggestions.views import suggest
from search.usage.clicks import click

urlpatterns = [
    path("", views.search, name="search"),
    path("suggestions/", suggest, name="search_suggestions"),
    path("click/", click, name="search_click"),
    path("advanced/", views.advanced, name="search_advanced"),
    re_path(r"^(?P<file>rss\.xml|atom\.xml)$", feeds.feed, name="search_feed"),
]
