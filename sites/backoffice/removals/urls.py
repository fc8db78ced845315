from __future__ import annotations

from django.urls import path

from sites.backoffice.removals import views

app_name = "removals"
urlpatterns = [
    path("<int:page_id>/<str:kind>/", views.propose, name="propose"),
    path(
        "<str:app_label>/<str:model_name>/<int:content_id>/<str:kind>/", views.propose_content, name="propose_content"
    ),
]
