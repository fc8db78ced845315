from __future__ import annotations

from django.urls import path

from inquiry.consultations import views

app_name = "consultations"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:page_id>/comment/", views.comment, name="comment"),
    path("<int:page_id>/sent/<slug:receipt>/", views.sent, name="sent"),
]
