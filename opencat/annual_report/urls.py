from __future__ import annotations

from django.urls import path

from opencat.annual_report import views

app_name = "annual_report"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:unit_id>/<int:year>/make/", views.make_report, name="make_report"),
    path("<int:unit_id>/<int:year>/renew/", views.renew, name="renew"),
    path("<int:unit_id>/guide/", views.make_guide, name="make_guide"),
]
