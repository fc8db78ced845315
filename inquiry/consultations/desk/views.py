"""Which consultations there are, the comments on one, and the way to its outcome."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_tables2 import RequestConfig

from hub.calendar import Terms
from hub.spreadsheets import table_response
from inquiry.consultations.actions import draft_outcome, group_comments
from inquiry.consultations.desk.access import at_this_desk, consultation_to_see, consultation_to_sort
from inquiry.consultations.desk.forms import SortingForm
from inquiry.consultations.desk.table import HEADERS, CommentTable, rows_of
from inquiry.consultations.rights import consultations_seen_by, sorter
from inquiry.models.consultation_page import ConsultationPage
from inquiry.public_forms import Refused
from sites.pages.listing import page_of

PAGE_SIZE = 30
WAITING = "waiting"


@at_this_desk
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    waiting = Count("public_comments", filter=Q(public_comments__group=None))
    found = consultations_seen_by(request.user).select_related("unit").order_by("-closes_on", "-pk")
    pages = page_of(request, found.annotate(received=Count("public_comments"), waiting=waiting), PAGE_SIZE)
    terms = Terms.load()
    lines = [(page, page.outcome_due(terms)) for page in pages.object_list]
    context = {"pages": pages, "lines": lines, "today": timezone.localdate()}
    return render(request, "consultation_desk/index.html", context)


@at_this_desk
@never_cache
@require_http_methods(["GET", "POST"])
def consultation(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Its comments; POST puts those that are ticked into a group."""
    page = consultation_to_see(request, consultation_id)
    if request.method == "POST":
        return _sort(request, consultation_to_sort(request, consultation_id))
    return render(request, "consultation_desk/consultation.html", _context(request, page))


def _context(request: HttpRequest, page: ConsultationPage) -> dict[str, Any]:
    may_sort = sorter(request.user, page) is not None
    comments, asked = page.public_comments.select_related("group"), request.GET.get("group", "")
    if asked == WAITING:
        comments = comments.filter(group=None)
    elif asked.isdecimal() and len(asked) < 10:
        comments = comments.filter(group=int(asked))
    table = CommentTable(comments, exclude=() if may_sort else ("select",))
    RequestConfig(request, paginate={"per_page": PAGE_SIZE}).configure(table)
    groups = page.groups.annotate(size=Count("members"))
    total = page.public_comments.count()
    return {
        "consultation": page,
        "table": table,
        "groups": groups,
        "total": total,
        "ungrouped": total - sum(each.size for each in groups),
        "asked": asked,
        "may_sort": may_sort,
        "sorting": SortingForm(consultation=page) if may_sort else None,
        "due": page.outcome_due(),
    }


def _sort(request: HttpRequest, page: ConsultationPage) -> HttpResponse:
    form = SortingForm(request.POST, consultation=page)
    chosen = [int(each) for each in request.POST.getlist("comment")[:PAGE_SIZE] if each.isdecimal() and len(each) < 19]
    if not form.is_valid():
        messages.error(request, "没有归类：请从列表里选择分类。")
    elif not (done := group_comments(page, chosen, form.cleaned_data["group"], request.user)):
        messages.error(request, "没有归类：请先勾选意见。")
    else:
        messages.success(request, f"已归类 {done} 条意见。")
    return redirect("consultation_desk:consultation", page.pk)


@at_this_desk
@require_GET
def export(request: HttpRequest, consultation_id: int) -> HttpResponse:
    page = consultation_to_see(request, consultation_id)
    name = f"comments-{page.pk}-{timezone.localdate():%Y-%m-%d}"
    return table_response(name, "xlsx", HEADERS, rows_of(page.public_comments.select_related("group")))


@at_this_desk
@require_POST
def outcome(request: HttpRequest, consultation_id: int) -> HttpResponse:
    """Writes groups and chosen comments into the draft, and leads to its editor."""
    page = consultation_to_sort(request, consultation_id)
    try:
        draft_outcome(page, request.user)
    except Refused as refused:
        messages.error(request, f"没有写入：{refused}")
        return redirect("consultation_desk:consultation", page.pk)
    messages.success(request, "已写入草稿。请写明结果，然后送审。")
    return redirect("wagtailadmin_pages:edit", page.pk)
