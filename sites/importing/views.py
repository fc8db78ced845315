"""A batch that is to be imported: for the leaders of its unit, and for who uploaded it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.utils.decorators import xframe_options_sameorigin_override

from sites.approval.actions import StepRefused
from sites.approval.batch_standing import may_decide_batch
from sites.approval.batches import UNDER_WAY, decide_batch, withdraw_batch
from sites.approval.enums import BatchStatus
from sites.approval.inbox.forms import DecisionForm
from sites.approval.models.import_batch import ImportBatch
from sites.importing.batches import forget, sample_page
from sites.importing.files import BadFile
from sites.importing.rows import RowRefused

SHOWN = 200
FATES = {"new": "新增", "changed": "更新", "unchanged": "不变", "refused": "不能导入"}


def _batch(request: HttpRequest, batch_id: int) -> ImportBatch:
    """
    Raises:
        Http404: neither brought by this person nor to be decided by it.
    """
    rows = ImportBatch.objects.select_related("unit", "column", "uploaded_by", "decided_by")
    batch = get_object_or_404(rows, pk=batch_id)
    concerned = request.user.pk in (batch.uploaded_by_id, batch.decided_by_id)
    if not concerned and may_decide_batch(request.user, batch) is None:
        raise Http404
    return batch


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = _batch(request, batch_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _decide(request, found, form.cleaned_data["comment"])
        except StepRefused as refused:
            form.add_error("comment", str(refused))
        else:
            messages.success(request, f"{said}：{found}")
            return redirect("inbox:index")
    rows = [{**row, "word": FATES[row["fate"]]} for row in found.rows[:SHOWN]]
    context = {
        "batch": found,
        "form": form,
        "rows": rows,
        "more": max(len(found.rows) - SHOWN, 0),
        "may_decide": found.status == BatchStatus.WAITING and may_decide_batch(request.user, found) is not None,
        "may_withdraw": found.status in UNDER_WAY and found.uploaded_by_id == request.user.pk,
        "is_open": found.status in UNDER_WAY,
        "today": timezone.localdate(),
    }
    return render(request, "importing/batch.html", context)


def _decide(request: HttpRequest, found: ImportBatch, comment: str) -> str:
    action = request.POST.get("action")
    if action == "withdraw":
        withdraw_batch(found, request.user)
        forget(found.digest)
        return "已撤回"
    approve = action == "approve"
    decide_batch(found, request.user, approve=approve, seen=request.POST.get("seen", ""), comment=comment)
    forget(found.digest)
    return "已同意，几分钟内导入" if approve else "已退回"


@require_GET
@xframe_options_sameorigin_override
def sample(request: HttpRequest, batch_id: int, line: int) -> HttpResponse:
    """The page that a row of the file would become."""
    found = _batch(request, batch_id)
    if found.status not in UNDER_WAY:
        raise Http404
    try:
        return sample_page(found, line, request)
    except (BadFile, RowRefused) as refused:
        return render(request, "importing/no_sample.html", {"reason": str(refused)})
