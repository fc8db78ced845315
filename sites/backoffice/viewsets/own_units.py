"""Admin views of what belongs to units: each view asks for the right to the one object that it is about.

Wagtail asks a permission policy for the model only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from sites.organisation.capacity import units_of
from sites.organisation.enums import WRITING_OFFICES
from sites.organisation.models.unit import Unit

_LISTS = frozenset({"index", "index_results", "list", "list_results"})


def units_written_for(user: Any) -> QuerySet[Unit]:
    """The units for which somebody may begin something new."""
    if user.is_superuser:
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=units_of(user, WRITING_OFFICES))


class OwnUnitForm(WagtailAdminModelForm):
    """Of a model with an editable `unit`: one of one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_written_for(self.for_user)


class OwnUnitsIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        own = self.permission_policy.instances_user_has_any_permission_for(self.request.user, ["view"])
        return own.select_related("unit")


class OwnUnitsViewSet(ModelViewSet):
    """For a model with a `unit` and a `UnitPolicy`."""

    index_view_class = OwnUnitsIndexView
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = super().get_urlpatterns()
        for pattern in patterns:
            if pattern.name not in _LISTS:
                pattern.callback = self._checked(pattern.callback)
        return patterns

    def _checked(self, view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            policy = self.permission_policy
            if "pk" not in kwargs:
                allowed = policy.user_has_permission(request.user, "add")
            else:
                instance = get_object_or_404(self.model, pk=unquote(str(kwargs["pk"])))
                allowed = policy.user_has_permission_for_instance(request.user, "change", instance)
            if not allowed:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked
