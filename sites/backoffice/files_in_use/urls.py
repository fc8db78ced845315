from __future__ import annotations

from django.urls import path

from sites.backoffice.files_in_use import views

app_name = "new_version"
urlpatterns = [
    path("images/<int:image_id>/", views.image, name="image"),
    path("documents/<int:document_id>/", views.document, name="document"),
]
