"""What nobody could match, for the centre. The list masks who wrote; who opens a mail leaves a record."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hub.events import record_event
from hub.incoming_mail.enums import MailState
from hub.models import IncomingMail
from hub.private_fields.values import text_or_notice
from sites.casework.actions.step import CaseRefused
from sites.casework.incoming.actions import dismiss_mail, file_mail
from sites.casework.incoming.rules import masked
from sites.casework.rights import cases_seen_by, works_at_centre

ON_A_PAGE = 50
STATES = (MailState.OPEN, MailState.FILED, MailState.KEPT, MailState.DISMISSED)


def mails_seen_by(user: AbstractBaseUser) -> QuerySet[IncomingMail]:
    """Not those that name a case which the user may not see."""
    if not works_at_centre(user):
        raise PermissionDenied
    seen = Q(filed_under="") | Q(filed_under__in=cases_seen_by(user).values("number"))
    return IncomingMail.objects.filter(seen).exclude(state=MailState.NEW)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("state", "")
    state = MailState(wanted) if wanted in STATES else MailState.OPEN
    mails = mails_seen_by(request.user).filter(state=state).order_by("-pk")
    page = Paginator(mails, ON_A_PAGE).get_page(request.GET.get("p"))
    rows = [(mail, masked(text_or_notice(mail, "sender"))) for mail in page]
    return render(request, "casework/mails.html", {"rows": rows, "page": page, "state": state, "states": STATES})


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest, mail_id: int) -> HttpResponse:
    found = get_object_or_404(mails_seen_by(request.user), pk=mail_id)
    refused = ""
    if request.method == "POST":
        try:
            return _decide(request, found)
        except CaseRefused as problem:
            refused = str(problem)
    else:
        record_event("查看来邮", str(found), "打开了来邮。", actor=request.user)
    context = {
        "mail": found,
        "is_open": found.state == MailState.OPEN,
        "refused": refused,
        "number": request.POST.get("number", found.filed_under),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "casework/mail.html", context)


def _decide(request: HttpRequest, found: IncomingMail) -> HttpResponse:
    if request.POST.get("decision") == "dismiss":
        dismiss_mail(found.pk, request.user, request.POST.get("reason", ""))
        messages.success(request, f"{found}：不处理。")
    else:
        case = file_mail(found.pk, request.user, request.POST.get("number", ""))
        messages.success(request, f"{found}已归入办件 {case.number}。")
    return redirect("incoming_mail:index")
