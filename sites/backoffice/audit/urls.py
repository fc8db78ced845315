from __future__ import annotations

from django.urls import path

from sites.backoffice.audit import views

app_name = "audit"
urlpatterns = [path("", views.report, name="report")]
