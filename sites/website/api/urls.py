from __future__ import annotations

from django.urls import path, re_path

from sites.website.api import views
from sites.website.api.endpoints import api
from sites.website.api.public_data import public_data

app_name = api.urls_namespace
# Ninja's own views, wrapped; its root has nothing to show, ours has, under the name by which ninja finds its addresses.
NINJA = [each for each in api.urls[0] if each.name != "api-root"]
for each in NINJA:
    each.callback = public_data(each.callback)
urlpatterns = [
    path("", views.index, name="api-root"),
    *NINJA,
    re_path(r"^.*$", public_data(views.unknown), name="unknown"),
]
