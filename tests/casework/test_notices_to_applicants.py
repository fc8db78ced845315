"""How who wrote hears of it: by a real mail server, by a text message; each once, without a private word."""

from __future__ import annotations

import json
from datetime import datetime
from email import message_from_string, policy
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings

from hub.incoming_mail.actions import read_incoming_mail, store
from hub.models import OutboxMessage, TextMessage
from hub.outbox import drain_outbox, message_id
from hub.text_messages.actions import send_text_messages
from sites.casework.actions import aftermath, dialogue
from sites.casework.incoming.actions import match_incoming_mail
from sites.casework.models.case import Case
from sites.casework.rights import APPLICANT
from tests.casework.desk import CODE, Desk, answered, in_hand, sent
from tests.hub.incoming_mail.fake_imap import imap_server
from tests.hub.incoming_mail.odd import bounce, mail
from tests.hub.test_outbox import SmtpServer, running

pytestmark = pytest.mark.django_db
WITHOUT_MAIL = {"name": "测试人甲", "telephone": "138-0000-0001"}
PRIVATE = ("测试人甲", "13800000001", "校车", "罗岗", "哪一个镇", "七点十分", CODE)


@pytest.fixture
def frozen() -> Any:
    with time_machine.travel(datetime.fromisoformat("2026-03-03 10:00:00+08:00"), tick=False):
        yield


def test_a_whole_letter_over_a_real_mail_server(desk: Desk, settings: Settings) -> None:
    """Received, accepted, asked back, answered by mail, answered: read by who wrote, and the answer found its case."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.LETTERS_REPLY_TO = "letters@city.example"
    with running(SmtpServer()) as server, imap_server() as mailbox:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.INCOMING_MAIL = mailbox.url
        case = in_hand(desk)
        dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
        drain_outbox()
        question = next(each for each in map(_read, server.received) if "请来信人补充" in each["Subject"])
        mailbox.mails = [
            mail("罗岗镇。", subject=f"Re: {question['Subject']}", In_Reply_To=question["Message-ID"].strip())
        ]
        read_incoming_mail()
        match_incoming_mail()
        answered(desk, Case.objects.get())
        aftermath.rate_case(Case.objects.get(), APPLICANT, 5)
        drain_outbox()
        drain_outbox()
    ours = [each for each in map(_read, server.received) if each["To"] == "jia@test.localhost"]
    subjects = ["提交", "受理", "请来信人补充", "答复"]
    assert [each["Subject"] for each in ours] == [f"【{case.number}】{word}" for word in subjects]
    assert {each["Reply-To"] for each in ours} == {"letters@city.example"}
    assert len({each["Message-ID"] for each in ours}) == len(ours)
    for text in server.received:
        said = _read(text).get_content() + _read(text)["Subject"]
        assert [word for word in PRIVATE if word in said] == []


def _read(text: str) -> Any:
    return message_from_string(text, policy=policy.default)


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_database_and_mail(desk: Desk, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]) -> None:
    """The process dies after the commit: the mail leaves with the first run after the restart, once."""

    class Dead:
        def enqueue(self) -> None:
            raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("hub.outbox.drain_outbox_task", Dead())
        with pytest.raises(SystemExit):
            sent(desk.unit)
    assert Case.objects.count() == 1
    assert mailoutbox == []
    for _ in range(2):
        call_command("drain_outbox", verbosity=0)
    assert [each.to for each in mailoutbox].count(["jia@test.localhost"]) == 1


# --- text messages ------------------------------------------------------------------------------------------


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "messages.jsonl"
    settings.TEXT_MESSAGES = f"file://{path}"
    return path


def delivered(path: Path) -> list[dict[str, Any]]:
    send_text_messages()
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def test_who_has_no_address_is_told_by_text_message(desk: Desk, file: Path, frozen: Any) -> None:
    case = in_hand(desk, applicant=WITHOUT_MAIL)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    dialogue.supplement(Case.objects.get(), APPLICANT, "罗岗镇")
    answered(desk, Case.objects.get())
    found = delivered(file)
    assert [each["template"] for each in found] == ["case_received", "case_asked", "case_answered"]
    assert {each["telephone"] for each in found} == {"138****0001"}
    assert found[-1]["text"] == f"您的来信（编号{case.number}）已答复。请用编号和查询码在政府网站查看。"
    for each in found:
        assert each["parameters"] == {"number": case.number}
        assert [word for word in PRIVATE if word in each["text"]] == []
    assert delivered(file) == found, "once"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hub_textmessage")
        assert "13800000001" not in str(cursor.fetchall())


def test_who_has_an_address_gets_mail_alone(desk: Desk, file: Path) -> None:
    sent(desk.unit)
    assert delivered(file) == []


def test_who_cannot_be_reached_by_mail_gets_what_came_back_by_text(desk: Desk, file: Path) -> None:
    case = in_hand(desk)
    dialogue.ask_back(case, desk.seat(case), "哪一个镇？")
    drain_outbox()
    row = OutboxMessage.objects.get(subject__endswith="请来信人补充", recipient="")
    store(bounce(message_id(row)))
    match_incoming_mail()
    assert [each["template"] for each in delivered(file)] == ["case_asked"]
    note = Case.objects.get().events.latest("serial").note
    assert "5.1.1" in note
    assert "已改发短信" in note


@pytest.mark.parametrize("telephone", ["0753-3331234", "12345", ""])
def test_a_telephone_that_takes_no_text_gets_none(desk: Desk, file: Path, telephone: str) -> None:
    case = sent(desk.unit, applicant={"name": "甲", "telephone": telephone or "不便告知"})
    assert Case.objects.get() == case
    assert not TextMessage.objects.exists()


def test_one_telephone_gets_a_few_a_day(desk: Desk, file: Path, settings: Settings) -> None:
    settings.TEXT_MESSAGES_PER_DAY = 2
    with time_machine.travel("2026-03-03 10:00+08:00", tick=False) as clock:
        for number in range(4):
            sent(desk.unit, applicant=WITHOUT_MAIL, text=f"第 {number} 封")
        assert TextMessage.objects.count() == 2
        clock.move_to(datetime.fromisoformat("2026-03-04 00:01:00+08:00"))
        sent(desk.unit, applicant=WITHOUT_MAIL, text="第二天")
    assert TextMessage.objects.count() == 3


def test_without_a_gateway_nothing_waits(desk: Desk) -> None:
    sent(desk.unit, applicant=WITHOUT_MAIL)
    assert not TextMessage.objects.exists()
    assert "没有设置" in send_text_messages()
