"""Following the own letter: number and code open it for half an hour; what can be done is a form for each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hub.sent_files.fields import SentFilesField
from hub.sent_files.quota import takes_files
from hub.sent_files.responses import file_response
from inquiry.letters import cookies
from inquiry.letters.acting import DONE, LABELS, do
from inquiry.letters.lost_codes import case_of_link, office_hint, send_link
from inquiry.letters.progress import progress_of
from inquiry.letters.recipients import home_of
from inquiry.letters.responses import personal, too_often
from inquiry.models.page_error import PageError
from sites.casework.actions.files import content_of
from sites.casework.actions.step import CaseRefused
from sites.casework.documents.reading import file_of, letters_to_applicant
from sites.casework.enums import Action
from sites.casework.models.case import Case
from sites.casework.numbers import as_typed
from sites.casework.query_codes import CodeRefused, case_for

EXPIRED = "为了安全，半小时后要重新输入编号和查询码。您刚才做的没有提交。"
GONE = "这个网址已经用过，或者已过一小时。需要的话请再申请一次。"
SENT = "如果编号和邮箱相符，几分钟内会收到一封邮件，请按邮件里的网址设置新的查询码。"


class FilesForm(forms.Form):
    """What stands beside the words of 补充."""

    files = SentFilesField()

    def __init__(self) -> None:
        super().__init__(auto_id="letter-%s")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Number and code by POST; then the case, as long as this browser has it open."""
    if request.method == "POST":
        return _open(request)
    case = cookies.opened_case(request)
    if case is None:
        return _ask(request)
    done = DONE.get(request.GET.get("done", ""), "")  # type: ignore[call-overload]
    return _show(request, case, done=done)


def _open(request: HttpRequest) -> HttpResponse:
    number, code = request.POST.get("number", "")[:40], request.POST.get("code", "")[:40]
    of_number = f"number:{as_typed(number)}"
    if problem := (
        too_often(request, "status")
        or too_often(request, "wrong", counts=False)
        or too_often(request, of_number, counts=False)
    ):
        return _ask(request, number, problem, 429)
    try:
        case = case_for(number, code)
    except CodeRefused as refused:
        too_often(request, "wrong")
        too_often(request, of_number)
        return _ask(request, number, str(refused))
    response = redirect(reverse("letters:status"))
    cookies.open_case(request, response, case)
    return response


def _ask(request: HttpRequest, number: str = "", problem: str = "", code: int = 200) -> HttpResponse:
    context = {"home": home_of(request), "number": number, "problem": problem}
    return render(request, "inquiry/status_form.html", context, status=code)


def _show(request: HttpRequest, case: Case, **context: Any) -> HttpResponse:
    reported = PageError.objects.filter(case=case).select_related("case", "page").first()
    corrected = reported.corrected_page() if reported else None
    context |= {
        "home": home_of(request),
        "progress": progress_of(case),
        "case": case,
        "files": case.files.of_applicant().select_related("file", "event"),
        "files_field": FilesForm()["files"],
        "token": cookies.form_token(case),
        "documents": letters_to_applicant(case).defer("text", "content"),
        "reported": reported,
        "corrected_url": corrected.get_full_url(request) if corrected else "",
    }
    return render(request, "inquiry/status.html", context)


@takes_files
@personal
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """One action of the applicant on the case that is open in this browser, by a form of that case."""
    case = cookies.opened_case(request)
    if case is None or not cookies.is_token_of(request.POST.get("token", ""), case):
        return _ask(request, problem=EXPIRED)
    action = request.POST.get("action", "")
    files = request.FILES.getlist("files")
    if files and (problem := too_often(request, "files")):
        return _show(request, case, problem=problem, said=_said(request), failed=action)
    try:
        do(action, case, request.POST.dict(), files)
    except LookupError:
        return _show(request, case, problem="没有这项操作。")
    except (CaseRefused, ValidationError) as refused:
        message = " ".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
        fresh = Case.objects.select_related("unit", "addressed_to").get(pk=case.pk)
        return _show(request, fresh, problem=message, said=_said(request), failed=action)
    response = redirect(f"{reverse('letters:status')}?done={action}")
    if action == Action.RENEW_CODE:
        cookies.open_case(request, response, case)
    return response


@personal
@require_safe
def own_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """What the applicant has sent, given back as it is kept.

    Raises:
        Http404: no case is open in this browser, or it has no such file.
    """
    case = cookies.opened_case(request)
    row = case.files.of_applicant().select_related("file").filter(pk=file_id).first() if case else None
    if case is None or row is None:
        raise Http404("没有这个附件。")
    try:
        _row, content = content_of(row)
    except CaseRefused as refused:
        return _show(request, case, problem=str(refused))
    return file_response(content, row.name, row.kind)


def _said(request: HttpRequest) -> str:
    """What was typed into the one text of a form."""
    return next((request.POST[name] for name in LABELS if name in request.POST), "")


@personal
@require_http_methods(["GET", "HEAD"])
def document(request: HttpRequest, letter_id: int) -> HttpResponse:
    """A letter to who wrote, of the case that is open in this browser.

    Raises:
        Http404: no case is open in this browser, or it is of another case, for others, or its time is over.
    """
    case = cookies.opened_case(request)
    if case is None:
        raise Http404("没有这份文书。")
    return file_of(get_object_or_404(letters_to_applicant(case), pk=letter_id))


@personal
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """On a computer that others use."""
    response = redirect(reverse("letters:status"))
    cookies.close_case_view(response)
    return response


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def lost_code(request: HttpRequest) -> HttpResponse:
    """The same reply whether there is such a case or not."""
    home = home_of(request)
    context: dict[str, Any] = {"home": home, "hint": office_hint()}
    if request.method == "POST":
        if problem := too_often(request, "lost"):
            return render(request, "inquiry/lost_code.html", context | {"problem": problem}, status=429)
        send_link(request.POST.get("number", "")[:40], request.POST.get("email", "")[:254])
        context["sent"] = SENT
    return render(request, "inquiry/lost_code.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def new_code(request: HttpRequest, token: str) -> HttpResponse:
    """Where the mail leads: looking changes nothing, and sending works once."""
    home, case = home_of(request), case_of_link(token)
    context: dict[str, Any] = {"home": home, "token": token}
    if case is None:
        return render(request, "inquiry/new_code.html", context | {"gone": GONE}, status=410)
    if request.method == "POST":
        try:
            do(Action.RENEW_CODE, case, request.POST.dict())
        except (CaseRefused, ValidationError) as refused:
            message = refused.messages[0] if isinstance(refused, ValidationError) else str(refused)
            return render(request, "inquiry/new_code.html", context | {"problem": message})
        response = redirect(f"{reverse('letters:status')}?done={Action.RENEW_CODE}")
        cookies.open_case(request, response, case)
        return response
    return render(request, "inquiry/new_code.html", context)
