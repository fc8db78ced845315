from __future__ import annotations

from django.urls import path

from sites.backoffice.translation import views

app_name = "translation"
urlpatterns = [
    path("<int:page_id>/", views.languages, name="languages"),
    path("<int:page_id>/text/", views.text, name="text"),
    path("<int:page_id>/text/preview/", views.preview, name="preview"),
]
