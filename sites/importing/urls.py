from __future__ import annotations

from django.urls import path

from sites.importing import views

app_name = "import_batches"
urlpatterns = [
    path("<int:batch_id>/", views.batch, name="batch"),
    path("<int:batch_id>/sample/<int:line>/", views.sample, name="sample"),
]
