"""A cookie for each survey that this browser has answered. It says nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from inquiry.models.survey import Survey

LIFETIME = timedelta(days=400)
_SALT = "inquiry.surveys.answered"


def remember_answer(request: HttpRequest, response: HttpResponse, survey: Survey) -> None:
    response.set_signed_cookie(
        _name(survey), str(survey.pk), salt=_SALT, max_age=LIFETIME, secure=request.is_secure(), httponly=True,
        samesite="Lax",
    )  # fmt: skip


def has_answered(request: HttpRequest, survey: Survey) -> bool:
    return request.get_signed_cookie(_name(survey), default="", salt=_SALT) == str(survey.pk)


def _name(survey: Survey) -> str:
    return f"survey-{survey.pk}"
