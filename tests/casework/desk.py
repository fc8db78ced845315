"""Units with people who answer letters, and letters, for tests of cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from hub.models import User
from sites.casework.actions.answers import draft_answer, send_answer
from sites.casework.actions.intake import Letter, submit_case
from sites.casework.actions.screening import accept_case
from sites.casework.enums import Side
from sites.casework.models.case import Case
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.casework.models.reply import Reply
from sites.casework.rights import Seat, seat_of
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from tests.factories import appoint
from tests.staffed import Staffed
from tests.story import take_step, waiting_step

CODE = "hK29mWq7"
APPLICANT = {"name": "测试人甲", "telephone": "13800000001", "email": "jia@test.localhost"}


# What makes a letter of the tests a request for disclosure.
REQUEST = {
    "kind": "disclosure",
    "applicant": {
        "name": "测试人甲", "telephone": "13800000001", "address": "测试路 1 号", "id_kind": "居民身份证",
        "id_number": "441481199001010011",
    },
}  # fmt: skip


@dataclass
class Desk:
    """A unit with its people, among them one who answers letters."""

    place: Staffed
    officer: User

    @property
    def unit(self) -> Unit:
        return self.place.unit

    @property
    def leader(self) -> User:
        return self.place.leader

    def seat(self, case: Case, person: User | None = None) -> Seat | None:
        return seat_of(person or self.officer, case, [Side.DESK])

    def approve(self, reply: Reply) -> None:
        for person in (self.place.reviewer, self.place.leader):
            take_step(waiting_step(reply), person)


def desk_of(place: Staffed, *offices: Office) -> Desk:
    return Desk(place, appoint(place.unit, *(offices or (Office.CASE_OFFICER,))))


def letter(to: Unit, **fields: Any) -> Letter:
    first = Letter(
        kind="consultation",
        title="校车几点到",
        text="新学期的校车几点到镇上？",
        addressed_to=to,
        applicant=dict(APPLICANT),
        code=CODE,
        privacy_notice=PrivacyNotice.current(),
    )
    return replace(first, **fields)


def sent(to: Unit, **fields: Any) -> Case:
    return submit_case(letter(to, **fields))


def in_hand(desk: Desk, **fields: Any) -> Case:
    """A letter that its unit has accepted."""
    case = sent(desk.unit, **fields)
    accept_case(case, desk.seat(case))
    return Case.objects.get(pk=case.pk)


def answered(desk: Desk, case: Case | None = None, text: str = "校车七点十分到。", **fields: Any) -> Case:
    """With its answer written, approved and told."""
    case = case or in_hand(desk)
    reply = draft_answer(case, desk.seat(case), text=text, **fields)
    send_answer(case, desk.seat(case))
    desk.approve(reply)
    return Case.objects.get(pk=case.pk)


def centre_seat(case: Case, centre: dict[Office, User]) -> Seat | None:
    return seat_of(centre[Office.CENTRE_EDITOR], case, [Side.CENTRE])
