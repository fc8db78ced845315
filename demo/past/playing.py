"""One letter of the past, from its first word to what became of it, by the actions that people use.

What is done to the case carries its moment of the past. An answer goes public now, as everything that the demonstration
brings: imported by the head of the centre, with the yes of a leader of its unit, and the ledger says so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone

from demo.past.clock import Course, as_of
from demo.past.plan import PastLetter
from demo.past.sending import send
from demo.seats import Seats
from demo.texts.past_letters import FORWARDS, REFUSALS
from inquiry.disclosure.steps.fees import ask_fee
from inquiry.disclosure.steps.splitting import split_case
from inquiry.enums import FeeBasis
from sites.approval.ledger import acting
from sites.approval.releases import offices_asked_once
from sites.casework.actions import aftermath, answers, assigning, dialogue, intake, screening, supervision, terms
from sites.casework.enums import CaseStatus
from sites.casework.models.case import Case
from sites.casework.models.reply import Reply
from sites.casework.rights import APPLICANT, SYSTEM
from sites.organisation.models.unit import Unit

SUPPORT = "我单位已派人配合核实，情况与主办单位答复一致。（示例）"


class Playing:
    def __init__(self, loader: Any, seats: Seats, letter: PastLetter) -> None:
        self.loader, self.seats, self.letter = loader, seats, letter
        self.course = Course(loader.day_of(letter.days_ago), letter.at)

    def play(self) -> None:
        """What is there already stays as it is."""
        if Case.objects.filter(form_key=f"demo-past-{self.letter.key}").exists():
            return
        self.case = send(self.letter, self.course.now())
        FATES.get(self.letter.fate, Playing.as_request)(self)

    def do(self, action: Callable[..., Any], *args: Any, **values: Any) -> Any:
        with as_of(self.course.now()):
            return action(self.case, *args, **values)

    def accept(self) -> None:
        """By its unit; what only the centre may see at first, by the centre to another unit."""
        self.course.later(0, 9)
        if self.case.status == CaseStatus.UNCONFIRMED:
            on = timezone.localdate(self.course.now())
            self.do(intake.confirm_receipt, self.seats.desk(self.case), on)
        if self.case.unit.code == settings.CENTRE_UNIT_CODE:
            self.do(assigning.assign_case, self.seats.centre(), self._competent())
        else:
            self.do(screening.accept_case, self.seats.desk(self.case))

    def _competent(self) -> Unit:
        return Unit.objects.get(code="portal-office" if self.letter.kind == "complaint" else self.letter.unit)

    def draft(self, unit: Unit | None = None, **values: Any) -> Reply:
        letter = self.letter
        values.setdefault("text", letter.answer)
        if letter.is_public and self.case.wishes_public:
            values |= {"publishes": True, "public_title": letter.title, "public_question": letter.text}
        reply: Reply = self.do(answers.draft_answer, self.seats.desk(self.case, unit), **values)
        return reply

    def answer(self, lag: int | None = None, unit: Unit | None = None, **values: Any) -> None:
        moment = self.course.later(self.letter.lag if lag is None else lag, 15)
        reply = self.draft(unit, **values).get_latest_revision_as_object()
        reply.live, reply.has_unpublished_changes = True, False
        reply.first_published_at = reply.last_published_at = moment
        home = self.loader.sites[reply.unit.code].home.specific
        with offices_asked_once():  # for what is said of it, and for its save
            self.loader.imported(reply, home)
            reply.save()
        with acting(self.loader.leader_who_said_yes(home)), as_of(moment):
            answers.tell_answer(reply)
        self.case.refresh_from_db()

    # What becomes of letters.

    def rated(self) -> None:
        self.accept()
        self.answer()
        self.rate()

    def rate(self) -> None:
        self.course.later(1, 20)
        self.do(aftermath.rate_case, APPLICANT, self.letter.satisfaction)

    def answered(self) -> None:
        self.accept()
        self.answer()

    def closed(self) -> None:
        self.answered()
        self.close()

    def close(self) -> None:
        self.course.later(11, 3)
        self.do(aftermath.close_case, SYSTEM)

    def late(self) -> None:
        self.accept()
        self.answer(self.letter.lag + 4)
        self.rate()

    def mark_complex(self) -> None:
        self.accept()
        self.course.later(0)
        self.do(terms.mark_complex, self.seats.desk(self.case), "需要几个单位到现场核查（示例）")

    def complex(self) -> None:
        self.mark_complex()
        self.answer(5 + self.letter.lag)
        self.rate()

    def ask_extension(self) -> None:
        self.accept()
        if self.letter.kind != "disclosure":
            self.course.later(0)
        self.do(terms.ask_extension, self.seats.desk(self.case), "需要查阅历年档案（示例）")

    def extended_open(self) -> None:
        self.ask_extension()
        self.do(terms.decide_extension, self.seats.leader(self.case), True)

    def extended(self) -> None:
        self.extended_open()
        self.answer(5)
        self.rate()

    def ask_back(self) -> None:
        self.accept()
        self.do(dialogue.ask_back, self.seats.desk(self.case), "请补充具体的地点和时间。（示例）")

    def supplement(self) -> None:
        self.ask_back()
        self.course.later(1, 19)
        self.do(dialogue.supplement, APPLICANT, "在老街路口，上周开始的。（示例）")

    def supplemented(self) -> None:
        self.supplement()
        self.answer(1)
        self.rate()

    def lapsed(self) -> None:
        self.ask_back()
        self.course.later(7, 3)
        self.do(dialogue.lapse, SYSTEM)

    def refused(self) -> None:
        ground, reason = REFUSALS[self.letter.person % len(REFUSALS)]
        self.course.later(1, 9)
        self.do(screening.refuse_case, self.seats.desk(self.case), ground, reason)

    def forwarded(self) -> None:
        organ, reason = FORWARDS[self.letter.person % len(FORWARDS)]
        self.course.later(1, 9)
        self.do(screening.forward_case, self.seats.desk(self.case), organ, reason)

    def withdrawn(self) -> None:
        self.accept()
        self.course.later(0, 20)
        self.do(dialogue.withdraw_case, APPLICANT)

    def joined(self) -> None:
        """A neighbour wrote of the same: one answer for both."""
        self.accept()
        twin = send(self.letter, self.course.later(1, 9), twin=True)
        self.course.later(0)
        with as_of(self.course.now()):
            screening.join_case(twin, self.seats.desk(twin), self.case)
        self.answer(0)
        self.rate()

    def transferred(self) -> None:
        """Sent to a unit that is not competent."""
        self.accept()
        self.course.later(0)
        self.do(assigning.transfer_case, self.seats.centre(), self._competent(), "按职责分工（示例）")
        self.answer(1)
        self.rate()

    def returned(self) -> None:
        self.accept()
        self.course.later(0)
        self.do(assigning.return_assignment, self.seats.desk(self.case), "不属于本单位职责（示例）")

    def two_units(self) -> None:
        support = Unit.objects.get(code="cgj" if self.letter.unit != "cgj" else "zjj")
        self.course.later(0, 9)
        self.do(assigning.assign_case, self.seats.centre(), self.case.unit, [support])
        self.answer(1, unit=support, text=SUPPORT)
        self.answer(0)
        self.rate()

    def dispute(self) -> None:
        self.answered()
        self.course.later(1, 20)
        self.do(aftermath.dispute_answer, APPLICANT, "没有说明什么时候完成。（示例）")

    def done_again(self) -> None:
        self.dispute()
        self.course.later(1, 11)
        self.do(aftermath.reopen_case, self.seats.centre(), "请补充完成的日期（示例）")
        self.answer(1, text=f"{self.letter.answer}补充：有关工作由专人负责，电话 0753-0000123（虚构）。")
        self.rate()

    def not_done_again(self) -> None:
        self.dispute()
        self.course.later(1, 11)
        self.do(aftermath.decline_reopening, self.seats.centre(), "答复已经说明完成日期（示例）")

    def urged(self) -> None:
        self.accept()
        self.course.later(self.letter.days_ago // 3, 20)
        self.do(dialogue.urge, APPLICANT)

    def supervised(self) -> None:
        self.accept()
        self.course.later(4, 9)
        self.do(supervision.supervise_case, self.seats.centre(), "已超期，请于两日内答复（示例）")

    def drafted(self) -> None:
        self.accept()
        self.course.later(1, 11)
        self.draft()

    def under_approval(self) -> None:
        """Sent now, by the real road: it waits in somebody's inbox."""
        self.drafted()
        answers.send_answer(self.case, self.seats.desk(self.case))

    # What becomes of requests for disclosure.

    def as_request(self) -> None:
        """Answered with the result that its fate names."""
        if self.letter.fate == "unclear":
            self.supplement()
        else:
            self.accept()
        self.answer(result=self.letter.fate)
        self.close()

    def ask_fee(self) -> None:
        self.accept()
        self.course.later(2)
        self.do(ask_fee, self.seats.desk(self.case), FeeBasis.PAGES, 60)

    def unpaid(self) -> None:
        self.ask_fee()
        self.course.later(25, 3)
        self.do(dialogue.lapse, SYSTEM)

    def split(self) -> None:
        self.accept()
        self.course.later(1)
        matters = [f"{self.letter.title}（{part}，示例）" for part in ("批复文件", "资金安排")]
        self.do(split_case, self.seats.desk(self.case), matters)

    def consulted(self) -> None:
        self.accept()
        self.course.later(2)
        self.do(terms.consult, self.seats.desk(self.case), "第三方（示例企业）", "ask_third_party")


FATES: dict[str, Callable[[Playing], None]] = {
    "received": lambda playing: None,
    "unconfirmed": lambda playing: None,
    "assigned": Playing.accept,
    "in hand": Playing.accept,
    "overdue": Playing.accept,
    "draft": Playing.drafted,
    "under approval": Playing.under_approval,
    "waiting": Playing.ask_back,
    "asked back": Playing.ask_back,
    "complex open": Playing.mark_complex,
    "extension asked": Playing.ask_extension,
    "urged": Playing.urged,
    "returned": Playing.returned,
    "supervised": Playing.supervised,
    "disputed": Playing.dispute,
    "third party": Playing.consulted,
    "fee asked": Playing.ask_fee,
    "not_paid": Playing.unpaid,
    "split": Playing.split,
    "answered": Playing.answered,
    "rated": Playing.rated,
    "closed": Playing.closed,
    "late": Playing.late,
    "complex": Playing.complex,
    "extended": Playing.extended,
    "longer": Playing.extended_open,
    "supplemented": Playing.supplemented,
    "lapsed": Playing.lapsed,
    "not_corrected": Playing.lapsed,
    "refused": Playing.refused,
    "forwarded": Playing.forwarded,
    "withdrawn": Playing.withdrawn,
    "else": Playing.withdrawn,
    "joined": Playing.joined,
    "transferred": Playing.transferred,
    "two units": Playing.two_units,
    "done again": Playing.done_again,
    "not done again": Playing.not_done_again,
}
