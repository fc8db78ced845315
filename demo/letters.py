"""Puts the invented letters into the group, by the actions that people use. What is there is not sent again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction

from demo.past.plan import planned
from demo.past.playing import Playing
from demo.review import take_step
from demo.seats import Seats, centre, desk
from demo.texts.letters import LETTERS, DemoLetter
from sites.casework.actions import aftermath, answers, assigning, dialogue, intake, screening, terms
from sites.casework.enums import CaseStatus
from sites.casework.models.case import Case
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.casework.models.reply import Reply
from sites.casework.rights import APPLICANT
from sites.organisation.models.unit import Unit

CODE = "demo2468"  # of the letters of today, so that each can be looked at from outside
# What becomes of the letters, one after another; most are answered.
FATES = (
    "answered", "rated", "waiting", "answered", "under approval", "received", "rated", "complex", "answered",
    "disputed", "assigned", "draft", "refused", "answered", "answered", "urged", "received",
)  # fmt: skip


def load_letters(loader: Any) -> None:
    """Those of the past months first, then the ones of today."""
    seats = Seats()
    for past in loader.track(planned(), "往日来信"):
        with transaction.atomic():
            Playing(loader, seats, past).play()
    loader.end_batches()
    for number, letter in enumerate(loader.track(list(LETTERS), "来信")):
        with transaction.atomic():
            case = _sent(letter, number)
            if case.status == CaseStatus.RECEIVED and case.events.count() == 1:
                _FATES[FATES[number % len(FATES)]](case, letter)


def _sent(letter: DemoLetter, number: int) -> Case:
    applicant = {"name": f"示例来信人{number + 1}", "telephone": f"0753-0000{100 + number}"}
    return intake.submit_case(
        intake.Letter(
            kind=letter.kind,
            title=letter.title,
            text=letter.text,
            addressed_to=Unit.objects.get(code=letter.unit),
            applicant=applicant,
            code=CODE,
            addressee="市长（示例）" if letter.kind == "leader" else "",
            wishes_public=letter.kind != "complaint",
            privacy_notice=PrivacyNotice.current(),
            form_key=f"demo-{number}",
        )
    )


def _accept(case: Case, letter: DemoLetter) -> None:
    """By its unit; what only the centre may see at first, by the centre to another unit."""
    if case.unit.code == settings.CENTRE_UNIT_CODE:
        assigning.assign_case(case, centre(case), Unit.objects.get(code=letter.unit))
    else:
        screening.accept_case(case, desk(case))


def _draft(case: Case, letter: DemoLetter) -> Reply:
    _accept(case, letter)
    shown = case.kind_of_case.may_be_public
    public = {"publishes": True, "public_title": letter.title, "public_question": letter.text} if shown else {}
    return answers.draft_answer(case, desk(case), text=letter.answer, **public)


def _send(case: Case, letter: DemoLetter) -> None:
    _draft(case, letter)
    answers.send_answer(case, desk(case))


def _answer(case: Case, letter: DemoLetter) -> None:
    _send(case, letter)
    reply = Reply.objects.get(assignment__case=case)
    while (state := reply.current_workflow_task_state) is not None:
        take_step(state.specific, "approve")
        reply.refresh_from_db()
        reply.__dict__.pop("current_workflow_task_state", None)
    case.refresh_from_db()


def _rate(case: Case, letter: DemoLetter) -> None:
    _answer(case, letter)
    aftermath.rate_case(case, APPLICANT, 5)


def _dispute(case: Case, letter: DemoLetter) -> None:
    _answer(case, letter)
    aftermath.dispute_answer(case, APPLICANT, "没有说明具体时间。（示例）")


def _ask_back(case: Case, letter: DemoLetter) -> None:
    _accept(case, letter)
    dialogue.ask_back(case, desk(case), "请补充所在的镇村和联系电话。（示例）")


def _mark_complex(case: Case, letter: DemoLetter) -> None:
    _accept(case, letter)
    terms.mark_complex(case, desk(case), "需要几个单位到现场核查（示例）")


def _refuse(case: Case, letter: DemoLetter) -> None:
    screening.refuse_case(case, desk(case), "petition", "请到市信访局反映。（示例）")


def _urge(case: Case, letter: DemoLetter) -> None:
    _accept(case, letter)
    dialogue.urge(case, APPLICANT)


_FATES = {
    "received": lambda case, letter: None,
    "assigned": _accept,
    "draft": _draft,
    "under approval": _send,
    "answered": _answer,
    "rated": _rate,
    "disputed": _dispute,
    "waiting": _ask_back,
    "complex": _mark_complex,
    "refused": _refuse,
    "urged": _urge,
}
