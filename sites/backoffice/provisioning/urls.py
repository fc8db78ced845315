from __future__ import annotations

from django.urls import path

from sites.backoffice.provisioning import views

app_name = "provisioning"
urlpatterns = [path("units/<int:unit_id>/site/", views.site, name="site")]
