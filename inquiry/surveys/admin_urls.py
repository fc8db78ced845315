"""Below /admin/."""

from __future__ import annotations

from django.urls import path

from inquiry.surveys import admin_views

app_name = "surveys_admin"
urlpatterns = [
    path("<int:pk>/results/", admin_views.results, name="results"),
    path("<int:pk>/export/<str:file_format>/", admin_views.export, name="export"),
]
