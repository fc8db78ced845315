"""What a letter says of its case. Templates run in Jinja's sandbox and see words alone, no rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sites.casework.actions.looks import applicant_of
from sites.casework.documents.templates import LetterTemplate
from sites.casework.models.case import Case
from sites.casework.models.issued_letter import IssuedLetter
from sites.organisation.models.unit import Unit

APPLICANT = "【申请人】"  # the name is put in when the letter is issued: drafts show nobody's
BLANK = "【请填写："

_environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=False)


def day_words(day: Any) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def blank(what: str) -> str:
    """A place to write. A letter that still has one is not issued."""
    return f"{BLANK}{what}】"


def draft_of(template: LetterTemplate, case: Case, unit: Unit, **more: str) -> str:
    return filled(template.text, words_of(case, unit) | more)


def filled(text: str, words: dict[str, Any]) -> str:
    return _environment.from_string(text).render(words).strip()


def words_of(case: Case, unit: Unit) -> dict[str, Any]:
    said = _said(case)
    last = IssuedLetter.objects.filter(case=case).order_by("-pk").values_list("title", "number").first()
    return {
        "applicant": APPLICANT,
        "kind": case.get_kind_display(),
        "number": case.number,
        "title": case.title,
        "unit": unit.name,
        "telephone": unit.telephone or blank("联系电话"),
        "address": unit.address or blank("地址"),
        "today": day_words(timezone.localdate()),
        "submitted": day_words(timezone.localdate(case.submitted_at)),
        "received": day_words(case.received_on) if case.received_on else blank("收到日期"),
        "due": day_words(case.due_on) if case.due_on else blank("答复期限"),
        "until": day_words(case.asked_until) if case.asked_until else blank("截止日期"),
        "last_letter": f"《{last[0]}》（{last[1]}）" if last else "",
        "blank": blank,
        "said": said,
    }


def _said(case: Case) -> Callable[[str], str]:
    """What the applicant read last of an action; a place to write where nothing was said."""
    found = {event.action: event.public_text for event in case.events.all()}

    def said(action: str, what: str = "内容") -> str:
        return found.get(action) or blank(what)

    return said


def with_name(text: str, case: Case) -> str:
    applicant = applicant_of(case)
    return text.replace(APPLICANT, applicant.name if applicant else "申请人")
