"""Files of a form on their way: kept under the form's key as soon as they are chosen, so that no step loses them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from hub.sent_files.intake import take_in
from inquiry.letters.form_keys import own_key
from inquiry.letters.forms import LetterForm
from inquiry.letters.responses import too_often
from sites.casework.actions.files import drop_unsent, keep_unsent, unsent
from sites.casework.models.case_file import CaseFile

AGAIN = "附件没有收到，请重新选择。"


def take_files(request: HttpRequest, form: LetterForm) -> None:
    """Of a form that was looked at. What is refused is named at its field; the others are kept."""
    key = files_key(form)
    drop_unsent(key, request.POST.getlist("drop"))
    chosen = {slot: form.cleaned_data.get(slot) or [] for slot in form.kind.file_slots}
    if not any(chosen.values()):
        return
    problem = AGAIN if not key else too_often(request, "files")
    for slot, files in chosen.items():
        if problem and files:
            form.add_error(slot, problem)
            continue
        for number, file in enumerate(files, 1):
            try:
                keep_unsent(key, take_in(file, number), slot)
            except ValidationError as refused:
                form.add_error(slot, refused)


def files_key(form: LetterForm) -> str:
    """The key under which the form that was sent keeps its files; "" where it is none of ours."""
    return own_key(form.data.get("form_key", "")) or ""


def kept_files(form: LetterForm) -> dict[str, list[CaseFile]]:
    """By slot, in order."""
    found: dict[str, list[CaseFile]] = {slot.value: [] for slot in form.kind.file_slots}
    for row in unsent(files_key(form)):
        found.setdefault(row.slot, []).append(row)
    return found
