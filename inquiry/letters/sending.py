"""From a form that is right to a case."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from inquiry.kinds import COMPLAINT, DISCLOSURE, PAGE_ERROR
from inquiry.letters.form_files import files_key
from inquiry.letters.form_keys import new_form_key, own_key
from inquiry.letters.forms import LetterForm
from inquiry.letters.page_errors import ReportedPage, keep_page
from inquiry.letters.recipients import Recipient, who_screens
from inquiry.models.disclosure_request import DisclosureRequest
from sites.casework.actions.files import unsent
from sites.casework.actions.intake import Letter, submit_case
from sites.casework.likeness import sent_before
from sites.casework.models.case import Case
from sites.organisation.models.unit import Unit


def sent_already(form: LetterForm) -> Case | None:
    """The case that this very form made. One that went back and wrote or added something else is a form of its own."""
    made = Case.objects.filter(form_key=form.cleaned_data["form_key"]).first()
    if made is None:
        return None
    is_same = made.kind == form.kind.code and made.text == form.cleaned_data["text"]
    if is_same and not unsent(files_key(form)).exists():
        return made
    form.cleaned_data["form_key"] = own_key(new_form_key())
    return None


def alike(form: LetterForm) -> Case | None:
    """What the same person sent with the same words in the last weeks."""
    return sent_before(_applicant(form), form.cleaned_data["text"]).filter(kind=form.kind.code).first()


@transaction.atomic
def send(form: LetterForm, home: Unit, reported: ReportedPage | None) -> Case:
    """
    Raises:
        CaseRefused: something that the kind must have is missing.
    """
    given = form.cleaned_data
    to = Recipient(reported.unit) if reported else form.recipient
    about = [to.unit] if to and form.kind is COMPLAINT else []
    addressed_to = who_screens(home) if form.kind is COMPLAINT else to.unit if to else home
    case = submit_case(
        Letter(
            kind=form.kind.code,
            title=_title(form, reported),
            text=given["text"],
            addressed_to=addressed_to,
            addressee=to.addressee if to else "",
            applicant=_applicant(form),
            code=given["code"],
            wishes_public=given.get("wishes_public", False),
            privacy_notice=form.privacy_notice,
            form_key=given["form_key"],
            complained_units=about,
            files_key=files_key(form),
        )
    )
    if form.kind is PAGE_ERROR:
        keep_page(case, reported, given.get("address", ""))
    if form.kind is DISCLOSURE:
        _keep_wishes(case, given)
    return case


def _keep_wishes(case: Case, given: dict[str, Any]) -> None:
    """Once a case: a form that was pressed again has made it before."""
    wishes = {name: given[name] for name in ("delivery", "carrier", "needs_help")}
    DisclosureRequest.objects.get_or_create(case=case, defaults=wishes)


def _title(form: LetterForm, reported: ReportedPage | None) -> str:
    if form.kind is PAGE_ERROR:
        return f"网页纠错：{reported.page.title}"[:60] if reported else "网页纠错"
    return form.cleaned_data["title"]


def _applicant(form: LetterForm) -> dict[str, Any]:
    asked = {ask.value: form.cleaned_data[ask.value] for ask in form.kind.asked if form.cleaned_data[ask.value]}
    return asked | ({"kind": form.applicant} if form.kind.asks_organisations else {})
