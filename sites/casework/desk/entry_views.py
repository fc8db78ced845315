"""Cases for people who call, come or write: entered by staff, with a slip for who is at the other end."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sites.casework.actions.intake import enter_case
from sites.casework.actions.step import CaseRefused
from sites.casework.desk.access import for_those
from sites.casework.desk.entry_forms import EntryForm, units_to_enter_for
from sites.casework.enums import Channel
from sites.casework.kinds import CaseKind, kind_of, registered_kinds
from sites.casework.rights import cases_seen_by, entry_seat, may_enter


@for_those(may_enter)
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("case_kind") or request.GET.get("kind")
    if not code:
        kinds = [kind for kind in registered_kinds() if units_to_enter_for(request.user, kind).exists()]
        return render(request, "desk/enter_kinds.html", {"kinds": kinds})
    kind = _kind(request, code)
    form = EntryForm(request.POST or None, request.FILES or None, kind=kind, user=request.user)
    if request.method == "POST" and form.is_valid() and (slip := _entered(request, form)):
        return slip
    return render(request, "desk/enter.html", {"form": form, "kind": kind})


def _kind(request: HttpRequest, code: str) -> CaseKind:
    """
    Raises:
        Http404: there is no such kind.
        PermissionDenied: not this person's.
    """
    try:
        kind = kind_of(code)
    except LookupError as unknown:
        raise Http404 from unknown
    if not units_to_enter_for(request.user, kind).exists():
        raise PermissionDenied
    return kind


def _entered(request: HttpRequest, form: EntryForm) -> HttpResponse | None:
    """The slip; None with the reason in the form where it was refused."""
    letter, found = form.letter(), form.cleaned_data
    try:
        seat = entry_seat(request.user, form.kind, letter.addressed_to)
        if seat is None:
            raise CaseRefused("您今天的职责不能登记来信。")
        case = enter_case(letter, seat, Channel(found["channel"]), received_on=found["received_on"])
    except CaseRefused as refused:
        form.add_error(None, str(refused))
        return None
    context = {
        "case": case,
        "code": letter.code,
        "address": settings.WAGTAILADMIN_BASE_URL + settings.CASE_STATUS_PATH,
        "sees_case": cases_seen_by(request.user).filter(pk=case.pk).exists(),
    }
    return render(request, "desk/slip.html", context)
