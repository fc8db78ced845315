"""What a consultation must say before it is sent for approval: the draft, a lawful period, and an outcome that answers
every comment."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count
from django.utils import timezone
from wagtail.models import Page

from inquiry.consultations.enums import Verdict
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import PERIOD_FIELDS, ConsultationPage, county_time
from inquiry.models.opinion_group import OpinionGroup
from sites.pages.plain_text import text_of_html

Missing = dict[str, str]


def missing_elements(page: Any, column: Page | None) -> Missing:
    if not isinstance(page, ConsultationPage) or page.is_translation:
        return {}
    return _texts(page) | _period(page) | _outcome(page)


def _texts(page: ConsultationPage) -> Missing:
    found: Missing = {}
    if not text_of_html(page.background).strip():
        found["background"] = "请写明背景。"
    if not (page.draft or page.draft_document_id or page.draft_file_id):
        found["draft"] = "请选择已发布的征求意见稿、上传文件，或者写入正文。"
    if not (page.telephone or page.email or page.address):
        found["telephone"] = "除网上提交外，请至少写明一种其他途径（电话、邮箱或者通信地址）。"
    return found


def _period(page: ConsultationPage) -> Missing:
    period, now = page.period, timezone.now()
    if period is None:
        return {"closes_on": "请填写截止日期。"}
    if not period.is_sound(county_time()):
        return {"closes_on": "截止时间须晚于开始时间。"}
    before = _public_version(page)
    if before is not None:
        return _changed_period(page, before) if _differs(page, before) else {}
    if page.opens_on < timezone.localdate():
        return {"opens_on": "开始日期不能早于今天。"}
    if period.end(county_time()) <= now:
        return {"closes_on": "截止时间已经过去。"}
    return _short(page)


def _short(page: ConsultationPage) -> Missing:
    if page.short_reason.strip() or not page.is_short(timezone.localdate()):
        return {}
    least = page.shortest(timezone.localdate())
    words = f"{least.explanation}截止日期早于这一天的，请写明理由，将向社会公布。" if least else ""
    return {"short_reason": words}


def _changed_period(page: ConsultationPage, before: ConsultationPage) -> Missing:
    """Whoever has begun to write may rely on the date that was announced."""
    zone, now = county_time(), timezone.now()
    is_running = before.period is not None and before.period.begin(zone) <= now
    if not is_running:
        return {"closes_on": "截止时间已经过去。"} if page.period and page.period.end(zone) <= now else _short(page)
    if (page.opens_on, page.opens_at) != (before.opens_on, before.opens_at):
        return {"opens_on": "征集已经开始，开始时间不能再改。"}
    if page.period and before.period and page.period.end(zone) < before.period.end(zone):
        return {"closes_on": "征集已经开始，截止时间只能推后。"}
    return {}


def _public_version(page: ConsultationPage) -> ConsultationPage | None:
    return ConsultationPage.objects.filter(pk=page.pk, live=True).first() if page.pk else None


def _differs(page: ConsultationPage, before: ConsultationPage) -> bool:
    return any(getattr(page, name) != getattr(before, name) for name in PERIOD_FIELDS)


def _outcome(page: ConsultationPage) -> Missing:
    if not page.has_outcome or page.period is None:
        return {}
    if page.period.end(county_time()) > timezone.now():
        return {"outcome_text": "征集还没有截止，不能公布结果。"}
    found: Missing = {}
    if not text_of_html(page.outcome_text).strip():
        found["outcome_text"] = "请写明征集的总体情况和结果。"
    if waiting := ungrouped(page):
        found["opinions"] = f"还有 {waiting} 条意见没有分类，请在“征集意见”里分类后重新写入。"
    elif Counter(_rows_of(page)) != Counter(counted_groups(page)):
        found["opinions"] = "意见、条数与“征集意见”里的分类不一致，请重新写入。"
    elif any(_is_unexplained(each.value) for each in page.opinions):
        found["opinions"] = "没有全部采纳的意见，请说明理由。"
    return found


def ungrouped(page: ConsultationPage) -> int:
    return ConsultationComment.objects.filter(consultation=page.pk, group=None).count()


def counted_groups(page: ConsultationPage) -> list[tuple[str, int]]:
    """(opinion, comments in it) of groups that have any."""
    groups = OpinionGroup.objects.filter(consultation=page.pk).annotate(size=Count("members")).filter(size__gt=0)
    return list(groups.values_list("wording", "size"))


def _rows_of(page: ConsultationPage) -> list[tuple[str, int]]:
    return [(each.value["opinion"], each.value["number"]) for each in page.opinions]


def _is_unexplained(row: Any) -> bool:
    return row["verdict"] != Verdict.ADOPTED and not (row["why"] or "").strip()
