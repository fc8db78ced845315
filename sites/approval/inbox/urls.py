from __future__ import annotations

from django.urls import path

from sites.approval.inbox import correction_views, review_views, views

app_name = "inbox"
urlpatterns = [
    path("", views.index, name="index"),
    path("done/", views.done, name="done"),
    path("delegate/", views.delegate, name="delegate"),
    path("delegate/<int:delegation_id>/end/", views.end_delegation, name="end_delegation"),
    path("<int:state_id>/", views.item, name="item"),
    path("<int:state_id>/preview/", views.preview, name="preview"),
    path("removal/<int:request_id>/", views.removal, name="removal"),
    path("change/<int:change_id>/", views.change, name="change"),
    path("review/<int:review_id>/", review_views.review, name="review"),
    path("review/<int:review_id>/preview/", review_views.review_preview, name="review_preview"),
    path("corrections/", correction_views.corrections, name="corrections"),
    path("needs/", views.needs, name="needs"),
]
