"""A report of the audit in words: for the terminal, and the fields of a version for page and PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from wagtail.blocks import StreamValue

from sites.approval.audit import AuditReport, PublicVersion
from sites.approval.needs import written_fields
from sites.pages.plain_text import text_of_body


def words_of(content: Any) -> list[tuple[str, str]]:
    """(label, text) of what the public read."""
    found = []
    for name in written_fields(type(content)):
        value, label = getattr(content, name), str(content._meta.get_field(name).verbose_name)
        display = getattr(content, f"get_{name}_display", None)
        text = text_of_body(value) if isinstance(value, StreamValue) else str(display() if display else value or "")
        if text:
            found.append((label, text))
    return found


def lines_of(report: AuditReport) -> Iterator[str]:
    yield f"《{report.content}》在 {report.day:%Y-%m-%d} 公开的内容"
    if not report.versions:
        yield f"这一天没有公开。{_why_not(report)}"
    for version in report.versions:
        yield from _lines_of(version)
    yield ""
    if report.is_whole:
        yield f"台账 {report.rows} 条完整，没有被改动；末尾链值 {report.end_hash}。"
    else:
        yield from (f"台账有问题：{problem}" for problem in report.problems)


def _why_not(report: AuditReport) -> str:
    last = report.last
    if last is None:
        return "当时台账里还没有这项内容。"
    return f"此前最后一条记录：{_when(last.at)} {last.actor_name} {last.get_action_display()}（第 {last.serial} 号）。"


def _lines_of(version: PublicVersion) -> Iterator[str]:
    entry = version.entry
    until = _when(version.ends) if version.ends else "现在"
    yield ""
    yield f"公开时间：{_when(version.begins)} 至 {until}"
    yield f"公开依据：第 {entry.serial} 号记录，{entry.get_action_display()}，{_who(entry)}"
    yield f"单位：{entry.unit}"
    for name, at in version.authors:
        yield f"编写：{_when(at)} {name}"
    for step in version.steps:
        row = step.entry
        what = f"{row.get_action_display()}{row.get_step_display() and '（' + row.get_step_display() + '）'}"
        seen = "" if not row.step else "，所见即所公开" if step.has_seen_it else "，所见为较早的一稿"
        yield f"审批：{_when(row.at)} {_who(row)} {what}{seen}{'：' + row.comment if row.comment else ''}"
        yield from (f"      声明：{sentence}" for sentence in step.declared)
    for review in version.reviews:
        row = review.entry
        what = f"{row.get_action_display()}{row.get_step_display() and '（' + row.get_step_display() + '）'}"
        yield f"事后：{_when(row.at)} {_who(row)} {what}：{row.comment}"
        yield from (f"      声明：{sentence}" for sentence in review.declared)
    for file in version.files:
        yield f"文件：《{file.title}》，SHA-1 {file.file_hash}"
    yield f"内容摘要值：{entry.digest}"
    if version.content is None:
        yield "当时的文本已不在数据库中。"
        return
    yield "数据库中的文本与台账一致。" if version.is_what_was_approved else "数据库中的文本或文件与台账不一致！"
    for label, text in words_of(version.content):
        yield f"{label}：{text}"


def _who(entry: Any) -> str:
    office = entry.get_office_display()
    stands_in = f"，代理{entry.on_behalf_of}" if entry.on_behalf_of else ""
    return f"{entry.actor_name}（{office}{stands_in}）" if office else entry.actor_name


def _when(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}"
