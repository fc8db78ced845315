"""The operator's page: who calls with number and code is told how the case stands, and says what is to be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from hub.private_fields.values import text_or_notice
from sites.casework.actions import aftermath, dialogue
from sites.casework.actions.step import CaseRefused
from sites.casework.desk.access import for_those
from sites.casework.desk.forms import RateForm, text_field
from sites.casework.enums import Action, Side
from sites.casework.models.case import Case
from sites.casework.query_codes import CodeRefused, case_for
from sites.casework.rights import Seat, is_operator, seat_of
from sites.casework.transitions import actions_from

# What the caller hears read out of what happened; their own words are not repeated.
READ_OUT = frozenset({Action.ASK_BACK, Action.ANSWER, Action.CORRECT_ANSWER, Action.REFUSE, Action.FORWARD})


class CallerForm(forms.Form):
    number = forms.CharField(label="编号", max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    code = forms.CharField(label="查询码", max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class SupplementForm(forms.Form):
    text = text_field("来电人补充的内容", max_length=5000)


class DisputeForm(forms.Form):
    reason = text_field("不满意的理由")


Do = Callable[[Case, Seat, dict[str, Any]], object]
SAID: dict[Action, tuple[type[forms.Form], Do]] = {
    Action.SUPPLEMENT: (SupplementForm, lambda c, s, v: dialogue.supplement(c, s, v["text"])),
    Action.URGE: (forms.Form, lambda c, s, v: dialogue.urge(c, s)),
    Action.RATE: (RateForm, lambda c, s, v: aftermath.rate_case(c, s, v["satisfaction"], v["comment"])),
    Action.DISPUTE: (DisputeForm, lambda c, s, v: aftermath.dispute_answer(c, s, v["reason"])),
    Action.WISH_PRIVATE: (forms.Form, lambda c, s, v: dialogue.wish_private(c, s)),
    Action.WITHDRAW: (forms.Form, lambda c, s, v: dialogue.withdraw_case(c, s)),
}


@for_those(is_operator)
@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def caller(request: HttpRequest) -> HttpResponse:
    form = CallerForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            case = case_for(form.cleaned_data["number"], form.cleaned_data["code"])
            seat = seat_of(request.user, case, [Side.OPERATOR])
            if seat is None:
                raise CaseRefused("您不能办理这件办件。")
        except (CodeRefused, CaseRefused) as refused:
            form.add_error(None, str(refused))
        else:
            context |= _case_context(request, case, seat)
    return render(request, "desk/caller.html", context)


def _case_context(request: HttpRequest, case: Case, seat: Seat) -> dict[str, Any]:
    bound = _said(request, case, seat)
    possible = [action for action in actions_from(case.status) if action in SAID and _makes_sense(action, case)]
    forms_shown = [
        (action, bound[1] if bound and bound[0] == action else SAID[action][0](auto_id=f"{action}-%s"))
        for action in possible
    ]
    events = [event for event in case.events.order_by("serial") if text_or_notice(event, "public_text")]
    return {
        "case": case,
        "sayings": forms_shown,
        "events": [(event, event.action in READ_OUT) for event in events],
    }


def _makes_sense(action: Action, case: Case) -> bool:
    return action != Action.WISH_PRIVATE or (case.wishes_public and not case.wants_it_taken_down)


def _said(request: HttpRequest, case: Case, seat: Seat) -> tuple[Action, forms.Form] | None:
    """Does what the caller asked for; the form where it was refused."""
    asked = request.POST.get("action", "")
    if asked not in SAID:
        return None
    action = Action(asked)
    form_class, do = SAID[action]
    form = form_class(request.POST, auto_id=f"{action}-%s")
    if not form.is_valid():
        return action, form
    try:
        do(case, seat, form.cleaned_data)
    except CaseRefused as refused:
        messages.error(request, str(refused))
        return action, form
    messages.success(request, f"{case.number}：已替来电人{action.label}。")
    return None
