from __future__ import annotations

from django.urls import path

from sites import decision_views

app_name = "decisions"
urlpatterns = [path("<int:page_id>/<str:kind>/", decision_views.propose, name="propose")]
