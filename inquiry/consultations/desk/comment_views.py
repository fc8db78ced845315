"""One comment: what it says, whether it is shown, and on request who wrote it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hub.private_fields.values import text_or_notice
from inquiry.consultations.actions import decide_showing, record_look
from inquiry.consultations.desk.access import at_this_desk, consultation_to_see, consultation_to_sort
from inquiry.consultations.desk.forms import ShowingForm
from inquiry.consultations.desk.table import masked_text, who_wrote
from inquiry.consultations.enums import Showing
from inquiry.consultations.rights import sorter
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.public_forms import Refused


@at_this_desk
@never_cache
@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, consultation_id: int, comment_id: int) -> HttpResponse:
    """Who wrote it is shown by the answer to `look` alone, and each look is an event."""
    page = consultation_to_see(request, consultation_id)
    found = get_object_or_404(ConsultationComment.objects.select_related("group"), pk=comment_id, consultation=page)
    context = _context(request, found)
    if request.method == "POST":
        consultation_to_sort(request, consultation_id)
        if "look" in request.POST:
            record_look(found, request.user)
            context["writer"] = [(label, text_or_notice(found, name)) for name, label in _WRITER]
        elif _decide(request, found, context):
            messages.success(request, "已保存。")
            return redirect("consultation_desk:comment", page.pk, found.pk)
    return render(request, "consultation_desk/comment.html", {"consultation": page, **context})


_WRITER = (("name", "姓名或者单位名称"), ("contact", "联系方式"))


def _context(request: HttpRequest, found: ConsultationComment) -> dict[str, Any]:
    may_sort = sorter(request.user, found.consultation) is not None
    proposed = {"masked_text": found.masked_text or masked_text(found)}
    return {
        "comment": found,
        "text": text_or_notice(found, "text"),
        "answers": found.answered() if text_or_notice(found, "answers") == found.answers else [],
        "who": who_wrote(found),
        "form": ShowingForm(instance=found, initial=proposed) if may_sort else None,
    }


def _decide(request: HttpRequest, found: ConsultationComment, context: dict[str, Any]) -> bool:
    form = context["form"] = ShowingForm(request.POST, instance=found)
    if form.is_valid():
        given = form.cleaned_data
        text, reason = given.get("masked_text", ""), given["showing_reason"]
        try:
            decide_showing(found, Showing(given["showing"]), request.user, text=text, reason=reason)
        except Refused as refused:
            form.add_error(None, str(refused))
    return form.is_valid()
