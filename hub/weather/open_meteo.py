"""Open-Meteo (open-meteo.com): forecast and air quality; with a key the paying customers' hosts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from hub.weather import scales, values
from hub.weather.places import Place
from hub.weather.providers import Question, Unreadable
from hub.weather.report import Day, Now, Report, Sky

FORECAST = "https://api.open-meteo.com"
AIR = "https://air-quality-api.open-meteo.com"
CURRENT = "temperature_2m,relative_humidity_2m,weather_code,wind_speed_10m,wind_direction_10m"
DAILY = "weather_code,temperature_2m_max,temperature_2m_min,wind_speed_10m_max,wind_direction_10m_dominant"
DAYS = 4
NIGHT = range(18, 24)
DAYTIME = range(6, 18)
# Codes of present weather (WMO table 4677, those that the service uses).
CODES: dict[int, tuple[str, Sky]] = {
    0: ("晴", Sky.SUN),
    1: ("少云", Sky.SUN),
    2: ("多云", Sky.SUN_AND_CLOUD),
    3: ("阴", Sky.CLOUD),
    45: ("雾", Sky.FOG),
    48: ("雾凇", Sky.FOG),
    51: ("毛毛雨", Sky.RAIN),
    53: ("毛毛雨", Sky.RAIN),
    55: ("毛毛雨", Sky.RAIN),
    56: ("冻毛毛雨", Sky.RAIN),
    57: ("冻毛毛雨", Sky.RAIN),
    61: ("小雨", Sky.RAIN),
    63: ("中雨", Sky.RAIN),
    65: ("大雨", Sky.RAIN),
    66: ("冻雨", Sky.RAIN),
    67: ("冻雨", Sky.RAIN),
    71: ("小雪", Sky.SNOW),
    73: ("中雪", Sky.SNOW),
    75: ("大雪", Sky.SNOW),
    77: ("米雪", Sky.SNOW),
    80: ("阵雨", Sky.RAIN),
    81: ("阵雨", Sky.RAIN),
    82: ("强阵雨", Sky.RAIN),
    85: ("阵雪", Sky.SNOW),
    86: ("强阵雪", Sky.SNOW),
    95: ("雷阵雨", Sky.THUNDER),
    96: ("雷阵雨伴冰雹", Sky.THUNDER),
    99: ("雷阵雨伴冰雹", Sky.THUNDER),
}
POLLUTANTS = tuple(scales.CONCENTRATIONS)


class OpenMeteo:
    source = "Open-Meteo"

    def __init__(self, url: str, key: str) -> None:
        self.forecast = self.air = url.rstrip("/")
        self.forecast, self.air = self.forecast or FORECAST, self.air or AIR
        self.key = {"apikey": key} if key else {}

    def questions(self, place: Place) -> dict[str, Question]:
        here = {"latitude": place.latitude, "longitude": place.longitude, "timezone": "Asia/Shanghai", **self.key}
        forecast = {
            "current": CURRENT,
            "daily": DAILY,
            "hourly": "weather_code",
            "forecast_days": DAYS,
            "wind_speed_unit": "ms",
        }
        air = {"current": ",".join(POLLUTANTS)}
        return {
            "forecast": Question(f"{self.forecast}/v1/forecast?{urlencode({**here, **forecast}, safe=',/')}"),
            "air": Question(f"{self.air}/v1/air-quality?{urlencode({**here, **air}, safe=',/')}", is_optional=True),
        }

    def report(self, answers: dict[str, Any]) -> Report:
        forecast = answers["forecast"]
        times = values.part(forecast, "daily", "time")
        if not isinstance(times, list) or not isinstance(values.part(forecast, "current"), dict):
            raise Unreadable("没有 current 或 daily")
        days = [_day(forecast, place) for place in range(len(times))]
        return Report(_now(forecast["current"], answers.get("air")), [day for day in days if day])


def _now(current: dict[str, Any], air: Any) -> Now:
    condition, sky = _read_code(current.get("weather_code"))
    index = scales.air_quality_index(_concentrations(values.part(air, "current")))
    return Now(
        temperature=values.temperature(current.get("temperature_2m")),
        condition=condition,
        sky=sky,
        humidity=values.number(current.get("relative_humidity_2m"), 0, 100),
        wind_direction=_direction(current.get("wind_direction_10m")),
        wind_force=_force(current.get("wind_speed_10m")),
        air_quality_index=index,
        air_quality="" if index is None else scales.air_quality(index),
    )


def _day(forecast: dict[str, Any], place: int) -> Day | None:
    def said(name: str) -> Any:
        return values.part(forecast, "daily", name, place)

    day = values.day(said("time"))
    if day is None:
        return None
    condition, sky = _read_code(said("weather_code"))
    return Day(
        date=day,
        daytime=_worst(forecast, day.isoformat(), DAYTIME) or condition,
        night=_worst(forecast, day.isoformat(), NIGHT),
        sky=sky,
        low=values.temperature(said("temperature_2m_min")),
        high=values.temperature(said("temperature_2m_max")),
        wind_direction=_direction(said("wind_direction_10m_dominant")),
        wind_force=_force(said("wind_speed_10m_max")),
    )


def _worst(forecast: dict[str, Any], day: str, hours: range) -> str:
    """The heaviest weather of some hours: the codes rise with it."""
    times, codes = values.part(forecast, "hourly", "time"), values.part(forecast, "hourly", "weather_code")
    if not isinstance(times, list) or not isinstance(codes, list):
        return ""
    wanted = {f"{day}T{hour:02}:00" for hour in hours}
    found = [
        code
        for time, code in zip(times, codes, strict=False)
        if str(time) in wanted and values.number(code, 0, 99) in CODES
    ]
    return _read_code(max(found, key=float))[0] if found else ""


def _read_code(value: Any) -> tuple[str, Sky]:
    code = values.number(value, 0, 99)
    return CODES.get(-1 if code is None else code, ("", Sky.UNKNOWN))


def _direction(value: Any) -> str:
    degrees = values.number(value, 0, 360)
    return "" if degrees is None else scales.wind_direction(degrees)


def _force(value: Any) -> str:
    if values.number(value, 0, 120) is None:
        return ""
    return scales.wind_force(float(value))


def _concentrations(current: Any) -> dict[str, float]:
    """In the units of the standard: the service gives all of them in µg/m³."""
    known = {name: values.part(current, name) for name in POLLUTANTS}
    found = {name: float(value) for name, value in known.items() if values.number(value, 0, 10**6) is not None}
    if "carbon_monoxide" in found:
        found["carbon_monoxide"] /= 1000
    return found
