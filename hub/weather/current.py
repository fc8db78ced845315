"""What the public sees of the last report, and for how long. From the cache: no query when warm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from hub import caching
from hub.models import WeatherReport
from hub.weather.places import places
from hub.weather.report import Day, Now, Report

SECONDS = 300
DAYS = 4
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


@dataclass(frozen=True)
class Shown:
    place: str
    source: str
    fetched_at: datetime
    is_stale: bool
    now: Now
    days: list[tuple[str, Day]]  # 今天, 明天 …


def cache_key(place: str) -> str:
    return f"weather:{place.encode().hex()}"


def weather_shown(wanted: str = "") -> Shown | None:
    """The weather of the place `wanted`, or of the group's own; None when there is none that is still true."""
    names = [place.name for place in places()]
    if not names:
        return None
    row = _stored(wanted if wanted in names else names[0])
    now = timezone.now()
    if row is None or now - row["fetched_at"] > timedelta(hours=settings.WEATHER_GONE_HOURS):
        return None
    report, today = Report.read(row["data"]), timezone.localdate(now)
    days = [(_label(day.date, today), day) for day in report.days if day.date >= today][:DAYS]
    if report.is_empty:
        return None
    stale = now - row["fetched_at"] > timedelta(hours=settings.WEATHER_STALE_HOURS)
    return Shown(row["place"], row["source"], row["fetched_at"], stale, report.now, days)


def _stored(place: str) -> dict[str, Any] | None:
    """The row of a place; that there is none is cached too."""
    rows = WeatherReport.objects.filter(place=place).values("place", "data", "source", "fetched_at")
    return caching.get_or_set(cache_key(place), rows.first, SECONDS, tags=(cache_key(place),))


def _label(day: date, today: date) -> str:
    ahead = (day - today).days
    return ("今天", "明天", "后天")[ahead] if ahead < 3 else WEEKDAYS[day.weekday()]
