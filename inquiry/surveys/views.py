"""Surveys on public pages: the list, one with its results, the form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from inquiry.letters.form_keys import own_key
from inquiry.letters.recipients import home_of
from inquiry.letters.responses import personal
from inquiry.listing import content_here, list_at
from inquiry.models.survey import Survey
from inquiry.public_forms import refusal_of
from inquiry.surveys.actions import NOT_OPEN, answer_survey, is_answered_with
from inquiry.surveys.cookies import has_answered, remember_answer
from inquiry.surveys.figures import public_results
from inquiry.surveys.forms import AnswerForm
from sites.pages.public_content import content_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/index.html", list_at(request, content_of(Survey)))


@require_safe
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """
    Raises:
        Http404: no public survey of this site has that key.
    """
    content, now = content_of(Survey), timezone.now()
    found = content_here(request, content, pk)
    context = {
        "home": home_of(request),
        "content": content,
        "survey": found,
        "stage": found.stage(now),
        "public": public_results(found, now),
        "has_answered": has_answered(request, found),
    }
    return render(request, "surveys/survey.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """
    Raises:
        Http404: no public survey of this site has that key.
    """
    found = content_here(request, content_of(Survey), pk)
    if (key := own_key(request.POST.get("form_key", ""))) and is_answered_with(key):
        return _thanks(request, found)
    if refusal := NOT_OPEN.get(found.stage(timezone.now())):
        return _show(request, found, refusal=refusal)
    if has_answered(request, found):
        return _show(request, found, refusal="这台设备已经答过这份问卷，谢谢。")
    form = AnswerForm(request.POST or None, request=request, questions=found.asked)
    if request.method != "POST":
        return _show(request, found, form=form)
    if not form.is_valid():
        return _show(request, found, form=form, problems=form.summary())
    if problem := refusal_of(request, "survey", lambda: answer_survey(found, form)):
        return _show(request, found, form=form, problems=[("", "", problem)])
    return _thanks(request, found)


def _show(request: HttpRequest, found: Survey, **context: Any) -> HttpResponse:
    return render(request, "surveys/answer.html", {"home": home_of(request), "survey": found, **context})


def _thanks(request: HttpRequest, found: Survey) -> HttpResponse:
    response = redirect("surveys:thanks", found.pk)
    remember_answer(request, response, found)
    return response


@personal
@require_safe
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """
    Raises:
        Http404: no public survey of this site has that key.
    """
    found = content_here(request, content_of(Survey), pk)
    return render(request, "surveys/thanks.html", {"home": home_of(request), "survey": found})
