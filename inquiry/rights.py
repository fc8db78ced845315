"""Who keeps surveys and interviews: the writers of their unit, nobody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.permissions import register_permission_policy

from inquiry.models.interview import Interview
from inquiry.models.survey import Survey
from sites.organisation.unit_policy import UnitPolicy


def register() -> None:
    for model in (Survey, Interview):
        register_permission_policy(model, UnitPolicy(model))


def of_own_unit(model: type[models.Model]) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of one content, which it gets in place of the key: for who keeps it."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
            content = get_object_or_404(model, pk=pk)
            if not UnitPolicy(model).user_has_permission_for_instance(request.user, "change", content):
                raise PermissionDenied
            return view(request, content, *args, **kwargs)

        return checked

    return decorate
