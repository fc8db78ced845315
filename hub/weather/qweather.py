"""QWeather 和风天气 (dev.qweather.com), v7 weather and v1 air quality. `url` is the account's own API host."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from hub.weather import scales, values
from hub.weather.places import Place
from hub.weather.providers import Question, Unreadable
from hub.weather.report import Day, Now, Report, Sky

DAYS = 4
# First code of each range of icons, and what it shows.
ICONS: tuple[tuple[int, Sky], ...] = (
    (100, Sky.SUN),
    (101, Sky.SUN_AND_CLOUD),
    (104, Sky.CLOUD),
    (105, Sky.UNKNOWN),
    (150, Sky.SUN),
    (151, Sky.SUN_AND_CLOUD),
    (154, Sky.CLOUD),
    (155, Sky.UNKNOWN),
    (300, Sky.RAIN),
    (302, Sky.THUNDER),
    (305, Sky.RAIN),
    (400, Sky.SNOW),
    (500, Sky.FOG),
    (503, Sky.WIND),
    (509, Sky.FOG),
    (600, Sky.UNKNOWN),
)
# China's index, by the day's means or by the hour.
OWN_INDEXES = ("cn-mee", "cn-mee-1h")


class QWeather:
    source = "和风天气"

    def __init__(self, url: str, key: str) -> None:
        if not url or not key:
            raise ImproperlyConfigured("QWeather needs WEATHER_URL (https://<API Host>) and WEATHER_KEY")
        self.url = url.rstrip("/")
        self.headers = {"X-QW-Api-Key": key}

    def questions(self, place: Place) -> dict[str, Question]:
        here = f"location={place.longitude:.2f},{place.latitude:.2f}&lang=zh"
        air = f"{self.url}/airquality/v1/current/{place.latitude:.2f}/{place.longitude:.2f}?lang=zh"
        return {
            "now": Question(f"{self.url}/v7/weather/now?{here}", self.headers),
            "daily": Question(f"{self.url}/v7/weather/7d?{here}", self.headers),
            "air": Question(air, self.headers, is_optional=True),
        }

    def report(self, answers: dict[str, Any]) -> Report:
        for name in ("now", "daily"):
            code = values.part(answers[name], "code")
            if code != "200":
                raise Unreadable(f"{name}：状态码 {values.words(str(code))}")
        now, rows = values.part(answers["now"], "now"), values.part(answers["daily"], "daily")
        if not isinstance(now, dict) or not isinstance(rows, list):
            raise Unreadable("没有 now 或 daily")
        days = [_day(row) for row in rows[:DAYS]]
        return Report(_now(now, answers.get("air")), [day for day in days if day])


def _now(now: dict[str, Any], air: Any) -> Now:
    index, word = _air(air)
    return Now(
        temperature=values.temperature(now.get("temp")),
        condition=values.words(now.get("text")),
        sky=_sky(now.get("icon")),
        humidity=values.number(now.get("humidity"), 0, 100),
        wind_direction=values.words(now.get("windDir")),
        wind_force=values.force(now.get("windScale")),
        air_quality_index=index,
        air_quality=word,
    )


def _day(row: Any) -> Day | None:
    day = values.day(values.part(row, "fxDate"))
    return day and Day(
        date=day,
        daytime=values.words(row.get("textDay")),
        night=values.words(row.get("textNight")),
        sky=_sky(row.get("iconDay")),
        low=values.temperature(row.get("tempMin")),
        high=values.temperature(row.get("tempMax")),
        wind_direction=values.words(row.get("windDirDay")),
        wind_force=values.force(row.get("windScaleDay")),
    )


def _sky(icon: Any) -> Sky:
    code = values.number(icon, 100, 999)
    return max(((first, sky) for first, sky in ICONS if code and first <= code), default=(0, Sky.UNKNOWN))[1]


def _air(air: Any) -> tuple[int | None, str]:
    rows = values.part(air, "indexes")
    for row in rows if isinstance(rows, list) else []:
        index = values.number(values.part(row, "aqi"), 0, 500)
        if values.part(row, "code") in OWN_INDEXES and index is not None:
            return index, scales.air_quality(index)
    return None, ""
