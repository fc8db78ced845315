"""`hub.urls` with the line that the app would have there."""

from __future__ import annotations

from django.urls import include, path

from hub.urls import handler400, handler403, handler404, handler500
from hub.urls import urlpatterns as hub_urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("trees/", include("tests.testapp.urls")), *hub_urlpatterns]
