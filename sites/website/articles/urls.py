from __future__ import annotations

from django.urls import re_path

from sites.website.articles import views

app_name = "articles"
urlpatterns = [
    re_path(r"^(?P<path>(?:[\w-]+/)+)article\.pdf$", views.article_pdf, name="pdf"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)qr\.svg$", views.article_qr_code, name="qr_code"),
]
