"""A file that came with a case, for who handles it. Pictures are shown, all else is saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from hub.sent_files.responses import file_response
from sites.casework.actions.files import open_file
from sites.casework.actions.step import CaseRefused
from sites.casework.desk.access import case_to_see
from sites.casework.enums import FileSlot
from sites.casework.models.case import Case
from sites.casework.models.case_file import CaseFile
from sites.casework.rights import Seat, seats_of


@require_GET
def file(request: HttpRequest, number: str, file_id: int) -> HttpResponse:
    case = case_to_see(request, number)
    seat = next(iter(seats_of(request.user, case).values()), None)
    try:
        row, content = open_file(case, seat, file_id)
    except CaseRefused as refused:
        messages.error(request, str(refused))
        return redirect("casework:case", case.number)
    return file_response(content, row.name, row.kind, inline=row.kind.is_picture)


def files_shown(case: Case, seats: dict[object, Seat]) -> list[CaseFile]:
    """Who only reads is not told of proof of identity."""
    files = case.files.select_related("file", "event")
    return list(files if seats else files.exclude(slot=FileSlot.IDENTITY))
