"""The list of consultations, and the form on which people say what they think of a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from hub.locks import lock_rows
from hub.private_fields.key_ring import PrivateDataError
from inquiry.consultations.actions import keep_comment, sent_already
from inquiry.consultations.enums import ConsultationState
from inquiry.consultations.forms import CommentForm
from inquiry.letters.form_keys import new_form_key, own_key
from inquiry.letters.recipients import home_of
from inquiry.letters.responses import personal, too_often
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from sites.organisation.models.unit_site import UnitSite
from sites.pages.addresses import Addresses
from sites.pages.listing import page_of
from sites.pages.public_content import content_of
from sites.pages.site_group import units_at

CLOSED = "系统暂时不能收意见，请稍后再提交；您填写的内容还在。"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """On a unit's host its own, on the portal those of the group."""
    home, now = home_of(request), timezone.now()
    asked = request.GET.get("state", "")
    state = ConsultationState(asked) if asked in ConsultationState.values else None
    found = _at(request, home)
    pages = page_of(request, found.in_state(state, now) if state else found)
    addresses = Addresses(request)
    context = {
        "home": home,
        "states": ConsultationState,
        "asked": state,
        "pages": pages,
        "consultations": [(page, addresses.of(page.url_path)) for page in pages.object_list],
        "content": content_of(ConsultationPage),
    }
    return render(request, "consultations/index.html", context)


def _at(request: HttpRequest, home: UnitSite) -> Any:
    found = ConsultationPage.objects.public_ones()
    return found if home.unit.is_portal else found.filter(unit__in=units_at(request))


def _public(request: HttpRequest, page_id: int) -> ConsultationPage:
    """
    Raises:
        Http404: no consultation of this host is public under that key.
    """
    found = ConsultationPage.objects.public_ones().filter(pk=page_id, unit__in=units_at(request)).first()
    if found is None:
        raise Http404("没有这次意见征集。")
    return found


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, page_id: int) -> HttpResponse:
    """A comment that came before the last second was over counts, however long the answer takes."""
    now = timezone.now()
    page = _public(request, page_id)
    if request.method != "POST":
        return _form(request, page, CommentForm(page, request=request))
    form = CommentForm(page, data=request.POST, request=request)
    key = own_key(request.POST.get("form_key", ""))
    made = sent_already(page, key) if key else None
    if made is not None and (made.text, made.answered()) == form.typed():
        return redirect("consultations:sent", page.pk, made.receipt)
    if made is not None:  # somebody went back and wrote something else
        data = request.POST.copy()
        data["form_key"] = new_form_key()
        form = CommentForm(page, data=data, request=request)
    if not _is_open(page, now):
        return _form(request, page, form, problems=[("", "", f"{_closed_words(page)}，您的意见没有提交。")])
    return _keep(request, page, form, now)


@transaction.atomic
def _keep(request: HttpRequest, page: ConsultationPage, form: CommentForm, now: datetime) -> HttpResponse:
    """Presses come one after the other: the first spends the proof, the others find what it made."""
    lock_rows(ConsultationPage.objects.filter(pk=page.pk))
    key = own_key(form.data.get("form_key", ""))
    if key and (made := sent_already(page, key)) is not None:
        return redirect("consultations:sent", page.pk, made.receipt)
    if not form.is_valid():
        problems = form.summary()
        form.data = form.mended()
        return _form(request, page, form, problems=problems)
    if problem := too_often(request, "send"):
        return _form(request, page, form, problems=[("", "", problem)])
    try:
        made = keep_comment(page, form.cleaned_data["form_key"], now, **form.stored())
    except PrivateDataError:
        return _form(request, page, form, problems=[("", "", CLOSED)])
    return redirect("consultations:sent", page.pk, made.receipt)


def _is_open(page: ConsultationPage, now: datetime) -> bool:
    period = page.period
    zone = timezone.get_default_timezone()
    return period is not None and period.state(now, zone, is_answered=False) == ConsultationState.OPEN


def _closed_words(page: ConsultationPage) -> str:
    if page.state == ConsultationState.COMING:
        return f"这次征集还没有开始，将于 {_said(page.begins)} 开始"
    return f"这次征集已于 {_said(page.ends)} 结束"


def _said(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment, timezone.get_default_timezone()):%Y-%m-%d %H:%M:%S}" if moment else ""


def _form(request: HttpRequest, page: ConsultationPage, form: CommentForm, **context: Any) -> HttpResponse:
    context |= {"home": home_of(request), "consultation": page, "form": form, "is_open": page.is_open}
    context["page_address"] = Addresses(request).of(page.url_path)
    if not page.is_open:
        context["closed"] = _closed_words(page)
    return render(request, "consultations/comment.html", context)


@personal
@require_safe
def sent(request: HttpRequest, page_id: int, receipt: str) -> HttpResponse:
    """
    Raises:
        Http404: no such receipt.
    """
    page = _public(request, page_id)
    made = ConsultationComment.objects.filter(consultation=page, receipt=receipt).defer("text", "answers").first()
    if made is None:
        raise Http404("没有这个回执号。")
    context = {"home": home_of(request), "consultation": page, "comment": made, "due": page.outcome_due()}
    context["page_address"] = Addresses(request).of(page.url_path)
    return render(request, "consultations/sent.html", context)
