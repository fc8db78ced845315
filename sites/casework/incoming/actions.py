from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import OperationalError, transaction
from django.utils import timezone

from hub.events import record_event
from hub.incoming_mail.enums import MailKind, MailState, Reading
from hub.models import IncomingMail
from hub.scheduler.rows import for_each
from hub.sent_files.names import original_name
from sites.casework.actions.files import bring_mailed
from sites.casework.actions.mail import add_mail, answer_by_mail
from sites.casework.actions.step import CaseRefused
from sites.casework.enums import Side
from sites.casework.incoming.bounces import handle_bounce
from sites.casework.incoming.rules import numbers_in, without_quote
from sites.casework.models.applicant import Applicant
from sites.casework.models.case import Case
from sites.casework.notifications import event_told_by
from sites.casework.numbers import as_typed
from sites.casework.rights import cases_seen_by, seat_of
from sites.organisation.capacity import capacity_at_centre, hold_offices
from sites.organisation.enums import CENTRE_OFFICES


def match_incoming_mail() -> int:
    """What came in goes to its case, or waits for the centre. Returns how many mails were looked at.

    Raises:
        JobFailed: some failed; they are tried again, and the others are done.
    """
    new = IncomingMail.objects.filter(state=MailState.NEW).values_list("pk", flat=True)
    return for_each(new, _match, name=lambda key: f"来邮 {key}", outages=OperationalError)


@transaction.atomic
def _match(key: int) -> bool:
    mail = _locked(key)
    if mail.state != MailState.NEW:  # somebody else was faster
        return False
    if mail.kind == MailKind.BOUNCE:
        handle_bounce(mail)
    elif mail.kind == MailKind.AUTO_REPLY:
        case = _case_of(mail)
        mail.state, mail.filed_under = MailState.KEPT, case.number if case else ""
    else:
        _match_letter(mail)
    mail.handled_at = timezone.now() if mail.state != MailState.OPEN else None
    mail.save(update_fields=["state", "filed_under", "reason", "handled_at"])
    return True


def _match_letter(mail: IncomingMail) -> None:
    for case in _cases_named(mail):
        own = Applicant.objects.filter(case=case, email_index__matches=mail.sender).first() if mail.sender else None
        if own is not None:
            if own.email_unreachable_since:
                own.email_unreachable_since = None
                own.save(update_fields=["email_unreachable_since"])
            bring_mailed(answer_by_mail(case, words_of(mail), says_something=says_something(mail)), mail)
            mail.state, mail.filed_under = MailState.FILED, case.number
            return
    first = _case_of(mail)
    mail.state, mail.filed_under = MailState.OPEN, first.number if first else ""


def _cases_named(mail: IncomingMail) -> list[Case]:
    """By the mail that it answers, then by the numbers in its subject."""
    event = event_told_by(mail.in_answer_to)
    numbers = numbers_in(mail.subject)
    named = {case.number: case for case in Case.objects.filter(number__in=numbers)}
    found = [event.case] if event else []
    return found + [named[number] for number in numbers if number in named]


def _case_of(mail: IncomingMail) -> Case | None:
    return next(iter(_cases_named(mail)), None)


def says_something(mail: IncomingMail) -> bool:
    """Not when all of it is the mail that it answers."""
    return bool(without_quote(mail.text) or mail.attachments) or mail.reading != Reading.WHOLE


def words_of(mail: IncomingMail) -> str:
    """What is new in it, and what of it is still in the mailbox alone."""
    lines = [without_quote(mail.text)]
    if mail.reading != Reading.WHOLE:
        lines.append(f"（{mail.get_reading_display()}）")
    files = list(mail.files.all())
    if left := [name for name in mail.attachments.splitlines() if name not in {file.name for file in files}]:
        lines.append(f"（附件在信箱中：{'、'.join(left)}）")
    lines += [f"（附件没有接收，在信箱中：{file.problem}）" for file in files if file.problem]
    if taken := [original_name(file.name) for file in files if not file.problem]:
        lines.append(f"（附件：{'、'.join(taken)}）")
    return "\n".join(line for line in lines if line) or "（没有文字）"


@transaction.atomic
def file_mail(key: int, user: AbstractBaseUser, number: str) -> Case:
    """归入办件 by the centre, whoever wrote.

    Raises:
        CaseRefused: not the centre's to decide today, decided already, or no case that this person may see.
    """
    mail = _open(key, user)
    case = cases_seen_by(user).filter(number=as_typed(number)).first()
    if case is None:
        raise CaseRefused("没有这个编号的办件，或者您不能办理。请核对编号。")
    bring_mailed(add_mail(case, seat_of(user, case, [Side.CENTRE]), words_of(mail)), mail)
    _settle(mail, MailState.FILED, user, filed_under=case.number)
    return case


@transaction.atomic
def dismiss_mail(key: int, user: AbstractBaseUser, reason: str) -> None:
    """不处理, for advertising and the like.

    Raises:
        CaseRefused: as above, or no reason.
    """
    mail = _open(key, user)
    if not reason.strip():
        raise CaseRefused("请写明理由。")
    _settle(mail, MailState.DISMISSED, user, reason=reason.strip()[:200])


def _settle(mail: IncomingMail, state: MailState, user: AbstractBaseUser, **values: str) -> None:
    mail.state, mail.handled_by_id, mail.handled_at = state, user.pk, timezone.now()
    for name, value in values.items():
        setattr(mail, name, value)
    mail.save(update_fields=["state", "handled_by", "handled_at", *values])
    record_event("处理来邮", str(mail), f"{state.label} {mail.filed_under}".strip(), reason=mail.reason, actor=user)


def _open(key: int, user: AbstractBaseUser) -> IncomingMail:
    if capacity_at_centre(hold_offices(user), CENTRE_OFFICES) is None:
        raise CaseRefused("您今天的职责不能处理来邮。")
    mail = _locked(key)
    if mail.state != MailState.OPEN:
        raise CaseRefused(f"这封邮件{mail.get_state_display()}，不能再处理。")
    return mail


def _locked(key: int) -> IncomingMail:
    return IncomingMail.objects.select_for_update(of=("self",)).get(pk=key)
