"""What weather providers say, mapped to one shape. Pure: no network, no database."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from hub.weather import scales
from hub.weather.open_meteo import OpenMeteo
from hub.weather.places import Place
from hub.weather.providers import Unreadable
from hub.weather.qweather import QWeather
from hub.weather.report import Report, Sky
from tests.hub.weather_answers import AIR, DAILY, FORECAST, NOW, QUALITY

HERE = Place("兴宁市", 24.14, 115.73)


def test_open_meteo_becomes_our_shape() -> None:
    report = OpenMeteo("", "").report({"forecast": FORECAST, "air": AIR})
    now, (today, second, third, last) = report.now, report.days
    assert (now.temperature, now.condition, now.sky, now.humidity) == (22, "多云", Sky.SUN_AND_CLOUD, 58)
    assert (now.wind_direction, now.wind_force) == ("东北风", "3")
    assert (now.air_quality_index, now.air_quality) == (57, "良")
    assert (today.date, today.low, today.high) == (date(2026, 11, 23), 14, 24)
    assert (today.daytime, today.night, today.condition) == ("多云", "小雨", "多云转小雨")
    assert (today.wind_direction, today.wind_force) == ("北风", "3")
    assert (second.condition, second.wind_direction, second.wind_force) == ("阴", "东风", "5")
    assert (third.sky, third.wind_force) == (Sky.THUNDER, "0")
    assert (last.low, last.high, last.wind_force) == (-8, 0, "12")


def test_qweather_becomes_our_shape() -> None:
    report = QWeather("https://api.example", "k").report({"now": NOW, "daily": DAILY, "air": QUALITY})
    assert report.now.temperature == 22
    assert (report.now.sky, report.now.air_quality_index, report.now.air_quality) == (Sky.SUN_AND_CLOUD, 57, "良")
    assert len(report.days) == 4
    assert (report.days[0].condition, report.days[0].sky, report.days[0].wind_force) == (
        "雷阵雨转多云",
        Sky.THUNDER,
        "1-3",
    )


def test_providers_are_asked_for_the_place() -> None:
    questions = OpenMeteo("", "").questions(HERE)
    assert questions["forecast"].url.startswith(
        "https://api.open-meteo.com/v1/forecast?latitude=24.14&longitude=115.73"
    )
    assert questions["air"].is_optional
    questions = QWeather("https://api.example/", "secret").questions(HERE)
    assert questions["daily"].url == "https://api.example/v7/weather/7d?location=115.73,24.14&lang=zh"
    assert questions["air"].url == "https://api.example/airquality/v1/current/24.14/115.73?lang=zh"
    assert all("secret" not in question.url for question in questions.values())
    assert questions["now"].headers == {"X-QW-Api-Key": "secret"}
    with pytest.raises(ImproperlyConfigured):
        QWeather("", "")


def test_what_is_missing_or_absurd_is_left_out() -> None:
    forecast = {
        "current": {"temperature_2m": 999, "weather_code": "x", "wind_speed_10m": None, "relative_humidity_2m": True},
        "daily": {"time": ["2026-11-23", "nonsense", 5], "temperature_2m_max": [20]},
    }
    report = OpenMeteo("", "").report({"forecast": forecast})
    assert report.now.temperature is None
    assert report.now.sky == Sky.UNKNOWN
    assert [(day.high, day.low, day.condition) for day in report.days] == [(20, None, "")]
    rows = [{"fxDate": "2026-11-23", "textDay": "晴" * 500, "windScaleDay": "<b>"}, "row", None]
    report = QWeather("https://a", "k").report({"now": NOW, "daily": {"code": "200", "daily": rows}})
    assert (len(report.days[0].daytime), report.days[0].wind_force, report.now.air_quality) == (20, "", "")


def test_an_answer_that_is_no_weather_is_refused() -> None:
    for answer in ({}, {"daily": {"time": "x"}, "current": {}}, {"daily": {"time": []}, "current": []}):
        with pytest.raises(Unreadable):
            OpenMeteo("", "").report({"forecast": answer})
    with pytest.raises(Unreadable, match="402"):
        QWeather("https://a", "k").report({"now": {"code": "402"}, "daily": DAILY})
    with pytest.raises(Unreadable):
        QWeather("https://a", "k").report({"now": {"code": "200"}, "daily": DAILY})


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(["time", "weather_code", "temperature_2m_max", "wind_speed_10m_max", "fxDate", "icon", "aqi"])


@given(JSON, st.dictionaries(NAMES, JSON), st.dictionaries(NAMES, JSON))
def test_no_answer_whatever_breaks_the_adapters(any_json: Any, daily: dict[str, Any], current: dict[str, Any]) -> None:
    for forecast in ({"current": current, "daily": daily, "hourly": any_json}, {"x": any_json}):
        with suppress(Unreadable):
            OpenMeteo("", "").report({"forecast": forecast, "air": {"current": any_json}})
    answers = {"now": {"code": "200", "now": current}, "daily": {"code": "200", "daily": [daily, any_json]}}
    QWeather("https://a", "k").report({**answers, "air": {"indexes": [current, any_json]}})
    Report.read(any_json)


@pytest.mark.parametrize(
    ("pollutant", "concentration", "index"),
    [
        ("pm2_5", 0, 0),
        ("pm2_5", 35, 50),
        ("pm2_5", 36, 52),
        ("pm2_5", 75, 100),
        ("pm10", 100, 75),
        ("pm2_5", 9999, 500),
    ],
)
def test_the_air_quality_index_is_that_of_the_standard(pollutant: str, concentration: float, index: int) -> None:
    assert scales.air_quality_index({pollutant: concentration, "ozone": 0}) == index
    assert [scales.air_quality(each) for each in (50, 51, 100, 101, 300, 301)] == [
        "优", "良", "良", "轻度污染", "重度污染", "严重污染",
    ]  # fmt: skip


@pytest.mark.parametrize("junk", [[], {}, [[]], {"a": 1}, None, True, 10**400, "x"])
def test_no_altered_time_breaks_the_hours(junk: Any) -> None:
    hours = FORECAST["hourly"] | {"time": [junk, *FORECAST["hourly"]["time"][1:]]}
    assert OpenMeteo("", "").report({"forecast": FORECAST | {"hourly": hours}}).days
