from __future__ import annotations

from django.urls import path, re_path

from inquiry.letters import status_views, views, write_views

app_name = "letters"
urlpatterns = [
    path("", views.index, name="index"),
    path("figures/", views.figures, name="figures"),
    path("write/<slug:code>/", write_views.write, name="write"),
    path("sent/", write_views.sent, name="sent"),
    path("status/", status_views.status, name="status"),
    path("status/act/", status_views.act, name="act"),
    path("status/documents/<int:letter_id>/", status_views.document, name="document"),
    path("status/files/<int:file_id>/", status_views.own_file, name="own_file"),
    path("status/leave/", status_views.leave, name="leave"),
    path("code/", status_views.lost_code, name="lost_code"),
    path("code/<str:token>/", status_views.new_code, name="new_code"),
    re_path(r"^(?P<number>[0-9]{11})/$", views.letter, name="letter"),
]
