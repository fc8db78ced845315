from __future__ import annotations

from django.urls import path

from sites.backoffice.removals import views

app_name = "removals"
urlpatterns = [path("<int:page_id>/<str:kind>/", views.propose, name="propose")]
