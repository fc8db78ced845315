from __future__ import annotations

from django.urls import path

from tests.testapp import views

app_name = "testapp"
urlpatterns = [
    path("", views.index, name="trees"),
    path("tell/", views.tell, name="tell"),
    path("told/", views.told, name="told"),
    path("told/<int:key>/", views.file, name="told-file"),
    path("<int:key>/", views.tree, name="tree"),
]
