from __future__ import annotations

from django.urls import path, re_path

from sites.website.syndication import views

app_name = "syndication"
urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap_index"),
    re_path(r"^sitemap(?:-(?P<section>[\w-]+))?-(?P<number>[0-9]{1,5})\.xml$", views.sitemap, name="sitemap"),
    re_path(
        r"^sitemap\.(?P<name>[a-z]{1,20})-(?P<number>[0-9]{1,5})\.xml$", views.content_sitemap, name="content_sitemap"
    ),
    re_path(r"^(?P<path>(?:[\w-]+/)*)(?P<file>rss\.xml|atom\.xml)$", views.feed, name="feed"),
]
