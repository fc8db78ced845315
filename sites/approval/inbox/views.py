"""The inbox. Every view looks again whether the item is this person's: a link alone opens nothing."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail import hooks
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override

from hub.calendar import Terms
from sites.approval import ledger
from sites.approval.actions import StepRefused, act_on_step
from sites.approval.approvers import may_decide
from sites.approval.batches import batches_by, batches_for
from sites.approval.changes import (
    OPEN,
    changes_by,
    changes_for,
    decide_change,
    differences_of,
    may_review,
    withdraw_change,
)
from sites.approval.corrections.history import changes_of
from sites.approval.declarations import FILES, checks_to_declare
from sites.approval.digest import content_digest
from sites.approval.due_dates import due_date_of_review
from sites.approval.emergencies.queue import reviews_for
from sites.approval.enums import ApprovalStep
from sites.approval.extent import extent_of
from sites.approval.forms import form_for
from sites.approval.inbox import actions
from sites.approval.inbox.attachments import attachments_of
from sites.approval.inbox.checks import checks_for
from sites.approval.inbox.differences import comparisons
from sites.approval.inbox.forms import DecisionForm, DelegateForm
from sites.approval.inbox.queue import waiting_for
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.models.proposed_change import ProposedChange
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.needs import public_models
from sites.approval.removals import consequences_of, decide_removal, removal_requests_for
from sites.organisation.capacity import units_of
from sites.organisation.enums import LEADING_OFFICES
from sites.organisation.models.delegation import Delegation

PAGE_SIZE = 30


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    waiting = waiting_for(request.user).select_related(
        "unit", "revision__user", "workflow_state__requested_by", "revision__content_type"
    )
    page = Paginator(waiting.defer("revision__content"), PAGE_SIZE).get_page(request.GET.get("page"))
    removals = removal_requests_for(request.user)
    changes = changes_for(request.user)
    reviews = reviews_for(request.user)
    batches = batches_for(request.user)
    context = {
        "items": page,
        "removals": removals,
        "changes": changes,
        "reviews": reviews,
        "own_changes": changes_by(request.user),
        "batches": batches,
        "own_batches": batches_by(request.user),
        "total": page.paginator.count + len(removals) + len(changes) + len(reviews) + len(batches),
        "today": timezone.localdate(),
        "leads": bool(units_of(request.user, LEADING_OFFICES)),
        "delegations": _delegations(request),
        # Chapter apps show here what waits with them: functions `(user) -> list[Component]`.
        "panels": [panel for more in hooks.get_hooks("inbox_panels") for panel in more(request.user)],
    }
    return render(request, "inbox/index.html", context)


@require_GET
def done(request: HttpRequest) -> HttpResponse:
    """What this person has decided, newest first."""
    entries = LedgerEntry.objects.filter(actor=request.user).exclude(step="").order_by("-serial").select_related("unit")
    return render(
        request, "inbox/done.html", {"entries": Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))}
    )


def _state(request: HttpRequest, state_id: int) -> OfficeTaskState:
    waiting = waiting_for(request.user).select_related("revision", "workflow_state", "unit", "task")
    return get_object_or_404(waiting, pk=state_id)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, state_id: int) -> HttpResponse:
    """One page that waits: read it, then approve or return it."""
    if (gone := _already_done(request, state_id)) is not None:
        return gone
    state = _state(request, state_id)
    chosen = "reject" if request.POST.get("action") == "reject" else "approve"
    data = request.POST if request.method == "POST" else None
    bound = {
        "approve": _approve_form(state, data if chosen == "approve" else None),
        "reject": form_for(state.step, "reject")(data if chosen == "reject" else None),
    }
    if request.method == "POST" and bound[chosen].is_valid():
        try:
            act_on_step(state, request.user, chosen, seen=request.POST.get("seen", ""), **bound[chosen].cleaned_data)
        except StepRefused as refused:
            messages.error(request, str(refused))
            return redirect("inbox:item", state.pk)
        messages.success(request, f"已{'同意' if chosen == 'approve' else '退回'}：{state.revision.object_str}")
        return redirect("inbox:index")
    return render(request, "inbox/item.html", _item_context(request, state, bound, chosen))


def _approve_form(state: OfficeTaskState, data: QueryDict | None) -> forms.Form:
    asked = {"checks": checks_to_declare(state.revision.as_object())} if state.step == ApprovalStep.SECRECY else {}
    return form_for(state.step, "approve")(data, **asked)


def _already_done(request: HttpRequest, state_id: int) -> HttpResponse | None:
    """A link from an old mail, or a second click: says so instead of failing."""
    state = OfficeTaskState.objects.filter(pk=state_id).first()
    if state is None:
        message = "这件事项已不存在，稿件可能已被删除。"
    elif state.status == OfficeTaskState.STATUS_CANCELLED:
        message = "这件事项已经撤回，不再需要审批。"
    elif state.finished_by_id is not None and not state.is_open:
        message = "这件事项已经处理过了。"
    else:
        return None
    messages.info(request, message)
    return redirect("inbox:index")


def _item_context(
    request: HttpRequest, state: OfficeTaskState, bound: dict[str, forms.Form], chosen: str
) -> dict[str, object]:
    page = state.revision.as_object()
    seen = content_digest(page)
    return {
        "state": state,
        "page": page,
        "seen": seen,
        "checks": checks_for(page),
        "comparisons": comparisons(state, request.user),
        "history": LedgerEntry.objects.of(page).order_by("-serial")[:20],
        "may_decide": may_decide(request.user, state),
        "approve_form": bound["approve"],
        "return_form": bound["reject"],
        "returning": request.method == "POST" and chosen == "reject",
        "attachments": attachments_of(page),
        "publishes": ledger.missing_approvals(page, seen) == {state.step} and not page.publication_obstacle(),
        "review_due": due_date_of_review(timezone.localdate(), Terms.load()) if page.is_emergency else None,
        "asks_files": FILES in getattr(bound["approve"], "checks", ()),
        "corrections": changes_of(page) if state.step == ApprovalStep.CORRECTION else [],
        "is_secrecy": state.step == ApprovalStep.SECRECY,
        "today": timezone.localdate(),
        "now": timezone.now(),
    }


@require_GET
@xframe_options_sameorigin_override  # the page itself was answered with DENY, as for the public
def preview(request: HttpRequest, state_id: int) -> HttpResponse:
    """The submitted revision as the public will see it, without what stands on every page of the site."""
    page = _state(request, state_id).revision.as_object()
    return page.make_preview_request(request, page.default_preview_mode, {"shows_content_alone": True})


@require_http_methods(["GET", "POST"])
def removal(request: HttpRequest, request_id: int) -> HttpResponse:
    """One proposal to unpublish, delete or move a public page."""
    found = next((row for row in removal_requests_for(request.user) if row.pk == request_id), None)
    if found is None:
        get_object_or_404(RemovalRequest, pk=request_id, decided_by=request.user)
        messages.info(request, "这项申请已经处理过了。")
        return redirect("inbox:index")
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        approve = request.POST.get("action") == "approve"
        try:
            decide_removal(found, request.user, approve=approve, comment=form.cleaned_data["comment"])
        except StepRefused as refused:
            form.add_error("comment", str(refused))
        else:
            messages.success(request, f"{'已同意' if approve else '未同意'}：{found}")
            return redirect("inbox:index")
    extent = extent_of(found.content) if isinstance(found.content, Page) else None
    context = {"removal": found, "form": form, "extent": extent, "consequences": consequences_of(found)}
    return render(request, "inbox/removal.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, change_id: int) -> HttpResponse:
    """One change of a row that the public sees: for who may review it, and for who proposed it."""
    found = get_object_or_404(ProposedChange.objects.select_related("content_type", "proposed_by"), pk=change_id)
    is_own = found.proposed_by_id == request.user.pk
    if not is_own and not may_review(request.user, found):
        raise Http404
    if found.status not in OPEN:
        messages.info(request, f"{found}：{found.get_status_display()}。{found.comment}")
        return redirect("inbox:index")
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _say_on_change(request, found, form.cleaned_data["comment"])
        except StepRefused as refused:
            form.add_error("comment", str(refused))
        else:
            messages.success(request, f"{said}：{found}")
            return redirect("inbox:index")
    context = {"change": found, "form": form, "is_own": is_own, "differences": differences_of(found)}
    return render(request, "inbox/change.html", context)


def _say_on_change(request: HttpRequest, found: ProposedChange, comment: str) -> str:
    action = request.POST.get("action")
    if action == "withdraw":
        withdraw_change(found, request.user)
        return "已撤回"
    decide_change(found, request.user, confirm=action == "approve", comment=comment)
    return "已复核" if action == "approve" else "未同意"


@require_GET
def needs(request: HttpRequest) -> HttpResponse:
    """The table of what needs whom."""
    return render(request, "inbox/needs.html", {"rows": public_models()})


@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    form = DelegateForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.delegate_offices(request.user, **form.cleaned_data)
        except StepRefused as refused:
            form.add_error("delegate", str(refused))
        else:
            messages.success(request, f"已委托{form.cleaned_data['delegate']}代理。")
            return redirect("inbox:index")
    context = {
        "form": form,
        "delegations": _delegations(request),
        "longest_days": settings.DELEGATION_LONGEST_DAYS,
    }
    return render(request, "inbox/delegate.html", context)


@require_POST
def end_delegation(request: HttpRequest, delegation_id: int) -> HttpResponse:
    try:
        actions.end_delegation(request.user, delegation_id)
    except Delegation.DoesNotExist as foreign:
        raise Http404 from foreign
    messages.success(request, "代理已取消。")
    return redirect("inbox:delegate")


def _delegations(request: HttpRequest) -> list[Delegation]:
    own = Delegation.objects.filter(appointment__person=request.user, ends_on__gte=timezone.localdate())
    return list(own.select_related("delegate", "appointment__unit", "appointment__person"))
