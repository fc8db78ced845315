"""Writing in three steps: write, check, sent. All that was typed goes from step to step in the form itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hub.private_fields.key_ring import PrivateDataError
from hub.proof_of_work.fields import NAME
from hub.sent_files.quota import takes_files
from inquiry.disclosure.suggestions import already_public
from inquiry.kinds import PAGE_ERROR
from inquiry.letters import cookies
from inquiry.letters.channels import channel
from inquiry.letters.form_files import kept_files, take_files
from inquiry.letters.forms import LetterForm, SendingForm
from inquiry.letters.known_answers import known_answers
from inquiry.letters.page_errors import ReportedPage, reported_page
from inquiry.letters.preview import preview
from inquiry.letters.recipients import home_of, recipients
from inquiry.letters.responses import personal, too_often
from inquiry.letters.sending import alike, send, sent_already
from sites.casework.actions.step import CaseRefused
from sites.casework.kinds import CaseKind
from sites.organisation.models.unit_site import UnitSite

CLOSED = "系统暂时不能收信，请稍后再提交；您填写的内容还在。"


@dataclass(frozen=True)
class _Desk:
    """What one form is about. `reported`: the page whose error it reports."""

    request: HttpRequest
    kind: CaseKind
    home: UnitSite
    reported: ReportedPage | None

    def form(self, **kwargs: Any) -> LetterForm:
        found = {} if self.reported else recipients(self.request, self.kind)
        return LetterForm(self.kind, found, is_bound_to_page=self.reported is not None, **kwargs)

    def render(self, template: str, form: LetterForm, **context: Any) -> HttpResponse:
        context |= {"form": form, "kind": self.kind, "home": self.home, "reported": self.reported}
        context["kept"] = kept_files(form)
        return render(self.request, template, context)


@takes_files
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """
    Raises:
        Http404: nothing of that name can be written, or no site answers here.
    """
    kind = channel(code)
    if kind is None:
        raise Http404("没有这种来信。")
    desk = _Desk(request, kind, home_of(request), _reported(request, kind))
    if request.method != "POST":
        return desk.render("inquiry/write.html", desk.form(initial=_chosen(request)))
    form = desk.form(data=request.POST, files=request.FILES)
    step = request.POST.get("step", "check")
    try:
        form.full_clean()
        take_files(request, form)
        if not form.is_valid() or step == "edit":
            form.data = form.mended()
            return desk.render("inquiry/write.html", form, problems=form.summary())
        return _send(desk, form) if step == "send" else _check(desk, form)
    except PrivateDataError:
        form.add_error(None, CLOSED)
        return desk.render("inquiry/write.html", form, problems=form.summary())


def _reported(request: HttpRequest, kind: CaseKind) -> ReportedPage | None:
    given = request.POST if request.method == "POST" else request.GET
    return reported_page(request, given["page"]) if kind is PAGE_ERROR and given.get("page") else None


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The unit, or the leader, that a link from another site of the group names."""
    return {"to": request.GET["unit"]} if "unit" in request.GET else {}


def _check(desk: _Desk, form: LetterForm, *, sending: SendingForm | None = None, problem: str = "") -> HttpResponse:
    """What was written before by the same person is asked about first: what comes next is asked for only once."""
    is_again = "again" in desk.request.POST
    if not is_again and (before := alike(form)) is not None:
        return desk.render("inquiry/again.html", form, before=before)
    sending = sending or SendingForm(request=desk.request)
    problems = [problem] if problem else [str(each) for each in sending.errors.get(NAME, [])]
    rows = preview(form, desk.reported, desk.home.unit)
    known = already_public(form)
    context = {"rows": rows, "sending": sending, "problems": problems, "is_again": is_again, "known": known}
    context["answered"] = known_answers(desk.request, form, desk.home)
    return desk.render("inquiry/check.html", form, **context)


def _send(desk: _Desk, form: LetterForm) -> HttpResponse:
    case = sent_already(form)
    if case is None:
        sending = SendingForm(data=desk.request.POST, request=desk.request)
        if "again" not in desk.request.POST and alike(form) is not None:
            return _check(desk, form)
        if not sending.is_valid():
            return _check(desk, form, sending=sending)
        if problem := too_often(desk.request, "send"):
            return _check(desk, form, problem=problem)
        try:
            case = send(form, desk.home.unit, desk.reported)
        except CaseRefused as refused:
            return _check(desk, form, problem=str(refused))
    response = redirect(reverse("letters:sent"))
    cookies.remember_sent(desk.request, response, case, form.cleaned_data["code"])
    return response


@personal
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Number and code, once."""
    home, found = home_of(request), cookies.sent_case(request)
    case, code = found or (None, "")
    response = render(request, "inquiry/sent.html", {"home": home, "case": case, "code": code})
    cookies.forget_sent(response)
    return response
