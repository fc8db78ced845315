from __future__ import annotations

from django.urls import re_path

from sites.website.reading import views

app_name = "reading"
urlpatterns = [re_path(r"^(?P<page_id>[1-9]\d{0,9})/$", views.reading, name="reading")]
