"""Mail to an applicant that comes back (RFC 3464): sent again where that may help, else the address is given up."""

from __future__ import annotations

from django.utils import timezone

from hub.incoming_mail.enums import MailState
from hub.models import IncomingMail
from hub.outbox import send_again
from hub.private_fields.blind_index import email as normalised
from sites.casework.actions.mail import return_mail
from sites.casework.models.case_event import CaseEvent
from sites.casework.notifications import event_told_by, text_applicant
from sites.casework.rights import SYSTEM

FULL = "5.2.2"  # a mailbox is emptied some day


def handle_bounce(mail: IncomingMail) -> None:
    """Leaves it to the centre where it does not say which mail came back, or why."""
    event, message = event_told_by(mail.in_answer_to), mail.in_answer_to
    if event is None or not (mail.bounce_status or mail.bounce_action):
        mail.state, mail.filed_under = MailState.OPEN, event.case.number if event else ""
        return
    mail.state, mail.filed_under = MailState.KEPT, event.case.number
    if mail.bounce_action not in ("", "failed"):
        mail.reason = "对方服务器仍在投递，或者已投递"
    elif (mail.bounce_status.startswith("4.") or mail.bounce_status == FULL) and send_again(message):
        mail.reason = "暂时不能投递，稍后重发"
    else:
        mail.state, mail.reason = MailState.FILED, "不能投递"
        _give_up(event, message.private_recipient, mail.bounce_status)


def _give_up(event: CaseEvent, address: str, status: str) -> None:
    """Once; not where the applicant has given another address meanwhile."""
    applicant = getattr(event.case, "applicant", None)
    if applicant is None or applicant.email_unreachable_since or normalised(applicant.email) != normalised(address):
        return
    applicant.email_unreachable_since = timezone.now()
    applicant.save(update_fields=["email_unreachable_since"])
    is_texted = text_applicant(event)
    way = "已改发短信。" if is_texted else "请用其他方式联系来信人。"
    return_mail(event.case, SYSTEM, f"发给来信人的邮件被退回（{status or '无代码'}）。{way}")
