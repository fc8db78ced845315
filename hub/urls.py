from __future__ import annotations

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from hub import views
from hub.display.views import display_settings

urlpatterns = [
    path("admin/", include("sites.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("leaving/", include("sites.leaving.urls")),
    path("display/", display_settings, name="display"),
    path("reading/", include("sites.reading.urls")),
    path("", include("sites.articles.urls")),
]
if settings.SERVE_MEDIA:
    urlpatterns.append(re_path(r"^media/(?P<path>(?:images|avatar_images)/.+)$", views.public_media))
urlpatterns.append(path("", include(wagtail_urls)))

handler400 = "hub.views.bad_request"
handler403 = "hub.views.permission_denied"
handler404 = "hub.views.not_found"
handler500 = "hub.views.server_error"
