from __future__ import annotations

from django.urls import path

from opencat import import_views as views

app_name = "catalogue_import"
urlpatterns = [
    path("", views.index, name="index"),
    path("run/", views.run, name="run"),
    path("report/", views.report, name="report"),
]
