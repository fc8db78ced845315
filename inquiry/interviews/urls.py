from __future__ import annotations

from django.urls import path

from inquiry.interviews import views

app_name = "interviews"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.interview, name="interview"),
    path("<int:pk>/ask/", views.ask, name="ask"),
    path("<int:pk>/asked/", views.asked, name="asked"),
]
