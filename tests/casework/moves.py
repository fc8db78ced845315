"""Every action on a case as somebody would take it, for tests that try all of them everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from hub.models import User
from inquiry.disclosure.steps import fees, reasons, remedies, splitting
from sites.casework.actions import aftermath, answers, assigning, dialogue, intake, mail, screening, supervision, terms
from sites.casework.actions.step import act
from sites.casework.documents.issuing import issue_letter
from sites.casework.documents.templates import DELIVERY_RECEIPT
from sites.casework.enums import Action, Side
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.retention import erase_case
from sites.casework.rights import APPLICANT, SYSTEM, Seat, seat_of
from sites.organisation.enums import Office
from tests.casework.desk import Desk, sent
from tests.story import waiting_step


@dataclass
class Cast:
    """Everybody who may have to do with a case."""

    desk: Desk
    other: Desk
    centre: dict[Office, User]

    def seat(self, case: Case, side: Side) -> Seat | None:
        if side == Side.APPLICANT:
            return APPLICANT
        if side == Side.SYSTEM:
            return SYSTEM
        if side == Side.CENTRE:
            return seat_of(self.centre[Office.CENTRE_EDITOR], case, [side])
        person = self.desk.leader if side == Side.LEADER else self.desk.officer
        return seat_of(person, case, [side])


def other_case(cast: Cast) -> Case:
    found = Case.objects.filter(title="另一件").exclude(status="closed").first()
    return found or sent(cast.desk.unit, title="另一件", text="另一件的内容。")


def approve_all(case: Case, seat: Seat | None, cast: Cast) -> None:
    """The last steps of an approval that is under way."""
    for reply in Reply.objects.filter(assignment__case=case, live=False):
        if waiting_step(reply) is not None:
            (cast.desk if reply.unit == cast.desk.unit else cast.other).approve(reply)


Move = Callable[[Case, "Seat | None", Cast], Any]
MOVES: dict[Action, Move] = {
    Action.CONFIRM_RECEIPT: lambda case, seat, cast: intake.confirm_receipt(case, seat, timezone.localdate()),
    Action.ACCEPT: lambda case, seat, cast: screening.accept_case(case, seat),
    Action.REFUSE: lambda case, seat, cast: screening.refuse_case(case, seat, "competence", "请向省里反映"),
    Action.FORWARD: lambda case, seat, cast: screening.forward_case(case, seat, "梅州市教育局", "属于市级职责"),
    Action.JOIN: lambda case, seat, cast: screening.join_case(case, seat, other_case(cast)),
    Action.ASSIGN: lambda case, seat, cast: assigning.assign_case(case, seat, cast.desk.unit, [cast.other.unit]),
    Action.RETURN_ASSIGNMENT: lambda case, seat, cast: assigning.return_assignment(case, seat, "不归本单位"),
    Action.DESIGNATE: lambda case, seat, cast: assigning.designate_unit(case, seat, cast.desk.unit, "三定方案"),
    Action.TRANSFER: lambda case, seat, cast: assigning.transfer_case(case, seat, cast.other.unit, "职责调整"),
    Action.TAKE: lambda case, seat, cast: assigning.take_assignment(case, seat, cast.desk.officer),
    Action.MARK_COMPLEX: lambda case, seat, cast: terms.mark_complex(case, seat, "涉及三个镇"),
    Action.CONSULT: lambda case, seat, cast: terms.consult(case, seat, "第三方", "ask_third_party"),
    Action.END_CONSULTATION: lambda case, seat, cast: terms.end_consultation(case, seat, "", "consent"),
    Action.ASK_EXTENSION: lambda case, seat, cast: terms.ask_extension(case, seat, "等天气好"),
    Action.EXTEND: lambda case, seat, cast: terms.decide_extension(case, seat, True),
    Action.DECLINE_EXTENSION: lambda case, seat, cast: terms.decide_extension(case, seat, False, "可以按期"),
    Action.ASK_BACK: lambda case, seat, cast: dialogue.ask_back(case, seat, "哪一个镇？"),
    Action.SUPPLEMENT: lambda case, seat, cast: dialogue.supplement(case, seat, "罗岗镇"),
    Action.ASK_REASONS: lambda case, seat, cast: reasons.ask_reasons(case, seat, "为什么需要？"),
    Action.GIVE_REASONS: lambda case, seat, cast: reasons.give_reasons(case, seat, "写村志"),
    Action.DELAY: lambda case, seat, cast: reasons.delay(case, seat, 10, "件数多"),
    Action.ASK_FEE: lambda case, seat, cast: fees.ask_fee(case, seat, "pages", 40),
    Action.RECORD_PAYMENT: lambda case, seat, cast: fees.record_payment(case, seat, timezone.localdate()),
    Action.SPLIT: lambda case, seat, cast: splitting.split_case(case, seat, ["甲", "乙"]),
    Action.RECORD_REMEDY: lambda case, seat, cast: remedies.record_remedy(
        case, seat, "review", "市政府", timezone.localdate()
    ),
    Action.ISSUE_LETTER: lambda case, seat, cast: issue_letter(case, seat, DELIVERY_RECEIPT, "送达登记回执。"),
    Action.LAPSE: lambda case, seat, cast: dialogue.lapse(case, seat),
    Action.URGE: lambda case, seat, cast: dialogue.urge(case, seat),
    Action.WITHDRAW: lambda case, seat, cast: dialogue.withdraw_case(case, seat),
    Action.WISH_PRIVATE: lambda case, seat, cast: dialogue.wish_private(case, seat),
    Action.RENEW_CODE: lambda case, seat, cast: dialogue.renew_code(case, seat, "qT5w8Zn2"),
    Action.DRAFT: lambda case, seat, cast: answers.draft_answer(case, seat, text="校车七点十分到。"),
    Action.SEND_FOR_APPROVAL: lambda case, seat, cast: answers.send_answer(case, seat),
    Action.TAKE_BACK: lambda case, seat, cast: answers.take_back_answer(case, seat),
    Action.ANSWER: approve_all,
    Action.RATE: lambda case, seat, cast: aftermath.rate_case(case, seat, 4),
    Action.DISPUTE: lambda case, seat, cast: aftermath.dispute_answer(case, seat, "没有说周末"),
    Action.REOPEN: lambda case, seat, cast: aftermath.reopen_case(case, seat, "补充周末班次"),
    Action.DECLINE_REOPENING: lambda case, seat, cast: aftermath.decline_reopening(case, seat, "答复已经完整"),
    Action.CLOSE: lambda case, seat, cast: aftermath.close_case(case, seat),
    Action.SUPERVISE: lambda case, seat, cast: supervision.supervise_case(case, seat, "群众反映强烈"),
    Action.MAIL: lambda case, seat, cast: mail.add_mail(case, seat, "还有一事。"),
    Action.MAIL_RETURNED: lambda case, seat, cast: mail.return_mail(case, seat, "邮件被退回"),
    Action.ERASE: lambda case, seat, cast: erase_case(case) if seat is SYSTEM else act(case, Action.ERASE, seat),
    Action.NOTE: lambda case, seat, cast: supervision.add_note(case, seat, "已电话核实"),
}
# They have no person behind them: a first press, an entry, a changed calendar, another text of an answer.
BY_THEMSELVES = frozenset({Action.SUBMIT, Action.ENTER, Action.MOVE_DUE, Action.CORRECT_ANSWER})
