from __future__ import annotations

from django.urls import path

from search.usage import views

app_name = "search_usage"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/", views.export, name="export"),
    path("unanswered/", views.unanswered, name="unanswered"),
    path("unanswered/<int:query_id>/", views.query, name="query"),
]
