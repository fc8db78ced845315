from __future__ import annotations

from django.urls import path

from sites.website.exit_notice import views

urlpatterns = [path("", views.exit_notice, name="exit_notice")]
