from __future__ import annotations

from django.urls import path

from sites.casework.incoming import views

app_name = "incoming_mail"
urlpatterns = [path("", views.index, name="index"), path("<int:mail_id>/", views.mail, name="mail")]
