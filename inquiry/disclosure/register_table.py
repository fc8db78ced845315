"""The register of requests (条例 Art. 45): what came when, and what became of it. Nobody is named in it."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from hub.spreadsheets import harmless_value
from inquiry.disclosure.letters import ANSWER
from inquiry.enums import DisclosureResult
from sites.casework.enums import ApplicantKind
from sites.casework.masking import masked
from sites.casework.models.case import Case
from sites.casework.models.issued_letter import IssuedLetter


class RegisterTable(tables.Table):
    number = tables.Column(verbose_name="编号")
    submitted = tables.Column(verbose_name="申请日期")
    received = tables.Column(verbose_name="收到日期")
    channel = tables.Column(verbose_name="渠道")
    applicant = tables.Column(verbose_name="申请人类型")
    title = tables.Column(verbose_name="申请内容")
    unit = tables.Column(verbose_name="承办单位")
    due = tables.Column(verbose_name="应答复日期")
    answered = tables.Column(verbose_name="答复日期")
    result = tables.Column(verbose_name="办理结果")
    letter = tables.Column(verbose_name="答复文号")
    remedies = tables.Column(verbose_name="复议诉讼")

    class Meta:
        orderable = False
        template_name = "desk/table.html"


def register_rows(cases: QuerySet[Case]) -> list[dict[str, Any]]:
    answers = IssuedLetter.objects.filter(case=OuterRef("pk"), template=ANSWER.code).order_by("-pk")
    found = cases.annotate(answer_number=Subquery(answers.values("number")[:1])).order_by("submitted_at", "pk")
    found = found.select_related("unit").prefetch_related("remedies").defer("text", "due_explanation")
    kinds = dict(found.values_list("pk", "applicant__kind"))
    return [_row(case, kinds[case.pk]) for case in found]


def _row(case: Case, kind: str | None) -> dict[str, Any]:
    remedies = [f"{each.get_kind_display()}：{each.get_result_display()}" for each in case.remedies.all()]
    values = {
        "number": case.number,
        "submitted": timezone.localdate(case.submitted_at),
        "received": case.received_on,
        "channel": case.get_channel_display(),
        "applicant": ApplicantKind(kind).label if kind else "",
        "title": masked(case.title),
        "unit": case.unit.name,
        "due": case.due_on,
        "answered": case.answered_on,
        "result": DisclosureResult(case.result).label if case.result else case.get_status_display(),
        "letter": case.answer_number,
        "remedies": "；".join(remedies),
    }
    return {name: harmless_value(value) for name, value in values.items()}
