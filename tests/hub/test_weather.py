"""Weather, fetched over the network and shown as long as it is true; the server is one on loopback."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hub.models import WeatherReport
from hub.weather.actions import fetch_all
from hub.weather.download import Unavailable, get_json
from hub.weather.open_meteo import OpenMeteo
from hub.weather.places import places
from tests.hub.weather_answers import AIR, FORECAST

NOON = datetime.fromisoformat("2026-11-23T12:00+08:00")


@dataclass
class Answers:
    """What the loopback server says on each path: (status, headers, body); None: nothing, until the test is over."""

    url: str
    by_path: dict[str, tuple[int, dict[str, str], bytes] | None] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def say(self, path: str, data: Any, status: int = 200, **headers: str) -> None:
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.by_path[path] = (status, headers, body)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    answers = Answers("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            answers.asked.append(path)
            answer = answers.by_path.get(path, (404, {}, b""))
            if answer is None:
                answers.over.wait(30)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            with suppress(OSError):  # the client has read enough
                self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        answers.url = f"http://127.0.0.1:{running.server_port}"
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield answers
        answers.over.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def configured(server: Answers, settings: Any, db: None) -> Answers:
    """Open-Meteo at the loopback server, which answers well."""
    cache.clear()
    settings.WEATHER_PROVIDER = "hub.weather.open_meteo.OpenMeteo"
    settings.WEATHER_URL, settings.WEATHER_KEY, settings.WEATHER_TIMEOUT = server.url, "", 5
    server.say("/v1/forecast", FORECAST)
    server.say("/v1/air-quality", AIR)
    return server


def shown(text: str = "{% load weather %}{% weather %}") -> BeautifulSoup:
    return BeautifulSoup(Template(text).render(Context()), "html.parser")


def words(found: BeautifulSoup) -> str:
    return "".join(found.get_text().split())


def fails() -> None:
    with pytest.raises(CommandError, match="兴宁市"):
        call_command("fetch_weather")


def test_a_report_is_fetched_kept_and_shown(configured: Answers) -> None:
    with time_machine.travel(NOON, tick=False):
        call_command("fetch_weather")
        found = shown()
    assert "兴宁市多云22℃空气良" in words(found.summary)
    days = [words(each) for each in found.select("li")]
    assert days[0].startswith("今天11月23日多云转小雨14～24℃北风3级")
    assert [each[:2] for each in days] == ["今天", "明天", "后天", "周四"]
    assert "湿度58%" in words(found)
    assert "更新于11月23日12:00" in words(found)
    assert "来源：Open-Meteo" in words(found)
    assert "过时" not in words(found)
    assert all(each["aria-hidden"] == "true" for each in found.select("svg"))
    assert WeatherReport.objects.count() == 1


def test_a_new_report_shows_at_once_and_a_warm_page_asks_nothing(configured: Answers) -> None:
    with time_machine.travel(NOON, tick=False):
        assert words(shown()) == ""
        call_command("fetch_weather")
        assert "22℃" in words(shown())
        with CaptureQueriesContext(connection) as queries:
            shown()
        assert len(queries) == 0


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>", b"null", b"[]", b'{"current": NaN}', b"\xff\xfe", b"[" * 100_000, b'{"current": {}}',
        b'{"current": {}, "daily": {"time": []}}',
    ],
    ids=range(9),
)  # fmt: skip
def test_garbage_leaves_the_last_report_and_says_so(
    configured: Answers, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with time_machine.travel(NOON, tick=False):
        call_command("fetch_weather")
        configured.say("/v1/forecast", body)
        fails()
        assert "22℃" in words(shown())
    assert "兴宁市" in caplog.text


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 503])
def test_a_refusal_leaves_the_last_report(configured: Answers, status: int, caplog: pytest.LogCaptureFixture) -> None:
    with time_machine.travel(NOON, tick=False):
        call_command("fetch_weather")
        configured.say("/v1/forecast", {}, status)
        fails()
        assert "22℃" in words(shown())
    assert f"HTTP {status}" in caplog.text


def test_without_air_quality_the_weather_is_still_shown(configured: Answers) -> None:
    configured.say("/v1/air-quality", b"", 500)
    with time_machine.travel(NOON, tick=False):
        call_command("fetch_weather")
        assert "22℃" in words(shown())
        assert "空气" not in words(shown())


def test_a_server_that_does_not_answer_or_answers_without_end_is_left(server: Answers) -> None:
    server.by_path["/silent"] = None
    with pytest.raises(Unavailable):
        get_json(f"{server.url}/silent", {}, timeout=0.2)
    server.say("/huge", b" " * 3_000_000)
    with pytest.raises(Unavailable, match="过大"):
        get_json(f"{server.url}/huge", {}, timeout=20)
    server.say("/packed", gzip.compress(b" " * 30_000_000), Content_Encoding="gzip")
    with pytest.raises(Unavailable, match="过大"):
        get_json(f"{server.url}/packed", {}, timeout=20)
    server.say("/torn", gzip.compress(b'{"a": 1}')[:9], Content_Encoding="gzip")
    with pytest.raises(Unavailable):
        get_json(f"{server.url}/torn", {}, timeout=20)


def test_packed_answers_are_unpacked(server: Answers) -> None:
    server.say("/a", gzip.compress(b'{"a": 1}'), Content_Encoding="gzip")
    assert get_json(f"{server.url}/a", {}, timeout=20) == {"a": 1}


def test_redirects_stay_on_the_host(server: Answers) -> None:
    server.say("/b", {"b": 1})
    server.say("/a", b"", 302, Location="/b")
    assert get_json(f"{server.url}/a", {}, timeout=20) == {"b": 1}
    port = server.url.rpartition(":")[2]
    for place in (f"http://localhost:{port}/b", "file:///etc/passwd", "ftp://127.0.0.1/", "http://example.invalid/"):
        server.asked.clear()
        server.say("/a", b"", 302, Location=place)
        with pytest.raises(Unavailable):
            get_json(f"{server.url}/a", {}, timeout=20)
        assert server.asked == ["/a"]
    server.say("/a", b"", 302, Location="/a")
    with pytest.raises(Unavailable):
        get_json(f"{server.url}/a", {}, timeout=20)


@pytest.mark.parametrize("url", ["http://example.invalid/", "ftp://127.0.0.1/", "file:///etc/hosts", "//a", ""])
def test_only_https_leaves_this_machine(url: str) -> None:
    with pytest.raises(Unavailable, match="HTTPS"):
        get_json(url, {}, timeout=1)


# --- What is shown -------------------------------------------------------------


def report_of(hours_ago: float, **fields: Any) -> WeatherReport:
    cache.clear()
    stored = OpenMeteo("", "").report({"forecast": FORECAST, "air": AIR}).stored()
    values = {"data": stored, "source": "Open-Meteo", "fetched_at": timezone.now() - timedelta(hours=hours_ago)}
    return WeatherReport.objects.create(**{"place": "兴宁市", **values, **fields})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "seen", "stale"), [(2.9, True, False), (3.1, True, True), (23.9, True, True), (24.1, False, False)]
)
def test_weather_ages_visibly_and_then_goes(hours: float, seen: bool, stale: bool) -> None:
    with time_machine.travel(NOON + timedelta(hours=11), tick=False):
        report_of(hours)
        text = words(shown())
        assert bool(text) == seen
        assert ("可能已过时" in text) == stale


@pytest.mark.django_db
def test_days_that_are_over_are_left_out() -> None:
    with time_machine.travel(NOON + timedelta(hours=13), tick=False):  # 01:00 of the next day
        report_of(2)
        assert words(shown().li)[:8] == "今天11月24日"
        assert len(shown().select("li")) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("data", [{}, [], None, "x", {"now": 5, "days": {"a": 1}}, {"days": [{"date": "x"}]}])
def test_a_damaged_report_shows_nothing(data: Any) -> None:
    report_of(0, data=data if data is not None else {})
    assert words(shown()) == ""


@pytest.mark.django_db
def test_what_a_provider_says_is_text() -> None:
    with time_machine.travel(NOON, tick=False):
        report_of(0, data={"now": {"temperature": 1, "condition": "<b>晴</b>", "sky": '"><script>'}}, source="<i>x</i>")
        found = shown()
    assert not found.select("b, i, script")
    assert "<b>晴</b>" in found.summary.get_text()


@pytest.mark.django_db
def test_another_place_or_the_groups_own(settings: Any) -> None:
    settings.WEATHER_PLACES = "兴宁市,24.14,115.73;永和镇,24.2,115.8"
    report_of(0)
    report_of(0, place="永和镇")
    assert "永和镇" in words(shown('{% load weather %}{% weather "永和镇" %}'))
    assert "兴宁市" in words(shown('{% load weather %}{% weather "某处" %}'))


def test_without_a_provider_nothing_is_asked(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.WEATHER_PROVIDER = ""
    call_command("fetch_weather")
    assert "没有设置" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["兴宁市", "兴宁市,1", "兴宁市,a,b", "兴宁市,91,0", ",1,2"])
def test_places_that_cannot_be_read_are_said(settings: Any, text: str) -> None:
    settings.WEATHER_PLACES = text
    with pytest.raises(ImproperlyConfigured):
        places()


def test_headers_that_drip_do_not_outlast_the_time() -> None:
    def drip(listening: socket.socket) -> None:
        connection, _address = listening.accept()
        with connection, suppress(OSError):
            for _ in range(40):
                connection.sendall(b"H")
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripping = threading.Thread(target=drip, args=[listening])
        dripping.start()
        began = time.monotonic()
        with pytest.raises(Unavailable, match="超时"):
            get_json(f"http://127.0.0.1:{listening.getsockname()[1]}/", {}, timeout=0.3)
        assert time.monotonic() - began < 3
        dripping.join()


@pytest.mark.django_db
def test_a_shape_that_nobody_thought_of_ends_nothing_for_other_places(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WEATHER_PLACES = "甲,24.1,115.7;乙,24.2,115.8"
    monkeypatch.setattr("hub.weather.actions.get_json", lambda url, *_, **__: FORECAST if "forecast" in url else AIR)
    broken = iter([True, False])
    read = OpenMeteo.report
    monkeypatch.setattr(OpenMeteo, "report", lambda self, answers: {}[1] if next(broken) else read(self, answers))
    assert fetch_all(OpenMeteo("", "")) == ["甲"]
    assert WeatherReport.objects.get().place == "乙"
