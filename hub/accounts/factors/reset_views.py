from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from hub.accounts.factors.actions import FactorError
from hub.accounts.factors.forms import ResetForm
from hub.accounts.factors.policy import manages_accounts
from hub.accounts.factors.resets import decide_reset, propose_reset
from hub.models import FactorReset, User

SHOWN = 50
DECISIONS = {"agree": True, "refuse": False}


def resets(request: HttpRequest) -> HttpResponse:
    """What waits and what was decided, and the form for another one."""
    _require_right(request)
    has_factor = Q(totpdevice__confirmed=True) | Q(webauthncredential__confirmed=True)
    form = ResetForm(User.objects.filter(has_factor).exclude(pk=request.user.pk).distinct(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose_reset(form.cleaned_data["person"], request.user, form.cleaned_data["reason"])
        except FactorError as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "已提出，等待网络信息中心的另一人确认。")
            return redirect("accounts:resets")
    rows = FactorReset.objects.select_related("person", "proposed_by", "decided_by")
    waiting = rows.waiting()
    context = {
        "form": form,
        "waiting": [(row, request.user.pk not in (row.proposed_by_id, row.person_id)) for row in waiting],
        "others": rows.exclude(pk__in=waiting.values("pk"))[:SHOWN],
    }
    return render(request, "accounts/resets.html", context)


@require_POST
def decide(request: HttpRequest, reset_id: int) -> HttpResponse:
    _require_right(request)
    agrees = DECISIONS.get(request.POST.get("decision", ""))
    if agrees is None:
        return redirect("accounts:resets")
    try:
        decide_reset(get_object_or_404(FactorReset, pk=reset_id), request.user, agrees=agrees)
    except FactorError as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "已重置，本人下次登录时重新设置。" if agrees else "已记录：未同意。")
    return redirect("accounts:resets")


def _require_right(request: HttpRequest) -> None:
    if not manages_accounts(request.user):
        raise PermissionDenied
