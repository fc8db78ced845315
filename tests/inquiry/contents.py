"""Surveys and interviews of a unit, public by the approvals that they need."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from inquiry.models.interview import Interview
from inquiry.models.survey import Survey
from tests.staffed import Staffed
from tests.story import approve

QUESTIONS = [
    ("single", {"text": "您怎么去学校？", "is_required": True, "options": ["步行", "校车", "私家车"]}),
    ("several", {"text": "哪些要改进？", "is_required": True, "options": ["时间", "线路", "站点"], "most": 2}),
    ("scale", {"text": "总体满意吗？", "is_required": False, "low": "很不满意", "high": "很满意"}),
    ("text", {"text": "还有什么建议？", "is_required": False}),
]
GUESTS = [("guest", {"name": "测试局长", "office": "市教育局局长", "image": None})]
# The Tuesday on which tests of letters begin.
OPENS, CLOSES = "2026-03-03 09:00+08:00", "2026-03-10 17:30+08:00"


def survey_of(place: Staffed, **fields: Any) -> Survey:
    given = {
        "title": "校车调查", "introduction": "用来安排新学期的校车。", "questions": QUESTIONS,
        "opens_at": datetime.fromisoformat(OPENS), "closes_at": datetime.fromisoformat(CLOSES),
    }  # fmt: skip
    return Survey.objects.create(unit=place.unit, **given | fields)


def interview_of(place: Staffed, **fields: Any) -> Interview:
    given = {
        "title": "新学期谈校车", "introduction": "局长谈新学期的校车。", "guests": GUESTS,
        "begins_at": datetime.fromisoformat("2026-03-05 15:00+08:00"),
        "ends_at": datetime.fromisoformat("2026-03-05 16:00+08:00"),
    }  # fmt: skip
    return Interview.objects.create(unit=place.unit, **given | fields)


def publish(content: Any, place: Staffed) -> Any:
    """The newest draft, through all steps."""
    content = type(content).objects.get(pk=content.pk)
    if content.latest_revision is None:
        content.save_revision(user=place.editor)
    content.get_workflow().start(content, place.editor)
    approve(content, (place.reviewer, place.leader))
    return type(content).objects.get(pk=content.pk)
