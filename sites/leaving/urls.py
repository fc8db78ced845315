from __future__ import annotations

from django.urls import path

from sites.leaving import views

urlpatterns = [path("", views.leave, name="leaving")]
