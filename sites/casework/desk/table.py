"""The list of cases as a table, and as a file for spreadsheets."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hub.calendar import Terms
from hub.spreadsheets import harmless_value
from sites.casework.desk.clock_words import clock_words
from sites.casework.masking import masked
from sites.casework.models.case import Case


class CaseTable(tables.Table):
    select = tables.TemplateColumn(template_name="desk/select.html", verbose_name="选择", orderable=False, attrs={})
    title = tables.Column(verbose_name="办件", order_by="title")
    kind = tables.Column(verbose_name="类别")
    unit = tables.Column(verbose_name="承办单位", accessor="unit__short_name")
    status = tables.Column(verbose_name="状态")
    due_on = tables.Column(verbose_name="期限", empty_values=())
    submitted_at = tables.DateTimeColumn(verbose_name="提交", format="Y-m-d")

    class Meta:
        model = Case
        fields = ("select", "title", "kind", "unit", "status", "due_on", "submitted_at")
        template_name = "desk/table.html"
        order_by_field = "sort"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.calendar = timezone.localdate(), Terms.load().exceptions

    def render_title(self, record: Case) -> SafeString:
        address = reverse("casework:case", args=[record.number])
        words = '<a class="desk-name" href="{}">{}</a><span class="desk-number">{}</span>{}'
        return format_html(words, address, record.title, record.number, _marks(record))

    def render_kind(self, record: Case) -> str:
        return record.get_kind_display()

    def render_due_on(self, record: Case) -> SafeString:
        said = clock_words(record, self.today, self.calendar)
        due = f"{record.due_on:%Y-%m-%d}" if record.due_on else ""
        return format_html(
            '<span class="desk-clock desk-clock--{}">{}</span><span class="desk-number">{}</span>',
            said.tone, said.words, due,
        )  # fmt: skip


def _marks(case: Case) -> SafeString:
    names = [
        name for is_so, name in ((case.supervised_on, "督办"), (case.urged, "催办"), (case.reopened, "重办")) if is_so
    ]
    return format_html('<span class="hub-tag hub-tag--bad">{}</span>', "、".join(names)) if names else SafeString()


class ExportTable(tables.Table):
    """Without who wrote and what the letter says; what people put into a title is masked."""

    number = tables.Column(verbose_name="编号")
    title = tables.Column(verbose_name="标题")
    kind = tables.Column(verbose_name="类别")
    channel = tables.Column(verbose_name="渠道")
    unit = tables.Column(verbose_name="承办单位")
    status = tables.Column(verbose_name="状态")
    outcome = tables.Column(verbose_name="结果")
    submitted = tables.Column(verbose_name="提交")
    received = tables.Column(verbose_name="受理")
    due = tables.Column(verbose_name="应答复")
    clock = tables.Column(verbose_name="期限情况")
    answered = tables.Column(verbose_name="答复")
    satisfaction = tables.Column(verbose_name="满意度")

    class Meta:
        orderable = False


def exported(cases: Any) -> list[dict[str, Any]]:
    today, calendar = timezone.localdate(), Terms.load().exceptions
    return [
        {
            name: harmless_value(value)
            for name, value in {
                "number": case.number,
                "title": masked(case.title),
                "kind": case.get_kind_display(),
                "channel": case.get_channel_display(),
                "unit": case.unit.name,
                "status": case.get_status_display(),
                "outcome": case.get_outcome_display(),
                "submitted": timezone.localdate(case.submitted_at),
                "received": case.received_on,
                "due": case.due_on,
                "clock": clock_words(case, today, calendar).words,
                "answered": case.answered_on,
                "satisfaction": case.get_satisfaction_display() or "",
            }.items()
        }
        for case in cases
    ]
