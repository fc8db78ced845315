from __future__ import annotations

from django.urls import path

from sites.backoffice.signed_in import views

app_name = "signed_in"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:person_id>/end/", views.end, name="end"),
]
