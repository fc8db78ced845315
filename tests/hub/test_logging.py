"""A failure is found in the log by the number that the visitor was shown, and those who run the install hear of it."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from pytest_django import Settings

from hub.logging.admin_mail import AdminMailHandler, kind_of
from hub.logging.request_id import current_request_id, request_id_of, use_request_id
from hub.logging.settings import LINE, TIME, logging_settings
from hub.urls import handler500

__all__ = ["handler500"]
PROXY = "127.0.0.1"
logger = logging.getLogger("hub.tests")


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


def fail_elsewhere(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


def fine(request: HttpRequest) -> HttpResponse:
    return HttpResponse(current_request_id())


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=404)


urlpatterns = [path("fail/", fail), path("fail-elsewhere/", fail_elsewhere), path("fine/", fine)]


@pytest.fixture
def visitor(settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name.startswith("hub.logging")]
    return Client(raise_request_exception=False)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the console handler of the settings writes."""
    handler = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    old = handler.setStream(written := io.StringIO())
    yield written
    handler.setStream(old)


# --- The request's id ------------------------------------------------------------


def test_every_answer_says_its_id(visitor: Client) -> None:
    first, second = (visitor.get("/fine/") for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{32}", first.headers["X-Request-ID"])
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    assert first.content.decode() == first.headers["X-Request-ID"]
    assert current_request_id() == "-"


def test_it_stands_before_all_other_middleware() -> None:
    assert settings.MIDDLEWARE[0] == "hub.logging.request_id.RequestIDMiddleware"


@pytest.mark.parametrize("said", ["4bf92f3577b34da6a3ce929d0e0e4736", "web-1_00000007"])
def test_a_trusted_proxy_may_name_the_request(said: str) -> None:
    request = RequestFactory().get("/", headers={"X-Request-ID": said})
    with override_settings(TRUSTED_PROXIES=[PROXY]):
        assert request_id_of(request) == said
    with override_settings(TRUSTED_PROXIES=["10.0.0.1"]):
        assert request_id_of(request) != said


@pytest.mark.parametrize(
    "said", ["", "short", "x" * 65, "a b c d e f", "12345678\n2026 ERROR", "<b>1234567", "一二三四五六七八"]
)
def test_what_is_no_id_is_not_taken_from_anybody(said: str) -> None:
    request = RequestFactory().get("/", HTTP_X_REQUEST_ID=said)
    with override_settings(TRUSTED_PROXIES=[PROXY]):
        assert re.fullmatch(r"[0-9a-f]{32}", request_id_of(request))


# --- Lines -----------------------------------------------------------------------


def test_a_failure_leaves_a_line_with_the_number_that_the_page_shows(visitor: Client, lines: io.StringIO) -> None:
    response = visitor.get("/fail/")
    number = response.headers["X-Request-ID"]
    assert response.status_code == 500
    assert f"错误编号：{number}" in response.content.decode()
    written = lines.getvalue()
    line = rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\+0800 ERROR django.request \[{number}\] Internal Server Error: /fail/"
    assert re.match(line, written)
    assert "RuntimeError: secret detail" in written
    assert written.count("Traceback") == 1


def test_lines_outside_of_a_request_name_none_and_those_of_a_job_the_job(lines: io.StringIO) -> None:
    logger.warning("one")
    with use_request_id("job-drain_outbox"):
        logger.warning("two")
    logger.info("three")
    assert [line.partition(" ")[2] for line in lines.getvalue().splitlines()] == [
        "WARNING hub.tests [-] one",
        "WARNING hub.tests [job-drain_outbox] two",
    ]


def test_a_page_that_does_not_exist_fills_no_log(visitor: Client, lines: io.StringIO) -> None:
    assert visitor.get("/nothing/").status_code == 404
    assert lines.getvalue() == ""


@pytest.mark.parametrize("name", ["base", "demo", "test", "production"])
def test_every_environment_logs(name: str, tmp_path: Any) -> None:
    program = (
        "import django, logging; django.setup(); logging.getLogger('hub.x').error('first\\n')\n"
        "from django.conf import settings; print(settings.ERRORS_ARE_MAILED, len(logging.getLogger().handlers))"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": f"hub.settings.{name}", "DATA_DIR": str(tmp_path), "SECRET_KEY": "x",
        "LEDGER_KEY": "y", "PRIVATE_DATA_KEY": "z", "ALLOWED_HOSTS": "a.example", "DATABASE_URL": "sqlite://:memory:",
        "REDIS_URL": "redis://127.0.0.1:1",
        "EMAIL_URL": "dummymail://", "ADMIN_BASE_URL": "https://a.example", "PYTHONUTF8": "1",
    }  # fmt: skip
    found = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "False 1\n"
    assert " ERROR hub.x [-] first" in found.stderr
    if name == "production":
        environment["ADMINS"] = "a@test.localhost,b@test.localhost"
        found = subprocess.run(
            [sys.executable, "-c", program],
            env=environment, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert found.stdout == "True 2\n"


def test_errors_are_mailed_only_where_the_settings_say_so() -> None:
    own = {"hub"}
    assert list(logging_settings(own=own, level="INFO")["handlers"]) == ["console"]
    mailing = logging_settings(own=own, level="INFO", mails_errors=True)
    assert mailing["root"]["handlers"] == ["console", "mail"]
    # What strangers send with a hostile Host header is nobody's alarm.
    assert mailing["loggers"]["django.security"]["handlers"] == ["console"]


# --- Mail ------------------------------------------------------------------------


@pytest.fixture
def mailing(settings: Settings) -> Iterator[AdminMailHandler]:
    settings.ADMINS = [("", "ops@test.localhost")]
    settings.ERRORS_ARE_MAILED = True
    handler = AdminMailHandler(logging.ERROR)
    handler.setFormatter(logging.Formatter(LINE, TIME, style="{", defaults={"request_id": "-"}))
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def test_those_who_run_the_install_hear_of_each_kind_once_an_hour(visitor: Client, mailing: AdminMailHandler) -> None:
    for address in ("/fail/", "/fail/", "/fail-elsewhere/", "/fail/"):
        number = visitor.get(address, data={"name": "张三"}).headers["X-Request-ID"]
    assert [message.subject for message in mail.outbox] == [
        "[Django] ERROR Internal Server Error: /fail/",
        "[Django] ERROR Internal Server Error: /fail-elsewhere/",
    ]
    message = mail.outbox[0]
    assert message.to == ["ops@test.localhost"]
    assert "RuntimeError: secret detail" in message.body
    assert "django.request [" in message.body
    assert "张三" not in message.body
    assert number not in message.body
    cache.clear()  # an hour later
    visitor.get("/fail/")
    assert len(mail.outbox) == 3


def test_lines_without_an_exception_are_of_one_kind_by_their_place(mailing: AdminMailHandler) -> None:
    for place in range(3):
        logger.error("Weather of %s\n is away", place)
    logger.error("Something else")
    logger.warning("no error")
    assert [message.subject for message in mail.outbox] == [
        "[Django] ERROR Weather of 0 is away",
        "[Django] ERROR Something else",
    ]


def test_a_cache_that_is_away_costs_no_mail_and_no_answer(
    visitor: Client, mailing: AdminMailHandler, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any, **options: Any) -> bool:
        logger.error("Redis is away")  # as hub.shared_cache does; it must not go round in a circle
        raise ConnectionError("Redis is away")

    monkeypatch.setattr("hub.logging.admin_mail.cache.add", away, raising=False)
    for _ in range(3):
        assert visitor.get("/fail/").status_code == 500
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_away_costs_no_answer(
    visitor: Client, mailing: AdminMailHandler, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert visitor.get("/fail/").status_code == 500
    assert visitor.get("/fine/").status_code == 200


def test_an_error_deep_in_a_library_is_of_the_place_in_our_code_that_led_there() -> None:
    def kind(text: str) -> str:
        try:
            int(text)
        except ValueError:
            return kind_of(logging.LogRecord("x", logging.ERROR, "x.py", 1, "x", None, sys.exc_info()))
        raise AssertionError

    assert kind("a") == kind("b")


# --- The error page --------------------------------------------------------------


def test_the_page_says_that_people_were_told_only_where_that_is_so(visitor: Client, settings: Settings) -> None:
    settings.ERRORS_ARE_MAILED = False
    page = visitor.get("/fail/").content.decode()
    assert "工作人员" not in page
    assert "系统出现问题，请稍后再试。" in page
    settings.ERRORS_ARE_MAILED = True
    assert "工作人员已收到通知" in visitor.get("/fail/").content.decode()
    assert "secret" not in page
