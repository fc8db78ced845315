"""Bulk actions on what a person may see. Wagtail lists by title whatever the URL names, "no access" included."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page
from wagtail.permissions import policy_registry

from sites.backoffice.files_in_use.deletion import refuse_if_in_use
from sites.pages.forms import require_visible_page
from sites.pages.scope import MEDIA_ACTIONS, visible_pages


def run_bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponseBase:
    """In the place of Wagtail's dispatcher.

    Raises:
        Http404: there is no such model or action.
    """
    action_class = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if action_class is None:
        raise Http404
    own = type(f"Own{action_class.__name__}", (_OwnOnly, action_class), {})
    return own(request, apps.get_model(app_label, model_name)).dispatch(request)


class _OwnOnly(BulkAction):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        require_visible_page(request, "chooser")
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self, model: type[Model], object_ids: Iterable[Any]) -> list[Model]:
        """Wagtail's class method, which knows no user; it is asked on the instance only."""
        visible = list(_visible(model, self.request.user).filter(pk__in=object_ids).values_list("pk", flat=True))
        if not visible:
            raise PermissionDenied
        if self.action_type == "delete" and not issubclass(model, Page):
            for file in model._default_manager.filter(pk__in=visible):
                refuse_if_in_use(file)
        return super().get_queryset(model, visible)


def _visible(model: type[Model], user: AbstractBaseUser) -> QuerySet[Model]:
    if issubclass(model, Page):
        return visible_pages(user)
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, MEDIA_ACTIONS)
