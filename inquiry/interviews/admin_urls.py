"""Below /admin/."""

from __future__ import annotations

from django.urls import path

from inquiry.interviews import admin_views

app_name = "interviews_admin"
urlpatterns = [path("<int:pk>/questions/", admin_views.questions, name="questions")]
