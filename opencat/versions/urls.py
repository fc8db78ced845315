from __future__ import annotations

from django.urls import path

from opencat.versions import views

app_name = "opencat_versions"
urlpatterns = [path("<int:page_id>/supersede/", views.supersede_document, name="supersede")]
