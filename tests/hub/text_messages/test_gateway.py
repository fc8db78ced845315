"""Text messages leave by a gateway, signed; what it does not take is tried again, and not for ever."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from pytest_django import Settings

from hub.models import TextMessage
from hub.models.text_message import MOST_ATTEMPTS
from hub.text_messages.actions import TextTemplate, send, send_text_messages
from hub.text_messages.gateway import signature

pytestmark = pytest.mark.django_db
TEMPLATE = TextTemplate("answered", "编号{number}已答复。")


class _Dialogue(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((body, dict(self.headers)))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *given: object) -> None:
        pass


class Gateway(ThreadingHTTPServer):
    def __init__(self) -> None:
        self.received: list[tuple[bytes, dict[str, str]]] = []
        self.status = 200
        super().__init__(("127.0.0.1", 0), _Dialogue)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    settings.TEXT_MESSAGES = f"http://127.0.0.1:{server.server_address[1]}/send"
    settings.TEXT_MESSAGES_KEY = "tests-only-gateway"
    settings.TEXT_MESSAGE_TEMPLATES = {"answered": "SMS_42"}
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def queue(key: str = "a") -> bool:
    return send(key, "+86 138 0000 0001", TEMPLATE, {"number": "1"})


def test_it_is_signed_and_sent_once(gateway: Gateway) -> None:
    assert [queue(), queue()] == [True, False]
    assert [send_text_messages(), send_text_messages()] == ["已发送 1 条短信。", "已发送 0 条短信。"]
    ((body, headers),) = gateway.received
    assert json.loads(body) == {
        "id": "a", "telephone": "13800000001", "template": "SMS_42", "parameters": {"number": "1"}
    }  # fmt: skip
    assert headers["X-Signature"] == signature(headers["X-Timestamp"], body)


@pytest.mark.parametrize("status", [302, 400, 500])
def test_what_is_not_taken_is_tried_again_and_not_for_ever(gateway: Gateway, status: int) -> None:
    gateway.status = status
    with time_machine.travel("2026-03-03 10:00+08:00", tick=False) as clock:
        queue()
        for _ in range(MOST_ATTEMPTS + 3):
            send_text_messages()
            clock.shift(timedelta(hours=1))
        assert len(gateway.received) == MOST_ATTEMPTS
        row = TextMessage.objects.get()
        assert str(status) in row.last_error
        assert "1380000" not in row.last_error
        assert "另有 1 条多次失败" in send_text_messages()


def test_a_gateway_that_comes_back_gets_it_once(gateway: Gateway) -> None:
    gateway.status = 503
    with time_machine.travel("2026-03-03 10:00+08:00", tick=False) as clock:
        queue()
        send_text_messages()
        gateway.status = 200
        clock.shift(timedelta(minutes=2))
        assert [send_text_messages(), send_text_messages()] == ["已发送 1 条短信。", "已发送 0 条短信。"]
    assert [json.loads(body)["id"] for body, _headers in gateway.received] == ["a", "a"]


@pytest.mark.parametrize("address", ["http://gateway.example/", "ftp://x/", "nonsense"])
def test_telephones_leave_over_https_alone(settings: Settings, address: str) -> None:
    settings.TEXT_MESSAGES = address
    queue()
    send_text_messages()
    assert "https" in TextMessage.objects.get().last_error


def test_nothing_leaves_unsigned(gateway: Gateway, settings: Settings) -> None:
    settings.TEXT_MESSAGES_KEY = ""
    queue()
    send_text_messages()
    assert "TEXT_MESSAGES_KEY" in TextMessage.objects.get().last_error
    assert gateway.received == []
