"""The admin's own API: images and documents as the choosers offer them (Wagtail's endpoints list all)."""

from __future__ import annotations

from django.db.models import QuerySet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from sites.pages.scope import visible_media


class ScopedImagesAPIViewSet(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(pk__in=visible_media(self.model, self.request.user).values("pk"))


class ScopedDocumentsAPIViewSet(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(pk__in=visible_media(self.model, self.request.user).values("pk"))


def replace_media_endpoints(router: WagtailAPIRouter) -> None:
    """For the hook `construct_admin_api`, after Wagtail's own."""
    router.register_endpoint("images", ScopedImagesAPIViewSet)
    router.register_endpoint("documents", ScopedDocumentsAPIViewSet)
