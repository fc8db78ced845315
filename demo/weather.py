"""Invented weather: the demonstration asks nobody on the network. Renewed at each start, or it would age out."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from hub.weather.actions import keep_report
from hub.weather.places import places
from hub.weather.report import Day, Now, Report, Sky

SOURCE = "演示数据（虚构）"
DAYS = (
    ("多云", "小雨", Sky.SUN_AND_CLOUD, 14, 24, "东北风"),
    ("小雨", "阴", Sky.RAIN, 13, 19, "北风"),
    ("阴", "多云", Sky.CLOUD, 12, 20, "北风"),
    ("晴", "晴", Sky.SUN, 11, 23, "东风"),
)


def keep_invented_weather() -> None:
    today = timezone.localdate()
    days = [
        Day(today + timedelta(days=ahead), daytime, night, sky, low, high, wind, "3")
        for ahead, (daytime, night, sky, low, high, wind) in enumerate(DAYS)
    ]
    now = Now(21, "多云", Sky.SUN_AND_CLOUD, 58, "东北风", "3", 42, "优")
    keep_report(places()[0].name, Report(now, days), SOURCE, timezone.now())
