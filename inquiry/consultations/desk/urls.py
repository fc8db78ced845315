"""Below /admin/consultations/."""

from __future__ import annotations

from django.urls import path

from inquiry.consultations.desk import comment_views, group_views, views

app_name = "consultation_desk"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:consultation_id>/", views.consultation, name="consultation"),
    path("<int:consultation_id>/export/", views.export, name="export"),
    path("<int:consultation_id>/outcome/", views.outcome, name="outcome"),
    path("<int:consultation_id>/groups/", group_views.new_group, name="new_group"),
    path("<int:consultation_id>/groups/<int:group_id>/", group_views.group, name="group"),
    path("<int:consultation_id>/comments/<int:comment_id>/", comment_views.comment, name="comment"),
]
