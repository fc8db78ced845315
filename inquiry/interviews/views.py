"""Interviews on public pages: the list, one with its transcript, the form for questions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hub.media_blocks import media_loaded
from inquiry.interviews.actions import OVER, ask_question, is_asked_with
from inquiry.interviews.forms import QuestionForm
from inquiry.letters.form_keys import own_key
from inquiry.letters.recipients import home_of
from inquiry.letters.responses import personal
from inquiry.listing import content_here, list_at
from inquiry.models.interview import Interview
from inquiry.public_forms import refusal_of
from inquiry.stages import Stage
from sites.pages.public_content import content_of


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "interviews/index.html", list_at(request, content_of(Interview)))


@require_safe
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """
    Raises:
        Http404: no public interview of this site has that key.
    """
    content = content_of(Interview)
    found = content_here(request, content, pk)
    with media_loaded(found.guests, found.transcript):
        list(found.guests), list(found.transcript)
    context = {
        "home": home_of(request),
        "content": content,
        "interview": found,
        "stage": found.stage(timezone.now()),
        "questions": found.questions.count(),
    }
    return render(request, "interviews/interview.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """
    Raises:
        Http404: no public interview of this site has that key.
    """
    found = content_here(request, content_of(Interview), pk)
    if (key := own_key(request.POST.get("form_key", ""))) and is_asked_with(key):
        return redirect("interviews:asked", found.pk)
    if found.stage(timezone.now()) is Stage.AFTER:
        return _show(request, found, refusal=OVER)
    form = QuestionForm(request.POST or None, request=request, auto_id="question-%s", label_suffix="")
    if request.method != "POST":
        return _show(request, found, form=form)
    if not form.is_valid():
        return _show(request, found, form=form, problems=form.summary())
    if problem := refusal_of(request, "question", lambda: ask_question(found, form)):
        return _show(request, found, form=form, problems=[("", "", problem)])
    return redirect("interviews:asked", found.pk)


def _show(request: HttpRequest, found: Interview, **context: Any) -> HttpResponse:
    return render(request, "interviews/ask.html", {"home": home_of(request), "interview": found, **context})


@personal
@require_safe
def asked(request: HttpRequest, pk: int) -> HttpResponse:
    """
    Raises:
        Http404: no public interview of this site has that key.
    """
    found = content_here(request, content_of(Interview), pk)
    return render(request, "interviews/asked.html", {"home": home_of(request), "interview": found})
