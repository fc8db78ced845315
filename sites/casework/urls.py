"""Below /admin/: the desk."""

from __future__ import annotations

from django.urls import path

from sites.casework.desk.views import case_page

app_name = "casework"
urlpatterns = [path("<str:number>/", case_page, name="case")]
