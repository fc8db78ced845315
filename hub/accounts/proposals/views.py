from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hub.accounts.factors.policy import manages_accounts
from hub.accounts.links import LinkRefused, begin_account, link_of, send_link_again, waiting_to_begin
from hub.accounts.proposals.actions import confirm_proposal, may_confirm, refuse_proposal, withdraw_proposal
from hub.accounts.proposals.forms import DecisionForm
from hub.accounts.proposals.kinds import ProposalRefused, label_of
from hub.models import AccountProposal, User

SHOWN = 50
DONE = {"confirm": "已确认，已生效。", "refuse": "已记录：未同意。", "withdraw": "已撤回。"}


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits, and what has been decided."""
    _require_right(request)
    rows = AccountProposal.objects.select_related("person", "proposed_by", "decided_by")
    waiting = rows.to_confirm()
    context = {
        "waiting": [(row, label_of(row), may_confirm(row, request.user)) for row in waiting],
        "others": [(row, label_of(row)) for row in rows.exclude(pk__in=waiting.values("pk"))[:SHOWN]],
        "not_begun": waiting_to_begin(),
    }
    return render(request, "accounts/proposals.html", context)


@require_POST
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    _require_right(request)
    proposal = get_object_or_404(AccountProposal, pk=proposal_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请选择确认、不同意或撤回；理由是一行文字，最多 200 字。")
        return redirect("accounts:proposals")
    decision = form.cleaned_data["decision"]
    try:
        if decision == "confirm":
            confirm_proposal(proposal, request.user)
        elif decision == "refuse":
            refuse_proposal(proposal, request.user, form.cleaned_data["reason"])
        else:
            withdraw_proposal(proposal, request.user)
    except ProposalRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, DONE[decision])
    return redirect("accounts:proposals")


@require_POST
def send_again(request: HttpRequest, person_id: int) -> HttpResponse:
    _require_right(request)
    person = get_object_or_404(User, pk=person_id)
    try:
        send_link_again(person, request.user)
    except LinkRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已把启用链接发送到{person}的邮箱，以前的链接失效。")
    return redirect("accounts:proposals")


def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Where the link of a new account leads: to the first password, by whoever reads mail at its address."""
    link = link_of(key)
    if link is None:
        return render(request, "accounts/begin.html", status=404)
    form = SetPasswordForm(link.person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        if begin_account(link, form):
            messages.success(request, "密码已设置，请登录。")
            return redirect("wagtailadmin_login")
        return render(request, "accounts/begin.html", status=404)
    return render(request, "accounts/begin.html", {"form": form, "person": link.person})


def _require_right(request: HttpRequest) -> None:
    if not manages_accounts(request.user):
        raise PermissionDenied
