"""Groups of opinions: what they say, whether that is adopted, and why not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from hub.events import record_event
from inquiry.consultations.desk.access import at_this_desk, consultation_to_sort
from inquiry.consultations.desk.forms import GroupForm
from inquiry.models.consultation_page import ConsultationPage
from inquiry.models.opinion_group import OpinionGroup


@at_this_desk
@require_http_methods(["GET", "POST"])
def new_group(request: HttpRequest, consultation_id: int) -> HttpResponse:
    page = consultation_to_sort(request, consultation_id)
    return _edit(request, page, OpinionGroup(consultation=page))


@at_this_desk
@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, consultation_id: int, group_id: int) -> HttpResponse:
    """Changes it; with `delete` it goes, and its comments are without a group again."""
    page = consultation_to_sort(request, consultation_id)
    found = get_object_or_404(OpinionGroup, pk=group_id, consultation=page)
    if request.method == "POST" and "delete" in request.POST:
        record_event("意见分类", page.title, f"删除“{found}”", unit_code=page.unit.code, actor=request.user)
        found.delete()
        messages.success(request, "已删除分类，其中的意见回到未分类。")
        return redirect("consultation_desk:consultation", page.pk)
    return _edit(request, page, found)


def _edit(request: HttpRequest, page: ConsultationPage, found: OpinionGroup) -> HttpResponse:
    form = GroupForm(request.POST or None, instance=found, label_suffix="")
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "已保存分类。")
        return redirect("consultation_desk:consultation", page.pk)
    return render(request, "consultation_desk/group.html", {"consultation": page, "form": form, "group": found})
