"""Mail about cases. It carries the event it tells of, leaves after commit and once, and names no private word: what was
asked and answered is read behind number and code, or behind the login."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse

from hub.models import OutboxMessage
from hub.outbox import enqueue_mail, write_to
from hub.text_messages.actions import send
from sites.casework.enums import Action, AssignmentStatus, Side
from sites.casework.exclusions import people_excluded
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.rights import officers_of
from sites.casework.text_templates import TEXTS
from sites.organisation.capacity import people_leading, people_of, people_of_centre
from sites.organisation.enums import CENTRE_OFFICES
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.pages.site_group import site_group

# What people who work here hear of, by what has happened.
_TO_DESK = frozenset(
    {
        Action.SUBMIT, Action.ENTER, Action.ASSIGN, Action.DESIGNATE, Action.TRANSFER, Action.SUPPLEMENT, Action.URGE,
        Action.SUPERVISE, Action.REOPEN, Action.EXTEND, Action.DECLINE_EXTENSION, Action.WITHDRAW,
        Action.END_CONSULTATION, Action.MAIL, Action.MAIL_RETURNED, Action.GIVE_REASONS, Action.DELAY,
        Action.WISH_PRIVATE,
    }
)  # fmt: skip
_TO_LEADERS = frozenset({Action.SUPERVISE})
_TO_CENTRE = frozenset({Action.RETURN_ASSIGNMENT, Action.DISPUTE})

_APPLICANTS_MAIL = "case-event:"


def tell(event: CaseEvent) -> None:
    """The applicant, where there is something to read; and those who have to do something now."""
    case = event.case
    if (event.public_text and event.side != Side.APPLICANT) or event.action == Action.SUBMIT:
        tell_applicant(event)
    if event.action in _TO_DESK:
        _tell_people(event, handlers_of(case))
    if event.action in _TO_LEADERS:
        _tell_people(event, people_leading(case.unit))
    if event.action in _TO_CENTRE:
        _tell_people(event, people_of_centre(CENTRE_OFFICES))
    if event.action == Action.ASK_EXTENSION:
        deciding = Appointment.objects.current().of_offices(case.kind_of_case.extended_by).filter(unit=case.unit)
        _tell_people(event, people_of(deciding))


def tell_applicant(event: CaseEvent) -> None:
    """By mail; by a text message who has no address, or one from which mail comes back."""
    case = event.case
    applicant = getattr(case, "applicant", None)
    if applicant is None:
        return
    if not applicant.email or applicant.email_unreachable_since:
        text_applicant(event)
        return
    due = f"应于 {event.due_on:%Y-%m-%d} 前答复。\n" if event.due_on else ""
    letter = f"您的{case.get_kind_display()}（编号 {case.number}）"
    enqueue_mail(
        key=f"{_APPLICANTS_MAIL}{event.pk}",
        recipient=applicant.email,
        is_private=True,
        subject=f"【{case.number}】{event.get_action_display()}",
        body=f"{letter}：{event.get_action_display()}，{event.public_status}。\n"
        f"{due}\n请用编号和查询码查看：{public_address(case)}\n",
    )


def text_applicant(event: CaseEvent) -> bool:
    template = TEXTS.get(Action(event.action))
    telephone = event.case.applicant.telephone
    if template is None or not telephone:
        return False
    return send(f"{_APPLICANTS_MAIL}{event.pk}", telephone, template, {"number": event.case.number})


def event_told_by(message: OutboxMessage | None) -> CaseEvent | None:
    """What a mail to an applicant told of; None for any other mail."""
    if message is None or not message.private_recipient or not message.key.startswith(_APPLICANTS_MAIL):
        return None
    return CaseEvent.objects.filter(pk=message.key.removeprefix(_APPLICANTS_MAIL)).select_related("case").first()


def handlers_of(case: Case) -> list[AbstractBaseUser]:
    """Who handles the case today: of the units that have it, else the centre."""
    kind = case.kind_of_case
    open_units = Unit.objects.filter(assignments__case=case, assignments__status=AssignmentStatus.OPEN)
    units = list(open_units) or [case.unit]
    people = {person.pk: person for unit in units for person in officers_of(unit, kind.office)}
    return list(people.values()) or list(people_of_centre(CENTRE_OFFICES))


def _tell_people(event: CaseEvent, people: Iterable[AbstractBaseUser]) -> None:
    until = f"，应于 {event.case.due_on:%Y-%m-%d} 前答复" if event.case.due_on else ""
    what = event.get_action_display()
    others = (person for person in people if person.pk != event.actor_id)
    write_about(event.case, others, key=f"case-event:{event.pk}", what=what, words=f"：{what}{until}")


def write_about(case: Case, people: Iterable[AbstractBaseUser], *, key: str, what: str, words: str) -> int:
    """To those who work here, each once, but for whom the case is about; how many mails."""
    excluded, kind = people_excluded(case), case.get_kind_display()
    return sum(
        write_to(
            person,
            key=f"{key}:{person.pk}",
            subject=f"【{case.number}】{what}：{kind}",
            text=f"{kind} {case.number}{words}。\n\n{desk_address(case)}",
        )
        for person in people
        if person.pk not in excluded
    )


def public_address(case: Case) -> str:
    """Where the applicant looks: an address without the number, which would stand in logs."""
    return public_root() + settings.CASE_STATUS_PATH


def public_root() -> str:
    """Of the portal; the admin may be on a host that the public does not reach."""
    portal = next((home.site for home in site_group.current().homes() if home.unit.is_portal and home.site), None)
    return portal.root_url if portal else settings.WAGTAILADMIN_BASE_URL


def desk_address(case: Case) -> str:
    return settings.WAGTAILADMIN_BASE_URL + reverse("casework:case", args=[case.number])
