from __future__ import annotations

from django.urls import path, re_path

from opencat import organisation_views, record_views
from opencat.catalogue import data_views, feeds, permanent, requests, statistics_views, views

app_name = "opencat"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("n/<path:number>/", permanent.permanent_link, name="permanent_link"),
    path("category/<slug:code>/", views.category, name="category"),
    re_path(r"^category/(?P<code>[0-9]{1,6})/(?P<file>rss\.xml|atom\.xml)$", feeds.feed, name="feed"),
    path("data/", data_views.dictionary, name="data"),
    re_path(r"^data/(?P<code>[0-9]{1,6})\.(?P<form>csv|json)$", data_views.download, name="download"),
    re_path(
        r"^data/(?P<code>[0-9]{1,6})-(?P<kind>[a-z_]{1,20})\.csv$", data_views.download_records, name="download_records"
    ),
    path("statistics/", statistics_views.statistics, name="statistics"),
    path("organisation/", organisation_views.organisation, name="organisation"),
    path("records/<int:page_id>/<slug:kind>.csv", record_views.records_csv, name="records"),
    path("request/<slug:unit>/", requests.request_for_disclosure, name="request"),
]
