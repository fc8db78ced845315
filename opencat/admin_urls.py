from __future__ import annotations

from django.urls import path

from opencat.categories import views as category_views
from opencat.coverage import exemption_views, views

app_name = "coverage"
urlpatterns = [
    path("", views.index, name="index"),
    path("export/<str:file_format>/", views.export, name="export"),
    path("units/<int:unit_id>/", views.unit, name="unit"),
    path("units/<int:unit_id>/documents/<str:code>/", views.documents, name="documents"),
    path("units/<int:unit_id>/exempt/<str:code>/", exemption_views.propose, name="propose"),
    path("exemptions/", exemption_views.exemptions, name="exemptions"),
    path("exemptions/<int:exemption_id>/", exemption_views.exemption, name="exemption"),
    path("interpretations/", views.interpretations, name="interpretations"),
    path("columns/", category_views.columns, name="columns"),
    path("columns/<int:column_id>/", category_views.column, name="column"),
]
