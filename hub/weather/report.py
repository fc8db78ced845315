"""The weather as the site knows it, whoever the provider."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import models

from hub.weather import values


class Sky(models.TextChoices):
    """Which picture stands for it: the names of the symbols in static/icons/weather.svg."""

    SUN = "sun", "晴"
    SUN_AND_CLOUD = "sun-cloud", "多云"
    CLOUD = "cloud", "阴"
    FOG = "fog", "雾霾"
    RAIN = "rain", "雨"
    SNOW = "snow", "雪"
    THUNDER = "thunder", "雷雨"
    WIND = "wind", "风沙"
    UNKNOWN = "unknown", "未知"

    @classmethod
    def read(cls, value: Any) -> Sky:
        return cls(value) if value in cls.values else cls.UNKNOWN


@dataclass(frozen=True)
class Now:
    """Degrees Celsius, per cent, Beaufort; the air quality index is China's own (HJ 633)."""

    temperature: int | None = None
    condition: str = ""
    sky: Sky = Sky.UNKNOWN
    humidity: int | None = None
    wind_direction: str = ""
    wind_force: str = ""
    air_quality_index: int | None = None
    air_quality: str = ""

    @classmethod
    def read(cls, data: Any) -> Now:
        return cls(
            temperature=values.temperature(values.part(data, "temperature")),
            condition=values.words(values.part(data, "condition")),
            sky=Sky.read(values.part(data, "sky")),
            humidity=values.number(values.part(data, "humidity"), 0, 100),
            wind_direction=values.words(values.part(data, "wind_direction")),
            wind_force=values.force(values.part(data, "wind_force")),
            air_quality_index=values.number(values.part(data, "air_quality_index"), 0, 500),
            air_quality=values.words(values.part(data, "air_quality")),
        )


@dataclass(frozen=True)
class Day:
    date: date
    daytime: str = ""
    night: str = ""
    sky: Sky = Sky.UNKNOWN
    low: int | None = None
    high: int | None = None
    wind_direction: str = ""
    wind_force: str = ""

    @classmethod
    def read(cls, data: Any) -> Day | None:
        day = values.day(values.part(data, "date"))
        return day and cls(
            date=day,
            daytime=values.words(values.part(data, "daytime")),
            night=values.words(values.part(data, "night")),
            sky=Sky.read(values.part(data, "sky")),
            low=values.temperature(values.part(data, "low")),
            high=values.temperature(values.part(data, "high")),
            wind_direction=values.words(values.part(data, "wind_direction")),
            wind_force=values.force(values.part(data, "wind_force")),
        )

    @property
    def condition(self) -> str:
        """多云转阴, as forecasts say it."""
        parts = [each for each in (self.daytime, self.night) if each]
        return parts[0] if len(set(parts)) == 1 else "转".join(parts)


@dataclass(frozen=True)
class Report:
    """Now, and today with the days after it in their order."""

    now: Now
    days: list[Day] = field(default_factory=list)

    @classmethod
    def read(cls, data: Any) -> Report:
        """From what is stored. Never raises: whatever does not fit is left out."""
        rows = values.part(data, "days")
        days = [Day.read(row) for row in rows] if isinstance(rows, list) else []
        return cls(Now.read(values.part(data, "now")), sorted((day for day in days if day), key=lambda day: day.date))

    def stored(self) -> dict[str, Any]:
        data = asdict(self)
        for day in data["days"]:
            day["date"] = day["date"].isoformat()
        return data

    @property
    def is_empty(self) -> bool:
        return self.now.temperature is None and not self.days
