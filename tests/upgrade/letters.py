"""Letters of a dump: one that is answered and public, one in hand, a request for disclosure that was refused."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sites.casework.actions.intake import confirm_receipt
from sites.casework.actions.screening import accept_case
from sites.casework.models.case import Case
from sites.organisation.enums import Office
from tests.casework.desk import CODE, REQUEST, answered, desk_of, in_hand, sent
from tests.staffed import Staffed

PUBLIC = {"publishes": True, "public_title": "校车时间", "public_question": "新学期校车几点到？"}
WAITING = "食堂几点开门"


def write_letters(bureau: Staffed) -> None:
    desk = desk_of(bureau, Office.CASE_OFFICER, Office.DISCLOSURE_OFFICER)
    answered(desk, in_hand(desk, wishes_public=True), **PUBLIC)
    in_hand(desk, title=WAITING, text="学校食堂早上几点开门？")
    request = sent(bureau.unit, title="校车合同", **REQUEST)
    confirm_receipt(request, desk.seat(request), timezone.localdate())
    accept_case(request, desk.seat(request))
    answered(desk, request, text="您申请的信息涉及国家秘密。", result="secret")


def observe_letters() -> dict[str, Any]:
    """By number, with what is encrypted."""
    return {case.number: _seen(case) for case in Case.objects.select_related("applicant").order_by("pk")}


def _seen(case: Case) -> dict[str, Any]:
    return {
        "code": CODE,
        "title": case.title,
        "text": case.text,
        "name": case.applicant.name,
        "telephone": case.applicant.telephone,
        "status": case.status,
        "result": case.result,
        "due_on": str(case.due_on),
        "told": [event.public_text for event in case.events.order_by("serial")],
    }
