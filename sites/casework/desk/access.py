"""Who gets to which page of the desk. Each is asked at each request."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from sites.casework.models.case import Case
from sites.casework.rights import cases_seen_by, has_desk

View = Callable[..., HttpResponse]


def for_those(may: Callable[[AbstractBaseUser], bool]) -> Callable[[View], View]:
    """Refuses all others."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


at_a_desk = for_those(has_desk)


def case_to_see(request: HttpRequest, number: str) -> Case:
    """
    Raises:
        Http404: there is none of that number, or it is none of the user's.
    """
    case = cases_seen_by(request.user).select_related("unit", "addressed_to", "privacy_notice").filter(number=number)
    if (found := case.first()) is None:
        raise Http404("没有这件办件。")
    return found
