"""Issued letters as they went out: which somebody gets, and their files."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse

from hub.sent_files.kinds import KINDS
from hub.sent_files.responses import file_response
from sites.casework.models.case import Case
from sites.casework.models.issued_letter import IssuedLetter


def letters_of(case: Case) -> QuerySet[IssuedLetter]:
    """Without their contents."""
    return IssuedLetter.objects.filter(case=case).defer("text", "content")


def letters_to_applicant(case: Case) -> QuerySet[IssuedLetter]:
    """Nothing where their time is over: the contents are deleted then."""
    return IssuedLetter.objects.filter(case=case, is_for_applicant=True, case__erased_on=None)


def file_of(letter: IssuedLetter) -> HttpResponse:
    """Byte by byte."""
    return file_response(letter.file(), f"{letter.number}.{letter.file_format}", KINDS[letter.file_format])
