"""Below /admin/: the register of requests for disclosure."""

from __future__ import annotations

from django.urls import path

from inquiry.disclosure import register_views

app_name = "disclosure_register"
urlpatterns = [
    path("", register_views.register, name="index"),
    path("export/<str:file_format>/", register_views.export, name="export"),
]
