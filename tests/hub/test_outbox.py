"""Mail leaves after the commit, once; when the mail server is away it waits and leaves later (design 8)."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hub.models import OutboxMessage
from hub.outbox import drain_outbox, enqueue_mail

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
