"""Comments as a table, and as rows of a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hub.private_fields.key_ring import PrivateDataError
from hub.private_fields.values import UNREADABLE
from inquiry.models.consultation_comment import ConsultationComment
from sites.casework.masking import masked

LONGEST_LINE = 80


class CommentTable(tables.Table):
    select = tables.TemplateColumn(
        template_name="consultation_desk/select.html", verbose_name="选择", orderable=False, attrs={}
    )
    title = tables.Column(verbose_name="意见", empty_values=(), orderable=False)
    group = tables.Column(verbose_name="分类", accessor="group__wording", order_by="group", default="未分类")
    showing = tables.Column(verbose_name="选登")
    received_at = tables.DateTimeColumn(verbose_name="收到", format="Y-m-d H:i")

    class Meta:
        model = ConsultationComment
        fields = ("select", "title", "group", "showing", "received_at")
        template_name = "desk/table.html"
        order_by_field = "sort"

    def render_title(self, record: ConsultationComment) -> SafeString:
        address = reverse("consultation_desk:comment", args=[record.consultation_id, record.pk])
        words = '<a class="desk-name" href="{}">{}</a><span class="desk-number">{}　{}</span>'
        return format_html(words, address, _line(record), record.receipt, who_wrote(record))


# Of the export: without who wrote; what people put into the text is masked.
HEADERS = ("回执号", "收到", "来自", "意见", "分类", "采纳情况", "同意公开")


def rows_of(comments: Iterable[ConsultationComment]) -> Iterator[tuple[Any, ...]]:
    for each in comments:
        yield (
            each.receipt,
            timezone.localdate(each.received_at),
            who_wrote(each),
            masked_text(each),
            str(each.group or ""),
            each.group.get_result_display() if each.group else "",
            "是" if each.wishes_public else "否",
        )


def who_wrote(comment: ConsultationComment) -> str:
    return "单位" if comment.is_organisation else "个人"


def masked_text(comment: ConsultationComment) -> str:
    """What was written, without what tells who wrote it."""
    try:
        return masked(comment.whole_text(), [comment.name], [comment.contact])
    except PrivateDataError:
        return UNREADABLE


def _line(comment: ConsultationComment) -> str:
    try:
        text = " ".join(comment.whole_text().split())
    except PrivateDataError:
        return UNREADABLE
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
