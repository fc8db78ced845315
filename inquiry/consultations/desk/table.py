"""Comments as a table, and as a file without who wrote them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hub.private_fields.key_ring import PrivateDataError
from hub.private_fields.values import UNREADABLE
from hub.spreadsheets import harmless_value
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


class ExportTable(tables.Table):
    """Without who wrote; what people put into the text is masked."""

    receipt = tables.Column(verbose_name="回执号")
    received = tables.Column(verbose_name="收到")
    who = tables.Column(verbose_name="来自")
    text = tables.Column(verbose_name="意见")
    group = tables.Column(verbose_name="分类")
    result = tables.Column(verbose_name="采纳情况")
    public = tables.Column(verbose_name="同意公开")

    class Meta:
        orderable = False


def exported(comments: Iterable[ConsultationComment]) -> list[dict[str, Any]]:
    return [
        {
            name: harmless_value(value)
            for name, value in {
                "receipt": each.receipt,
                "received": timezone.localdate(each.received_at),
                "who": who_wrote(each),
                "text": masked_text(each),
                "group": str(each.group or ""),
                "result": each.group.get_result_display() if each.group else "",
                "public": "是" if each.wishes_public else "否",
            }.items()
        }
        for each in comments
    ]


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
