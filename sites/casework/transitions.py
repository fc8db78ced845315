"""One table: which action leads from where to where, who may take it, and what it asks for (design 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sites.casework.enums import OPEN, Action, CaseStatus, Side

S, A = CaseStatus, Action
EVERY = frozenset(CaseStatus)
IN_HAND = frozenset({S.RECEIVED, S.ACCEPTED, S.HANDLING})
SCREENED = IN_HAND | {S.UNCONFIRMED}
HANDLING = frozenset({S.HANDLING})


@dataclass(frozen=True)
class Transition:
    """`target` None: the action says where the case goes, or it stays. `asks`: what must be given, with its words."""

    sides: frozenset[Side]
    allowed: frozenset[CaseStatus]
    target: CaseStatus | None = None
    asks: Mapping[str, str] = field(default_factory=dict)


DESK = frozenset({Side.DESK})
CENTRE = frozenset({Side.CENTRE})
STAFF = DESK | CENTRE
LEADER = frozenset({Side.LEADER})
SYSTEM = frozenset({Side.SYSTEM})
APPLICANT = frozenset({Side.APPLICANT, Side.OPERATOR})  # an operator says it for who calls, with number and code
REASON = {"reason": "理由"}
UNIT = {"unit": "承办单位"}

TRANSITIONS: Mapping[Action, Transition] = {
    A.SUBMIT: Transition(frozenset({Side.APPLICANT}), frozenset()),
    A.ENTER: Transition(STAFF | {Side.OPERATOR}, frozenset()),
    # Screening
    A.CONFIRM_RECEIPT: Transition(STAFF, frozenset({S.UNCONFIRMED}), S.RECEIVED, {"on": "双方确认的日期"}),
    A.ACCEPT: Transition(STAFF, frozenset({S.RECEIVED}), S.ACCEPTED),
    A.REFUSE: Transition(STAFF, SCREENED, S.CLOSED, {"ground": "不予受理的理由"}),
    A.FORWARD: Transition(STAFF, SCREENED, S.CLOSED, {"organ": "转送的机关", **REASON}),
    A.JOIN: Transition(STAFF, SCREENED, S.CLOSED, {"other": "合并到的办件"}),
    A.SPLIT: Transition(STAFF, HANDLING, S.CLOSED, {"matters": "各件的内容"}),
    # Units
    A.ASSIGN: Transition(CENTRE, frozenset({S.RECEIVED, S.ACCEPTED}), S.HANDLING, UNIT),
    A.RETURN_ASSIGNMENT: Transition(DESK, IN_HAND, None, REASON),
    A.DESIGNATE: Transition(CENTRE, IN_HAND, S.HANDLING, UNIT | REASON),
    A.TRANSFER: Transition(CENTRE, HANDLING, S.HANDLING, UNIT | REASON),
    A.TAKE: Transition(DESK, HANDLING),
    # Time
    A.MARK_COMPLEX: Transition(STAFF, IN_HAND, None, REASON),
    A.CONSULT: Transition(STAFF, HANDLING, S.CONSULTING, {"asked": "征求意见的对象"}),
    A.END_CONSULTATION: Transition(STAFF | SYSTEM, frozenset({S.CONSULTING}), S.HANDLING),
    A.ASK_EXTENSION: Transition(DESK, HANDLING, None, REASON),
    A.EXTEND: Transition(LEADER, HANDLING),
    A.DECLINE_EXTENSION: Transition(LEADER, EVERY, None, REASON),
    A.DELAY: Transition(LEADER, HANDLING, None, {"days": "延迟的工作日", **REASON}),
    A.MOVE_DUE: Transition(SYSTEM, EVERY, None, REASON),
    # Talking with who wrote
    A.ASK_BACK: Transition(STAFF, IN_HAND, S.WAITING, {"question": "要补充的内容"}),
    A.SUPPLEMENT: Transition(APPLICANT, frozenset({S.WAITING}), None, {"text": "补充的内容"}),
    A.LAPSE: Transition(SYSTEM | DESK, frozenset({S.WAITING, S.UNPAID}), S.CLOSED),
    A.ASK_REASONS: Transition(STAFF, HANDLING, None, {"question": "请申请人说明什么"}),
    A.GIVE_REASONS: Transition(APPLICANT, HANDLING, None, {"text": "理由"}),
    A.ASK_FEE: Transition(STAFF, HANDLING, S.UNPAID, {"fee": "费用"}),
    A.RECORD_PAYMENT: Transition(STAFF, frozenset({S.UNPAID}), S.HANDLING, {"on": "缴费日期"}),
    A.ISSUE_LETTER: Transition(STAFF, EVERY, None, {"text": "文书内容"}),
    A.URGE: Transition(APPLICANT, OPEN),
    A.WITHDRAW: Transition(APPLICANT, OPEN, S.CLOSED),
    A.RENEW_CODE: Transition(APPLICANT, EVERY),
    A.WISH_PRIVATE: Transition(APPLICANT, EVERY),
    A.MAIL: Transition(frozenset({Side.APPLICANT}) | CENTRE, EVERY, None, {"text": "邮件内容"}),
    A.MAIL_RETURNED: Transition(SYSTEM, EVERY, None, {"note": "退回的原因"}),
    # The answer
    A.DRAFT: Transition(STAFF, HANDLING),
    A.SEND_FOR_APPROVAL: Transition(STAFF, HANDLING),
    A.TAKE_BACK: Transition(STAFF, HANDLING),
    A.ANSWER: Transition(LEADER | SYSTEM, HANDLING, None, {"text": "答复内容"}),
    A.CORRECT_ANSWER: Transition(SYSTEM, EVERY, None, {"text": "答复内容"}),
    # Afterwards
    A.RATE: Transition(APPLICANT, frozenset({S.ANSWERED}), S.CLOSED, {"satisfaction": "满意度"}),
    A.DISPUTE: Transition(APPLICANT, frozenset({S.ANSWERED, S.CLOSED}), S.DISPUTED, REASON),
    A.REOPEN: Transition(CENTRE, frozenset({S.DISPUTED}), S.HANDLING, REASON),
    A.DECLINE_REOPENING: Transition(CENTRE, frozenset({S.DISPUTED}), S.CLOSED, REASON),
    A.CLOSE: Transition(STAFF | SYSTEM, frozenset({S.ANSWERED}), S.CLOSED),
    A.RECORD_REMEDY: Transition(STAFF, EVERY, None, {"note": "复议诉讼情况"}),
    A.ERASE: Transition(SYSTEM, frozenset({S.CLOSED})),
    # Watching
    A.SUPERVISE: Transition(CENTRE, OPEN | {S.DISPUTED}, None, REASON),
    A.NOTE: Transition(STAFF | LEADER | {Side.OPERATOR}, EVERY, None, {"note": "记录"}),
}


def actions_from(status: str) -> list[Action]:
    """Those that a case in this state allows to somebody, in the order of the table."""
    return [action for action, step in TRANSITIONS.items() if status in step.allowed]
