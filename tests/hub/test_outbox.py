"""Mail leaves after the commit, once; when the mail server is away it waits and leaves later (design 8)."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_string, policy
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hub.models import OutboxMessage
from hub.outbox import MOST_RESENDINGS, drain_outbox, enqueue_mail, message_answered, message_id, send_again

pytestmark = pytest.mark.django_db


def queue(key: str = "a", recipient: str = "leader@test.localhost") -> bool:
    return enqueue_mail(key=key, recipient=recipient, subject="待审批", body="请登录处理")


def test_mail_leaves_after_the_commit(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue()
        assert mail.outbox == []
    assert [message.to for message in mail.outbox] == [["leader@test.localhost"]]
    drain_outbox()
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_a_rollback_sends_nothing() -> None:
    class UndoError(Exception):
        pass

    def queue_and_fail() -> None:
        with transaction.atomic():
            queue()
            raise UndoError

    with pytest.raises(UndoError):
        queue_and_fail()
    assert mail.outbox == []
    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_real_commit_sends_at_once() -> None:
    with transaction.atomic():
        queue()
        assert mail.outbox == []
    assert len(mail.outbox) == 1


def test_the_same_occasion_is_told_once() -> None:
    assert queue()
    assert not queue()
    drain_outbox()
    assert not queue()
    drain_outbox()
    assert len(mail.outbox) == 1


def test_a_person_without_an_address_gets_nothing() -> None:
    assert not queue(recipient="")
    assert not OutboxMessage.objects.exists()


def test_mail_leaves_in_the_order_in_which_it_was_queued() -> None:
    for key in ("first", "second", "third"):
        enqueue_mail(key=key, recipient="a@test.localhost", subject=key, body="")
    drain_outbox()
    assert [message.subject for message in mail.outbox] == ["first", "second", "third"]


# --- a real server on loopback --------------------------------------------------------------------------------


class _Dialogue(socketserver.StreamRequestHandler):
    """Just enough SMTP (RFC 5321) to take mail; a busy server says 421 and hangs up."""

    server: SmtpServer

    def handle(self) -> None:
        if self.server.busy:
            self.wfile.write(b"421 try again later\r\n")
            return
        self.wfile.write(b"220 test\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            self.server.commands.append(line.decode())
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.received.append(self._text())
                self.wfile.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")

    def _text(self) -> str:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.decode())
        return "".join(lines)


class SmtpServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        self.received: list[str] = []
        self.commands: list[str] = []
        self.busy = False
        super().__init__(("127.0.0.1", port), _Dialogue)


@contextmanager
def running(server: SmtpServer) -> Iterator[SmtpServer]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def smtp_port(settings: Settings) -> int:
    """A free port, at which the settings look for the mail server."""
    server = SmtpServer()
    port = server.server_address[1]
    server.server_close()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    return port


def test_while_the_mail_server_is_away_mail_waits_with_growing_pauses(smtp_port: int) -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock:
        queue()
        pauses = []
        for _attempt in range(9):
            assert drain_outbox() == 0
            message = OutboxMessage.objects.get()
            pauses.append(message.next_attempt_at - timezone.now())
            assert drain_outbox() == 0, "within the pause nobody asks again"
            assert OutboxMessage.objects.get().attempts == message.attempts
            clock.move_to(message.next_attempt_at)
    minutes = [pause // timedelta(minutes=1) for pause in pauses]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert "Refused" in message.last_error


def test_what_waited_leaves_when_the_server_is_back_and_once(smtp_port: int) -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock:
        queue()
        drain_outbox()
        with running(SmtpServer(smtp_port)) as server:
            clock.shift(timedelta(minutes=2))
            assert drain_outbox() == 1
            assert drain_outbox() == 0
    assert len(server.received) == 1
    assert "leader@test.localhost" in server.received[0]
    assert OutboxMessage.objects.get().sent_at is not None


def test_a_busy_server_is_asked_again_later(smtp_port: int) -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock, running(SmtpServer(smtp_port)) as server:
        queue()
        server.busy = True
        assert drain_outbox() == 0
        server.busy = False
        clock.shift(timedelta(minutes=2))
        assert drain_outbox() == 1
    assert len(server.received) == 1


def test_an_action_does_not_fail_because_the_mail_server_is_away(
    smtp_port: int, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue()
    assert OutboxMessage.objects.get().sent_at is None


def test_one_bad_address_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    send = EmailMessage.send

    def fails_for_one(self: EmailMessage, fail_silently: bool = False) -> int:
        if "bad" in self.to[0]:
            raise OSError("no such mailbox")
        return send(self, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", fails_for_one)
    queue("bad", "bad@test.localhost")
    queue("good", "good@test.localhost")
    assert drain_outbox() == 1
    assert [message.to for message in mail.outbox] == [["good@test.localhost"]]


@pytest.mark.parametrize("title", ["两行\n标题", "两行\r\nBcc: all@evil.example", "两行\u2028标题\t"])
def test_a_subject_is_one_line_whatever_the_title_holds(title: str) -> None:
    """It came from a hand-made request, or from a cell of an import."""
    enqueue_mail(key="a", recipient="a@test.localhost", subject=f"待审批：{title}", body="")
    assert drain_outbox() == 1
    assert mail.outbox[0].subject == "待审批：" + " ".join(title.split())
    assert not mail.outbox[0].bcc


def test_a_line_break_that_came_another_way_holds_up_nobody_and_can_be_read() -> None:
    queue("bad")
    queue("good")
    OutboxMessage.objects.filter(key="bad").update(subject="两行\n标题")
    assert drain_outbox() == 1
    bad = OutboxMessage.objects.get(key="bad")
    assert (bad.attempts, bad.sent_at) == (1, None)
    assert bad.last_error.startswith("BadHeaderError: Header values can't contain newlines")
    OutboxMessage.objects.filter(key="bad").update(subject="一行标题", next_attempt_at=timezone.now())
    assert drain_outbox() == 1


def test_a_backend_that_raises_anything_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    send = EmailMessage.send

    def fails_for_one(self: EmailMessage, fail_silently: bool = False) -> int:
        if "bad" in self.to[0]:
            raise ValueError("not an address")
        return send(self, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", fails_for_one)
    queue("bad", "bad@test.localhost")
    queue("good", "good@test.localhost")
    assert drain_outbox() == 1
    assert OutboxMessage.objects.get(key="bad").last_error == "ValueError: not an address"


def test_the_command_sends_what_waits(capsys: pytest.CaptureFixture[str]) -> None:
    queue()
    call_command("drain_outbox")
    assert "已发送 1 封邮件。" in capsys.readouterr().out


# --- what goes to citizens, and comes back ---------------------------------------------------------------------


def queue_private(key: str = "case-event:1") -> OutboxMessage:
    enqueue_mail(key=key, recipient="jia@test.localhost", subject="【1】受理", body="请查看", is_private=True)
    return OutboxMessage.objects.get(key=key)


def test_the_address_of_a_citizen_is_encrypted() -> None:
    queue_private()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hub_outboxmessage")
        assert "jia@" not in str(cursor.fetchall())
    drain_outbox()
    assert mail.outbox[0].to == ["jia@test.localhost"]
    assert "jia@" not in str(OutboxMessage.objects.get())


def test_headers_say_where_a_reply_goes_and_that_a_machine_wrote(smtp_port: int, settings: Settings) -> None:
    settings.LETTERS_REPLY_TO, settings.DEFAULT_FROM_EMAIL = "letters@city.example", "政府网站 <noreply@city.example>"
    row = queue_private()
    queue("staff")
    with running(SmtpServer(smtp_port)) as server:
        assert drain_outbox() == 2
    private, staff = (message_from_string(text, policy=policy.default) for text in server.received)
    assert private["Message-ID"].strip() == message_id(row)
    assert message_id(row).endswith("@city.example>")
    assert private["Auto-Submitted"] == staff["Auto-Submitted"] == "auto-generated"
    assert (private["Reply-To"], staff["Reply-To"]) == ("letters@city.example", None)
    assert "noreply@city.example" in private["From"]
    senders = [line for line in server.commands if line.startswith("mail FROM")]
    assert ["letters@city.example" in line for line in senders] == [True, False]


def test_a_reply_names_the_mail_that_it_answers_and_nobody_makes_such_a_name_up() -> None:
    row = queue_private()
    assert message_answered(f"<other@x> {message_id(row)}") == row
    assert message_answered(message_id(row).replace(".", ".0")) is None
    assert message_answered(f"<m{row.pk}.{'0' * 20}@localhost> <m{'9' * 30}.{'0' * 20}@x>") is None


def test_what_came_back_for_a_while_is_sent_again_a_few_times() -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock:
        queue_private()
        sent = []
        for _ in range(6):
            sent.append(drain_outbox())
            again = send_again(OutboxMessage.objects.get())
            clock.shift(timedelta(days=2))
    assert (sent, again) == ([1, 1, 1, 1, 0, 0], False)
    assert len(mail.outbox) == MOST_RESENDINGS + 1


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_database_and_mail_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends after the commit, before the mail: the job of the next minute sends it, once."""
    with monkeypatch.context() as patch:
        patch.setattr("hub.outbox.drain_outbox_task", SimpleNamespace(enqueue=lambda: None))
        with transaction.atomic():
            queue_private()
    assert mail.outbox == []
    call_command("drain_outbox", verbosity=0)
    call_command("drain_outbox", verbosity=0)
    assert [each.to for each in mail.outbox] == [["jia@test.localhost"]]
