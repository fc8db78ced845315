from __future__ import annotations

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from hub import views
from hub.accounts import shared_passwords
from hub.display.views import display_settings
from hub.proof_of_work.views import challenge

urlpatterns = [
    path("admin/", include("hub.accounts.urls")),
    path("admin/", include("sites.backoffice.admin_urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("files/authenticate_with_password/<int:restriction_id>/", shared_passwords.of_collection),
    path("_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/", shared_passwords.of_page),
    path("files/", include(wagtaildocs_urls)),
    path("search/", include("search.urls")),
    path("api/v1/", include("sites.website.api.urls")),
    # Before the feeds, which stand beside any path.
    path("opencat/", include("opencat.urls")),
    path("letters/", include("inquiry.letters.urls")),
    path("consultations/", include("inquiry.consultations.urls")),
    path("", include("sites.website.syndication.urls")),
    path("leaving/", include("sites.website.exit_notice.urls")),
    path("display/", display_settings, name="display"),
    path("challenge/", challenge, name="proof_of_work_challenge"),
    path("reading/", include("sites.website.reading.urls")),
    path("style-guide/", include("sites.website.style_guide")),
    path("", include("sites.website.articles.urls")),
]
urlpatterns.append(path("media/", include("sites.website.private_media")))
if settings.SERVE_MEDIA:
    urlpatterns.append(re_path(r"^media/(?P<path>images/.+)$", views.public_media))
urlpatterns.append(path("", include(wagtail_urls)))

handler400 = "sites.website.errors.views.bad_request"
handler403 = "sites.website.errors.views.permission_denied"
handler404 = "sites.website.errors.views.not_found"
handler500 = "sites.website.errors.views.server_error"
