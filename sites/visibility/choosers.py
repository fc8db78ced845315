"""Wagtail's page chooser offers the pages of all sites (wagtail#1700); ours offers those of one's own units."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from taggit.models import Tag
from wagtail.admin.views import chooser
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT


from sites.visibility.scope import page_policy, sees_everything, visible_pages, visible_tags


class OwnBrowseView(chooser.BrowseView):
    """Begins where the person's own pages begin. Which rows are listed is the chooser hook's part."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if not sees_everything(request.user):
            if parent_page_id is None:
                root = page_policy().explorable_root_instance(request.user)
                parent_page_id = root.pk if root else None
            if parent_page_id is None or not visible_pages(request.user).filter(pk=parent_page_id).exists():
                raise PermissionDenied
        return super().get(request, parent_page_id)


class OwnChosenMultipleView(chooser.ChosenMultipleView):
    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = {int(pk) for pk in request.GET.getlist("id") if pk.isdecimal()}
        if visible_pages(request.user).filter(pk__in=wanted).count() != len(wanted):
            raise PermissionDenied
        return super().get(request)


def complete_tag(request: HttpRequest, app_name: str = "taggit", model_name: str = "tag") -> HttpResponse:
    """Keywords that begin with ?term=. All models share one table of keywords."""
    term = request.GET.get("term", "")
    found = visible_tags(request.user).filter(name__istartswith=term) if term else Tag.objects.none()
    return JsonResponse(
        list(found.order_by("name").values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]), safe=False
    )


def only_own_pages(pages: object, request: HttpRequest) -> object:
    """For the hook `construct_page_chooser_queryset`."""
    if sees_everything(request.user):
        return pages
    return pages.filter(pk__in=visible_pages(request.user).values("pk"))
