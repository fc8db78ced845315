"""Mail of citizens finds its case, and what nobody can match waits for the centre."""

from __future__ import annotations

import email
from datetime import timedelta
from email.policy import SMTP

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from hub.incoming_mail.actions import store
from hub.incoming_mail.enums import MailState
from hub.models import AuditEvent, IncomingMail, OutboxMessage, SentFile, User
from hub.outbox import MOST_RESENDINGS, drain_outbox, message_id
from hub.scheduler.registry import JobFailed
from hub.text_messages.actions import TextTemplate
from sites.casework.actions import dialogue
from sites.casework.enums import Action, CaseStatus, Side
from sites.casework.incoming.actions import file_mail, match_incoming_mail
from sites.casework.incoming.retention import drop_old_mails
from sites.casework.incoming.rules import masked, numbers_in, without_quote
from sites.casework.models.applicant import Applicant
from sites.casework.models.case import Case
from sites.casework.numbers import with_check_digit
from sites.casework.rights import APPLICANT
from sites.casework.text_templates import TEXTS
from sites.organisation.enums import Office
from tests.casework.desk import Desk, in_hand, sent
from tests.hub.incoming_mail.odd import bounce, mail
from tests.hub.sent_files import samples

pytestmark = pytest.mark.django_db
UNKNOWN = with_check_digit("2026000999")


def last_mail_of(case: Case) -> OutboxMessage:
    """The last that was written to the applicant."""
    return OutboxMessage.objects.filter(subject__startswith=f"【{case.number}】", recipient="").latest("pk")


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="portal.localhost")


def came(data: bytes) -> IncomingMail:
    """One mail is read, and matched."""
    store(data)
    row = IncomingMail.objects.latest("pk")
    match_incoming_mail()
    row.refresh_from_db(fields=["state", "filed_under", "reason"])
    return row


def reply_to(case: Case, text: str = "罗岗镇。", **headers: str) -> bytes:
    return mail(text, In_Reply_To=message_id(last_mail_of(case)), **headers)


def notes(case: Case) -> list[tuple[str, str]]:
    return [(event.action, event.public_text + event.note) for event in case.events.all()]


def asked(desk: Desk) -> Case:
    case = in_hand(desk)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    return Case.objects.get(pk=case.pk)


def test_a_reply_by_mail_answers_what_was_asked(desk: Desk) -> None:
    case = asked(desk)
    row = came(reply_to(case, "罗岗镇。\n\n在 2026年3月3日，政府网站 写道：\n> 请您补充\n> 哪一个镇？"))
    case.refresh_from_db()
    assert (row.state, row.filed_under, case.status) == (MailState.FILED, case.number, CaseStatus.HANDLING)
    action, text = notes(case)[-1]
    assert action == Action.SUPPLEMENT
    assert "罗岗镇。" in text
    assert "请您补充" not in text


def with_files(data: bytes, *files: tuple[str, bytes, str]) -> bytes:
    made = email.message_from_bytes(data, policy=SMTP)
    for name, content, media_type in files:
        main, _slash, sub = media_type.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return bytes(made)


def test_files_of_a_mail_come_to_its_case_and_what_is_refused_is_named(desk: Desk, centre: dict[Office, User]) -> None:
    case = in_hand(desk)
    files = (("合同.pdf", samples.PDF, "application/pdf"), ("照片.zip", b"PK\x05\x06" + b"\0" * 18, "application/zip"))
    came(with_files(reply_to(case, "请看附件。"), *files))
    text = notes(case)[-1][1]
    assert "（附件：合同.pdf）" in text
    assert "（附件没有接收，在信箱中：“照片.zip”：不收压缩包" in text
    row = came(with_files(mail(sender="yi@else.localhost", subject=case.number, Message_ID="<f2@x>"), files[0]))
    file_mail(row.pk, centre[Office.CENTRE_EDITOR], case.number)
    own, others = case.files.all()
    assert (own.original_name, own.event.side, others.event.side) == ("合同.pdf", Side.APPLICANT, Side.CENTRE)
    assert list(case.files.of_applicant()) == [own]
    assert SentFile.objects.count() == 2


def test_mail_goes_when_its_time_is_over_and_what_it_brought_stays_with_the_case(
    desk: Desk, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    pdf = ("合同.pdf", samples.PDF, "application/pdf")
    case = in_hand(desk)
    came(with_files(reply_to(case), pdf))
    waiting = came(with_files(mail("别的", Message_ID="<w@x>"), pdf))
    assert waiting.state == MailState.OPEN
    dismissed = came(with_files(mail("广告", Message_ID="<d@x>"), pdf))
    IncomingMail.objects.filter(pk=dismissed.pk).update(state=MailState.DISMISSED, handled_at=timezone.now())
    assert drop_old_mails() == 0
    IncomingMail.objects.exclude(pk=waiting.pk).update(handled_at=timezone.now() - timedelta(days=500))
    with django_capture_on_commit_callbacks(execute=True):
        assert drop_old_mails() == 2
    assert list(IncomingMail.objects.all()) == [waiting]
    assert set(SentFile.objects.all()) == {case.files.get().file, waiting.files.get().file}
    assert AuditEvent.objects.filter(action="删除来邮", subject="2 封").exists()


@pytest.mark.parametrize("subject", ["Re: 【{}】请来信人补充", "回复: [{}] x", "{}"])
def test_the_number_in_the_subject_is_enough_for_the_applicant(desk: Desk, subject: str) -> None:
    case = in_hand(desk)
    told = OutboxMessage.objects.filter(recipient=desk.officer.email).count()
    assert came(mail("还有一事。", subject=subject.format(case.number))).state == MailState.FILED
    case.refresh_from_db()
    assert case.status == CaseStatus.HANDLING
    assert notes(case)[-1] == (Action.MAIL, "您来邮件说：还有一事。")
    assert OutboxMessage.objects.filter(recipient=desk.officer.email).count() == told + 1


def test_nobody_else_writes_into_a_case(desk: Desk) -> None:
    case = asked(desk)
    before = notes(case)
    for data in (
        reply_to(case, sender="yi@test.localhost"),
        mail(subject=f"【{case.number}】", sender="yi@test.localhost"),
        mail(subject=f"【{UNKNOWN}】", Message_ID="<2@x>"),
        mail(subject="没有编号", Message_ID="<3@x>"),
        mail(subject=f"【{case.number}】", sender="", Message_ID="<4@x>"),
    ):
        assert came(data).state == MailState.OPEN
    assert notes(case) == before


def test_reading_it_twice_is_one_event(desk: Desk) -> None:
    case = in_hand(desk)
    for _ in range(3):
        came(reply_to(case))
    assert [action for action, _text in notes(case)].count(Action.MAIL) == 1
    assert match_incoming_mail() == 0


def test_an_automatic_answer_is_kept_and_tells_nobody(desk: Desk) -> None:
    case = asked(desk)
    before, mails = notes(case), OutboxMessage.objects.count()
    row = came(reply_to(case, "我在休假", Auto_Submitted="auto-replied"))
    assert (row.state, row.filed_under) == (MailState.KEPT, case.number)
    assert (notes(case), OutboxMessage.objects.count()) == (before, mails)


def test_a_case_that_is_over_still_gets_its_mail(desk: Desk) -> None:
    case = in_hand(desk)
    told = last_mail_of(case)
    dialogue.withdraw_case(case, APPLICANT)
    assert came(mail("其实还要办。", In_Reply_To=message_id(told))).state == MailState.FILED
    assert Case.objects.get().status == CaseStatus.CLOSED


def test_what_was_not_read_is_said(desk: Desk) -> None:
    case = asked(desk)
    store(reply_to(case).partition(b"\r\n\r\n")[0] + b"\r\n\r\n", is_whole=False)
    match_incoming_mail()
    assert "过大，未读取正文" in notes(case)[-1][1]


@pytest.mark.parametrize("text", ["> 哪一个镇？", "", "-----原始邮件-----\n哪一个镇？"])
def test_an_empty_answer_lets_no_clock_run_on(desk: Desk, text: str) -> None:
    case = asked(desk)
    assert came(reply_to(case, text)).state == MailState.FILED
    case.refresh_from_db()
    assert case.status == CaseStatus.WAITING
    assert notes(case)[-1] == (Action.MAIL, "您来邮件说：（没有文字）")


def test_one_that_fails_holds_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    case = in_hand(desk)
    store(bounce(message_id(last_mail_of(case))))
    store(reply_to(case))
    with monkeypatch.context() as patch:
        patch.setattr("sites.casework.incoming.actions.handle_bounce", lambda mail: 1 / 0)
        with pytest.raises(JobFailed, match="来邮"):
            match_incoming_mail()
    assert [action for action, _text in notes(case)].count(Action.MAIL) == 1
    assert match_incoming_mail() == 1


# --- bounces ------------------------------------------------------------------------------------------------


def bounced(case: Case, status: str, action: str = "failed") -> IncomingMail:
    return came(bounce(message_id(last_mail_of(case)), status, action))


def test_an_address_that_does_not_exist_is_given_up_and_officers_hear_once(desk: Desk) -> None:
    case = in_hand(desk)
    drain_outbox()
    told = OutboxMessage.objects.filter(recipient=desk.officer.email).count()
    assert bounced(case, "5.1.1").state == MailState.FILED
    assert bounced(case, "5.1.10").state == MailState.FILED
    assert [action for action, _text in notes(case)].count(Action.MAIL_RETURNED) == 1
    assert OutboxMessage.objects.filter(recipient=desk.officer.email).count() == told + 1
    assert Applicant.objects.get().email_unreachable_since is not None
    mails = OutboxMessage.objects.count()
    dialogue.ask_back(Case.objects.get(), desk.seat(case), "哪一个镇？")
    assert OutboxMessage.objects.count() == mails, "nothing is sent to where nobody is"


def test_mail_from_the_address_shows_that_it_works(desk: Desk) -> None:
    case = in_hand(desk)
    drain_outbox()
    bounced(case, "5.1.1")
    came(reply_to(case))
    assert Applicant.objects.get().email_unreachable_since is None


@pytest.mark.parametrize("status", ["4.2.2", "5.2.2", "4.4.1"])
def test_a_full_mailbox_is_tried_again_a_few_times(desk: Desk, status: str) -> None:
    case = in_hand(desk)
    row = last_mail_of(case)
    for count in range(MOST_RESENDINGS + 1):
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        django_mail.outbox.clear()
        drain_outbox()
        assert [each.to for each in django_mail.outbox if f"{row.pk}." in each.extra_headers["Message-ID"]] != []
        mark = "failed" if count % 2 else "Failed"
        found = came(bounce(message_id(row), status, mark).replace(b"the mail system", b"%d" % count))
        assert found.state == (MailState.KEPT if count < MOST_RESENDINGS else MailState.FILED)
    assert Applicant.objects.get().email_unreachable_since is not None


def test_a_notice_of_delay_changes_nothing(desk: Desk) -> None:
    case = in_hand(desk)
    drain_outbox()
    assert bounced(case, "4.4.7", "delayed").state == MailState.KEPT
    assert drain_outbox() == 0
    assert Applicant.objects.get().email_unreachable_since is None


def test_a_made_up_bounce_waits_for_the_centre(desk: Desk) -> None:
    case = in_hand(desk)
    drain_outbox()
    row = last_mail_of(case)
    assert came(bounce(f"<m{row.pk}.{'0' * 20}@localhost>")).state == MailState.OPEN
    assert came(mail(sender="mailer-daemon@mx.example", Message_ID="<9@x>")).state == MailState.OPEN
    assert Applicant.objects.get().email_unreachable_since is None


# --- the centre ---------------------------------------------------------------------------------------------


@pytest.fixture
def stranger(desk: Desk) -> IncomingMail:
    return came(mail("我是甲的女儿，是罗岗镇。", sender="yi@test.localhost", subject="校车"))


def page_of(row: IncomingMail) -> str:
    return reverse("incoming_mail:mail", args=[row.pk])


def test_the_centre_files_what_nobody_could_match(
    client: Client, desk: Desk, centre: dict[Office, User], stranger: IncomingMail
) -> None:
    case = in_hand(desk)
    client.force_login(centre[Office.CENTRE_EDITOR])
    listed = client.get(reverse("incoming_mail:index")).content.decode()
    assert "y***@test.localhost" in listed
    assert "yi@test" not in listed
    assert "女儿" not in listed
    opened = client.get(page_of(stranger)).content.decode()
    assert "yi@test.localhost" in opened
    assert "女儿" in opened
    assert AuditEvent.objects.filter(action="查看来邮", actor=centre[Office.CENTRE_EDITOR]).count() == 1
    refused = client.post(page_of(stranger), {"decision": "file", "number": UNKNOWN}).content.decode()
    assert "没有这个编号的办件" in refused
    client.post(page_of(stranger), {"decision": "file", "number": f" {case.number[:4]} {case.number[4:]}"})
    event = case.events.latest("serial")
    assert (event.action, event.side, event.public_text) == (Action.MAIL, Side.CENTRE, "")
    assert "女儿" in event.note
    again = client.post(page_of(stranger), {"decision": "file", "number": case.number}).content.decode()
    assert "不能再处理" in again
    assert case.events.filter(action=Action.MAIL).count() == 1


def test_the_centre_puts_aside_with_a_reason(
    client: Client, centre: dict[Office, User], stranger: IncomingMail
) -> None:
    client.force_login(centre[Office.CENTRE_HEAD])
    assert "请写明理由" in client.post(page_of(stranger), {"decision": "dismiss", "reason": " "}).content.decode()
    client.post(page_of(stranger), {"decision": "dismiss", "reason": "广告"})
    row = IncomingMail.objects.get()
    assert (row.state, row.reason, row.handled_by) == (MailState.DISMISSED, "广告", centre[Office.CENTRE_HEAD])
    assert "广告" in client.get(reverse("incoming_mail:index"), {"state": "dismissed"}).content.decode()


def test_others_see_no_mail(client: Client, desk: Desk, admin_user: User, stranger: IncomingMail) -> None:
    for person in (desk.officer, desk.leader, admin_user):
        client.force_login(person)
        for address in (reverse("incoming_mail:index"), page_of(stranger)):
            assert client.get(address).status_code == 302
            assert client.get(address, follow=True).content.decode().count("女儿") == 0
        client.post(page_of(stranger), {"decision": "dismiss", "reason": "广告"})
    assert IncomingMail.objects.get().state == MailState.OPEN


def test_who_is_complained_of_does_not_see_mail_about_it(
    client: Client, desk: Desk, centre: dict[Office, User]
) -> None:
    editor = centre[Office.CENTRE_EDITOR]
    case = sent(desk.unit, kind="complaint", complained_people=[editor])
    row = came(mail("他还这样。", sender="yi@test.localhost", subject=case.number))
    client.force_login(editor)
    assert page_of(row) not in client.get(reverse("incoming_mail:index")).content.decode()
    assert client.get(page_of(row)).status_code == 404
    client.force_login(centre[Office.CENTRE_HEAD])
    assert client.get(page_of(row)).status_code == 200


# --- words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quote",
    [
        "在 2026年3月3日，政府 <a@b> 写道：\n> x", "On Tue, 3 Mar 2026 at 10:00, City <a@b> wrote:\n> x",
        "------------------ 原始邮件 ------------------\n发件人: x", "-----Original Message-----\nx",
        "发件人：政府\n发送时间：2026年\n主题：x", "From: City\nSent: Tuesday\nx", "> x\n> y",
    ],
)  # fmt: skip
def test_what_is_quoted_is_cut_off(quote: str) -> None:
    assert without_quote(f"罗岗镇。\n发件人是我。\n\n{quote}") == "罗岗镇。\n发件人是我。"


def test_numbers_have_their_check_digit() -> None:
    number = with_check_digit("2026000001")
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    assert numbers_in(f"【{number}】 13800000001 {wrong} 1{number}") == [number]
    assert (masked("jia@a.example"), masked("")) == ("j***@a.example", "（没有地址）")


def test_templates_have_no_private_word() -> None:
    for template in TEXTS.values():
        assert isinstance(template, TextTemplate)
        assert "{number}" in template.preview
        assert template.preview.count("{") == 1
