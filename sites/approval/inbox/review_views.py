"""One emergency that waits for a review afterwards."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.utils.decorators import xframe_options_sameorigin_override

from sites.approval.actions import StepRefused
from sites.approval.digest import content_digest
from sites.approval.emergencies.actions import review_emergency
from sites.approval.emergencies.queue import may_review_emergency, reviews_for
from sites.approval.enums import ReviewStatus
from sites.approval.forms import ObjectionForm, form_for
from sites.approval.inbox.attachments import attachments_of
from sites.approval.inbox.checks import checks_for
from sites.approval.models.emergency_review import EmergencyReview
from sites.approval.models.ledger_entry import LedgerEntry


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    found = _found(request, review_id)
    if found.status != ReviewStatus.WAITING or may_review_emergency(request.user, found) is None:
        messages.info(request, "这项事后审查已经处理过了。")
        return redirect("inbox:index")
    objects = request.POST.get("action") == "object"
    data = request.POST if request.method == "POST" else None
    pass_form: forms.Form = form_for(found.step, "approve")(None if objects else data)
    objection_form = ObjectionForm(data if objects else None)
    chosen = objection_form if objects else pass_form
    if request.method == "POST" and chosen.is_valid():
        try:
            review_emergency(found, request.user, passes=not objects, **chosen.cleaned_data)
        except StepRefused as refused:
            messages.error(request, str(refused))
            return redirect("inbox:review", found.pk)
        messages.success(request, f"已审查，{'有问题' if objects else '无异议'}：{found.publication.title}")
        return redirect("inbox:index")
    return render(request, "inbox/review.html", _context(found, pass_form, objection_form, objecting=objects))


def _found(request: HttpRequest, review_id: int) -> EmergencyReview:
    """One that waits for this person, or that this person has said something on."""
    waiting = reviews_for(request.user).filter(pk=review_id).first()
    return waiting or get_object_or_404(EmergencyReview, pk=review_id, decided_by=request.user)


def _context(
    found: EmergencyReview, pass_form: forms.Form, objection_form: forms.Form, *, objecting: bool
) -> dict[str, object]:
    revision = found.revision
    page = revision.as_object() if revision is not None else None
    return {
        "review": found,
        "page": page,
        "is_as_published": page is not None and content_digest(page) == found.publication.digest,
        "is_public": bool(page is not None and page.live),
        "attachments": attachments_of(page) if page is not None else None,
        "checks": checks_for(page) if page is not None else [],
        "history": LedgerEntry.objects.filter(
            content_type=found.publication.content_type, object_id=found.publication.object_id
        ).order_by("-serial")[:20],
        "pass_form": pass_form,
        "objection_form": objection_form,
        "objecting": objecting,
        "today": timezone.localdate(),
    }


@require_GET
@xframe_options_sameorigin_override  # as `views.preview`
def review_preview(request: HttpRequest, review_id: int) -> HttpResponse:
    """What was published, as the public read it."""
    revision = get_object_or_404(reviews_for(request.user), pk=review_id).revision
    if revision is None:
        raise Http404
    page = revision.as_object()
    return page.make_preview_request(request, page.default_preview_mode, {"shows_content_alone": True})
