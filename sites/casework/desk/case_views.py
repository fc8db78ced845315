"""The page of one case. What can be done with it is a form on it, sent back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail import hooks

from hub.calendar import Terms
from hub.private_fields.values import UNREADABLE, text_or_notice
from sites.casework.actions.looks import applicant_of, filled_in, look_at_applicant
from sites.casework.actions.step import CaseRefused, locked
from sites.casework.desk import answer
from sites.casework.desk.access import case_to_see
from sites.casework.desk.answer import answer_desk
from sites.casework.desk.clock_words import clock_words
from sites.casework.desk.file_views import files_shown
from sites.casework.desk.forms import ActionForm
from sites.casework.desk.offers import Offer, offer_of, offers_for, seat_for
from sites.casework.desk.similar import may_be_the_same
from sites.casework.documents.reading import letters_of
from sites.casework.documents.templates import templates_for
from sites.casework.enums import ASKED_PURPOSES, Action, Side
from sites.casework.masking import MASK
from sites.casework.models.case import Case
from sites.casework.rights import Seat, seats_of

STALE = "您打开页面以后，这件办件有人办理过（见下面的经过）。您填写的内容还在，请看清后再提交。"
NOT_NOW = "现在不能对这件办件“{}”：状态或者您的职责已有变化。"
UNDER_APPROVAL = "答复正在审批，没有保存您的修改；需要时请先撤回。"
Seats = dict[Side, Seat]


@never_cache
@require_http_methods(["GET", "POST"])
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    case = case_to_see(request, number)
    seats = seats_of(request.user, case)
    extra: dict[str, Any] = {}
    if request.method == "POST":
        action = request.POST.get("action", "")
        done = _HANDLERS.get(action, _act)(request, case, seats, extra)
        if done:
            messages.success(request, f"{case.number}：{done}")
            return redirect("casework:case", case.number)
        case.refresh_from_db(fields=["status", "due_on", "due_explanation", "asked_until", "unit"])
    return render(request, "desk/case.html", {**_context(request, case, seats, extra), **extra})


def _act(request: HttpRequest, case: Case, seats: Seats, extra: dict[str, Any]) -> str:
    """Does what the table offers; "" where it was refused, with the form and its reasons in `extra`."""
    offer = offer_of(request.POST.get("action", ""))
    seat = seat_for(offer.action, seats) if offer else None
    if offer is None or seat is None:
        messages.error(request, NOT_NOW.format(offer.label if offer else "办理"))
        return ""
    form = offer.form(request.POST, case=case, seat=seat, auto_id=f"{offer.action}-%s")
    extra["bound"] = (offer, form)
    if not form.is_valid():
        return ""
    return _tried(request, case, form, lambda: offer.do(case, seat, form.cleaned_data)) and f"已{offer.label}。"


def _tried(request: HttpRequest, case: Case, form: Any, do: Callable[[], object]) -> bool:
    """Under the lock of the case, if nobody acted since the page was made; a refusal stands in the form."""
    try:
        with transaction.atomic():
            locked(case)
            if request.POST.get("seen") != str(serial_of(case)):
                raise CaseRefused(STALE)
            do()
    except CaseRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _draft(request: HttpRequest, case: Case, seats: Seats, extra: dict[str, Any]) -> str:
    """Stores the answer; with `send` it goes to those who approve. What cannot be sent stays stored."""
    desk = answer_desk(case, seats, request.POST)
    if desk is None or desk.is_under_approval:
        messages.error(request, UNDER_APPROVAL if desk else NOT_NOW.format(Action.DRAFT.label))
        extra["lost_text"] = request.POST.get("text", "")
        return ""
    extra["answer"] = desk
    form = desk.form
    if not form.is_valid() or not _tried(request, case, form, lambda: answer.save_answer(desk)):
        return ""
    if "send" not in request.POST:
        return "已保存答复草稿。"
    try:
        answer.send(desk)
    except CaseRefused as refused:
        extra["answer"] = answer_desk(case, seats, request.POST)
        extra["answer"].form.add_error(None, f"草稿已保存，没有送审：{refused}")
        return ""
    return "答复已送审。"


def _take_back(request: HttpRequest, case: Case, seats: Seats, extra: dict[str, Any]) -> str:
    desk = answer_desk(case, seats)
    try:
        if desk is None:
            raise CaseRefused(NOT_NOW.format(Action.TAKE_BACK.label))
        answer.take_back(desk)
    except CaseRefused as refused:
        messages.error(request, str(refused))
        return ""
    return "已撤回，可以修改。"


def _look(request: HttpRequest, case: Case, seats: Seats, extra: dict[str, Any]) -> str:
    """Not a redirect: what is shown is shown by this answer alone."""
    seat = next(iter(seats.values()), None)
    try:
        extra["shown"] = look_at_applicant(case, seat, request.POST.get("purpose", ""))
    except CaseRefused as refused:
        extra["look_error"] = str(refused)
    return ""


_HANDLERS: dict[str, Callable[[HttpRequest, Case, Seats, dict[str, Any]], str]] = {
    Action.DRAFT: _draft,
    Action.TAKE_BACK: _take_back,
    "look": _look,
}


def serial_of(case: Case) -> int:
    return case.events.order_by("-serial").values_list("serial", flat=True).first() or 0


def _context(request: HttpRequest, case: Case, seats: Seats, extra: dict[str, Any]) -> dict[str, Any]:
    today, terms = timezone.localdate(), Terms.load()
    applicant = applicant_of(case)
    desk = extra.get("answer") or answer_desk(case, seats, template=request.GET.get("template", ""))
    return {
        "case": case,
        "clock": clock_words(case, today, terms.exceptions),
        "serial": serial_of(case),
        "offers": _forms(case, seats, extra.get("bound")),
        "bound": None,
        "events": list(case.events.select_related("unit", "actor")),
        "assignments": list(case.assignments.select_related("unit", "officer")),
        "extensions": list(case.extension_requests.select_related("proposed_by", "decided_by")),
        "files": files_shown(case, seats),
        "may_open": bool(seats),
        "masked": _masked(applicant),
        "applicant": applicant,
        "may_look": bool(seats) and applicant is not None,
        "purposes": ASKED_PURPOSES,
        "looks": list(case.looks.select_related("unit")[:20]),
        "joined": list(case.joined.defer("text")),
        "same": may_be_the_same(case, request.user) if case.is_open else [],
        "answer": desk,
        "letters": list(letters_of(case)),
        "letter_templates": templates_for(case) if seat_for(Action.ISSUE_LETTER, seats) else [],
        "facts": [row for facts in hooks.get_hooks("case_facts") for row in facts(case)],
        "complained": [*case.complained_units.all(), *case.complained_people.all()],
    }


def _forms(case: Case, seats: Seats, bound: tuple[Offer, ActionForm] | None) -> list[tuple[Offer, ActionForm]]:
    """The one that was sent first, with what is wrong; it stays even where it is possible no more."""
    found = [
        (offer, offer.form(case=case, seat=seat, auto_id=f"{offer.action}-%s"))
        for offer, seat in offers_for(case, seats)
        if bound is None or offer.action != bound[0].action
    ]
    return [bound, *found] if bound else found


def _masked(applicant: Any) -> list[tuple[str, str]]:
    """What is there, without saying what: of a name the first character."""
    if applicant is None:
        return []
    return [(label, _hidden(name, text_or_notice(applicant, name))) for name, label in filled_in(applicant)]


def _hidden(name: str, text: str) -> str:
    if text == UNREADABLE:
        return text
    return text[:1] + MASK * 2 if name == "name" else MASK * 6
