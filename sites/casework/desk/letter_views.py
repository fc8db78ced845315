"""Letters of a case: written from a template, taken away as a Word file, issued; read again as they went out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hub.sent_files.kinds import KINDS
from hub.sent_files.responses import file_response
from sites.casework.actions.looks import look_at_applicant
from sites.casework.actions.step import CaseRefused, locked
from sites.casework.desk.access import case_to_see
from sites.casework.desk.case_views import STALE, serial_of
from sites.casework.desk.offers import seat_for
from sites.casework.documents.files import UNNUMBERED, as_docx
from sites.casework.documents.filling import day_words, draft_of, with_name
from sites.casework.documents.issuing import issue_letter, unit_of
from sites.casework.documents.reading import file_of
from sites.casework.documents.templates import LetterTemplate, template_named, templates_for
from sites.casework.enums import Action, LookPurpose
from sites.casework.models.case import Case
from sites.casework.models.issued_letter import IssuedLetter
from sites.casework.rights import Seat, seats_of

LONGEST = 8000


class LetterForm(forms.Form):
    text = forms.CharField(label="正文", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 18}))
    seen = forms.IntegerField(widget=forms.HiddenInput)


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, number: str, template: str) -> HttpResponse:
    case = case_to_see(request, number)
    seat = seat_for(Action.ISSUE_LETTER, seats_of(request.user, case))
    if seat is None:
        raise PermissionDenied
    chosen = _template_of(case, template)
    form = LetterForm(request.POST or None, initial=_initial(case, seat, chosen))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if "word" in request.POST:
            return _word(case, seat, chosen, text)
        try:
            letter = _issue(case, seat, chosen, form.cleaned_data)
        except CaseRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"已发出《{letter.title}》{letter.number}。")
            return redirect("casework:case", case.number)
    return render(request, "desk/letter.html", {"case": case, "template": chosen, "form": form})


def _initial(case: Case, seat: Seat, template: LetterTemplate) -> dict[str, object]:
    return {"text": draft_of(template, case, unit_of(case, seat)), "seen": serial_of(case)}


@transaction.atomic
def _issue(case: Case, seat: Seat, template: LetterTemplate, given: dict[str, Any]) -> IssuedLetter:
    """Under the lock of the case, if nobody acted since the page was made: pressed twice is one letter.

    Raises:
        CaseRefused: somebody did, or the letter cannot be issued.
    """
    locked(case)
    if given["seen"] != serial_of(case):
        raise CaseRefused(STALE)
    return issue_letter(case, seat, template, given["text"])


def _template_of(case: Case, code: str) -> LetterTemplate:
    try:
        chosen = template_named(code)
    except LookupError:
        raise Http404 from None
    if chosen not in templates_for(case):
        raise Http404
    return chosen


def _word(case: Case, seat: Seat, template: LetterTemplate, text: str) -> HttpResponse:
    """With the name of who wrote, which is a look at it."""
    with transaction.atomic():
        look_at_applicant(case, seat, LookPurpose.DELIVER)
        whole = with_name(text, case)
    unit, day = unit_of(case, seat), day_words(timezone.localdate())
    content = as_docx(template.title, UNNUMBERED, whole, unit.name, day)
    return file_response(content, f"{case.number}{template.title}.docx", KINDS["docx"])


@never_cache
@require_POST
def letter_file(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """By a button, not an address: each is a look at who wrote."""
    case = case_to_see(request, number)
    seat = next(iter(seats_of(request.user, case).values()), None)
    letter = get_object_or_404(IssuedLetter, pk=letter_id, case=case, case__erased_on=None)
    try:
        with transaction.atomic():
            look_at_applicant(case, seat, LookPurpose.DELIVER)
            return file_of(letter)
    except CaseRefused as refused:
        messages.error(request, str(refused))
        return redirect("casework:case", case.number)
