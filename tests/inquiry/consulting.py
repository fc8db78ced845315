"""Consultations for tests: written by an editor, approved by the offices, commented on by citizens."""

from __future__ import annotations

from typing import Any

from inquiry.consultations.enums import ConsultationKind
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from tests.casework.desk import Desk
from tests.factories import published
from tests.inquiry.citizen import Citizen

HOST = "jyj.localhost"
COMMENT = {"text": "建议每镇加一班校车。", "agrees": "on"}
FIELDS: dict[str, Any] = {
    "title": "校车管理办法（征求意见稿）",
    "kind": ConsultationKind.OTHER,
    "background": "<p>为了学生安全。</p>",
    "draft": [("paragraph", "<p>第一条 校车须准时。</p>")],
    "telephone": "0753-3300000",
    "opens_on": "2026-03-03",
    "closes_on": "2026-03-31",
}


def consultation(**fields: Any) -> ConsultationPage:
    return ConsultationPage(**FIELDS | fields)


def public(desk: Desk, **fields: Any) -> ConsultationPage:
    """In the column 工作动态 of the desk's unit."""
    return published(desk.place.column, consultation(**fields))


def address(page: ConsultationPage) -> str:
    return page.get_url().removeprefix(f"http://{HOST}")


def form_of(page: ConsultationPage) -> str:
    return f"/consultations/{page.pk}/comment/"


def comments(page: ConsultationPage, citizen: Citizen | None = None, **values: Any) -> Citizen:
    """Somebody opens the form and sends it."""
    citizen = (citizen or Citizen(HOST)).goes(form_of(page))
    return citizen.presses("提交意见", **COMMENT | values)


def last_comment() -> ConsultationComment:
    found = ConsultationComment.objects.order_by("-pk").first()
    assert found is not None
    return found
