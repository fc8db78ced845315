"""For who keeps an interview: what citizens asked, and which of it goes into the transcript."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hub.private_fields.key_ring import PrivateDataError
from inquiry.enums import QuestionStatus
from inquiry.interviews.actions import pass_over_question, take_question
from inquiry.models.interview import Interview
from inquiry.public_forms import Refused
from inquiry.rights import of_own_unit

PAGE_SIZE = 50
ACTIONS = {"take": take_question, "pass": pass_over_question}


@require_http_methods(["GET", "POST"])
@of_own_unit(Interview)
def questions(request: HttpRequest, interview: Interview) -> HttpResponse:
    """What waits first, in the order in which it was asked."""
    if request.method == "POST":
        return _decide(request, interview)
    waits = Case(When(status=QuestionStatus.WAITING, then=Value(0)), default=Value(1))
    page = Paginator(interview.questions.order_by(waits, "pk"), PAGE_SIZE).get_page(request.GET.get("page", "")[:9])
    context = {"interview": interview, "pages": page, "waiting": QuestionStatus.WAITING}
    return render(request, "interviews_admin/questions.html", context)


def _decide(request: HttpRequest, interview: Interview) -> HttpResponse:
    key, action = request.POST.get("question", ""), ACTIONS.get(request.POST.get("action", ""))
    question = interview.questions.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    if question is None or action is None:
        messages.error(request, "没有这个问题。")
    else:
        try:
            action(question, request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        except PrivateDataError:
            messages.error(request, "这个问题无法读取，请联系系统管理员。")
        else:
            question.refresh_from_db(fields=["status"])
            messages.success(request, f"{question.get_status_display()}。")
    return redirect("interviews_admin:questions", interview.pk)
