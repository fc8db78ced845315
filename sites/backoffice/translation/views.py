"""Translating a page in the admin. Who may edit a page may translate it; nothing here makes anything public."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override

from hub.stale_forms import FIELD, Change, changes_since, sealed
from hub.variants.enums import Variant
from sites.approval.actions import SubmissionRefused
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.actions import State, send, state_of, states_of, take_back
from sites.pages.translation.drafts import save_draft, start_translation, translation_record, update_from_source
from sites.pages.translation.locales import TRANSLATED
from sites.pages.translation.segments import Row, rows_of, write

OUTDATED = "没有保存：您打开以后，别人改动了译文。您填写的还在下面；请打开最新内容，把要改的写进去。"


def _own_page(request: HttpRequest, page_id: int) -> GroupPage:
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, GroupPage) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def _own_translation(request: HttpRequest, page_id: int) -> State:
    page = _own_page(request, page_id)
    state = state_of(page)
    if not page.is_translation or state.record is None:
        raise Http404
    return state


@require_http_methods(["GET", "POST"])
def languages(request: HttpRequest, page_id: int) -> HttpResponse:
    """Into what a page is translated, and how far; begins a translation."""
    page = _own_page(request, page_id)
    if page.is_translation:
        raise Http404
    states = states_of(page)
    if request.method == "POST":
        wanted = request.POST.get("variant", "")
        if wanted not in TRANSLATED:
            raise Http404
        state = next(state for state in states if state.variant == wanted)
        translated = state.page or start_translation(page, Variant(wanted), request.user)
        return redirect("translation:text", translated.pk)
    return render(request, "translation/languages.html", {"page": page, "states": states})


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, page_id: int) -> HttpResponse:
    """The segments beside their source: written, updated, sent for approval or taken back."""
    if request.method == "GET":
        return _show(request, _own_translation(request, page_id))
    with transaction.atomic():
        list(Page.objects.select_for_update(of=("self",)).filter(pk=page_id).values_list("pk"))
        state = _own_translation(request, page_id)
        stored = rows_of(state.record)
        rows = [row.with_sent(request.POST.get(row.name, row.text)) for row in stored]
        if _is_text_sent(request) and (changed := changes_since(request.POST.get(FIELD), _values_of(stored))):
            messages.error(request, OUTDATED)
            return _show(request, state, rows, changed)
        if any(row.is_too_long for row in rows):
            messages.error(request, "有的译文太长，没有保存。请缩短标出的几处。")
            return _show(request, state, rows)
        _act(request, state)
        return redirect("translation:text", page_id)


def _is_text_sent(request: HttpRequest) -> bool:
    return request.POST.get("action") != "take_back"


def _values_of(rows: list[Row]) -> dict[str, str]:
    return {row.name: row.text for row in rows}


def _show(
    request: HttpRequest, state: State, rows: list[Row] | None = None, changed: Sequence[Change] = ()
) -> HttpResponse:
    """The form with `rows` as they were sent; `changed` by others since it was opened, it stays an old form."""
    stored = rows_of(state.record) if rows is None else rows
    labels = {row.name: row.label for row in stored}
    context = {
        "state": state,
        "page": state.page,
        "source": state.record.source.get_source_instance(),
        "rows": stored,
        "returned": _reason_of_return(state),
        "loaded": sealed(_values_of(stored)) if rows is None else request.POST.get(FIELD),
        "loaded_field": FIELD,
        "changes": [each._replace(name=labels.get(each.name, "原文已不再有的一段")) for each in changed],
    }
    return render(request, "translation/text.html", context)


def _act(request: HttpRequest, state: State) -> None:
    action = request.POST.get("action", "save")
    if action == "take_back":
        take_back(state, request.user)
        messages.success(request, "已撤回送审，可以继续修改。")
        return
    if state.is_under_approval:
        messages.error(request, "译文正在审批，不能修改。")
        return
    write(state.record, request.POST, request.user)
    if action == "update":
        update_from_source(state.record, request.user)
    save_draft(state.record, request.user)
    if action == "update":
        messages.success(request, "已按原文现在的内容更新；没有变化的段落保留了译文。")
    elif action == "send":
        _send(request, state.page)
    else:
        messages.success(request, "译文已保存。")


def _send(request: HttpRequest, page: GroupPage) -> None:
    state = state_of(type(page).objects.get(pk=page.pk))
    try:
        send(state, request.user)
    except SubmissionRefused as refused:
        messages.error(request, f"译文已保存，但不能送审：{refused}")
    else:
        messages.success(request, "译文已送审。")


def _reason_of_return(state: State) -> str:
    if state.workflow is None or state.is_under_approval or state.workflow.current_task_state is None:
        return ""
    return state.workflow.current_task_state.get_comment()


@require_GET
@xframe_options_sameorigin_override
def preview(request: HttpRequest, page_id: int) -> HttpResponse:
    """The page as the public would read it with the segments as they are stored."""
    state = _own_translation(request, page_id)
    record = translation_record(state.page)
    draft = record.source.get_ephemeral_translated_instance(record.target_locale, fallback=True)
    return draft.make_preview_request(request, draft.default_preview_mode)
