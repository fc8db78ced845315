"""Keywords that are suggested: while typing, and the popular ones beside lists of images and documents."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from taggit.models import Tag
from wagtail.admin import filters
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.images.views import chooser
from wagtail.log_actions import get_active_log_context

from sites.backoffice.scope import visible_tags
from sites.pages.scope import visible_media


def complete_tag(request: HttpRequest, app_name: str = "taggit", model_name: str = "tag") -> HttpResponse:
    """Keywords that begin with ?term=. All models share one table of keywords."""
    term = request.GET.get("term", "")
    found = visible_tags(request.user).filter(name__istartswith=term) if term else Tag.objects.none()
    names = found.order_by("name").values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]
    return JsonResponse(list(names), safe=False)


def popular_tags(model: type[Model], count: int = 10) -> QuerySet[Tag]:
    """The keywords used most on the images or documents of the units of whoever is at work."""
    user = get_active_log_context().user  # the admin notes it for every request; Wagtail hands over the model alone
    if user is None:
        return Tag.objects.none()
    used = Tag.objects.filter(
        taggit_taggeditem_items__content_type=ContentType.objects.get_for_model(model),
        taggit_taggeditem_items__object_id__in=visible_media(model, user).values("pk"),
    )
    return used.annotate(item_count=Count("taggit_taggeditem_items")).order_by("-item_count", "name")[:count]


def narrow_popular_tags() -> None:
    """Wagtail counts the keywords of all collections, and offers neither hook nor setting."""
    filters.popular_tags_for_model = popular_tags
    chooser.popular_tags_for_model = popular_tags
