"""Answers of weather providers, in the shape that each documents."""

from __future__ import annotations

from typing import Any

FORECAST: dict[str, Any] = {
    "latitude": 24.125,
    "longitude": 115.75,
    "utc_offset_seconds": 28800,
    "timezone": "Asia/Shanghai",
    "current_units": {"temperature_2m": "°C", "wind_speed_10m": "m/s"},
    "current": {
        "time": "2026-11-23T12:00",
        "interval": 900,
        "temperature_2m": 21.6,
        "relative_humidity_2m": 58,
        "weather_code": 2,
        "wind_speed_10m": 3.4,
        "wind_direction_10m": 47,
    },
    "hourly": {
        "time": [f"2026-11-23T{hour:02}:00" for hour in range(24)],
        "weather_code": [0] * 12 + [2] * 6 + [61] * 6,
    },
    "daily": {
        "time": ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"],
        "weather_code": [61, 3, 95, 0],
        "temperature_2m_max": [24.4, 22.0, 19.5, -0.5],
        "temperature_2m_min": [13.5, 12.1, 11.0, -7.6],
        "wind_speed_10m_max": [5.0, 8.1, 0.1, 40.0],
        "wind_direction_10m_dominant": [359, 90, 180, 271],
    },
}
AIR = {"current": {"time": "2026-11-23T12:00", "pm2_5": 40.0, "pm10": 60.0, "ozone": 30.0, "carbon_monoxide": 400.0}}
NOW = {
    "code": "200",
    "updateTime": "2026-11-23T12:05+08:00",
    "fxLink": "https://www.example.org",
    "now": {
        "obsTime": "2026-11-23T11:58+08:00",
        "temp": "22",
        "feelsLike": "23",
        "icon": "101",
        "text": "多云",
        "wind360": "45",
        "windDir": "东北风",
        "windScale": "3",
        "windSpeed": "16",
        "humidity": "58",
    },
}
DAILY = {
    "code": "200",
    "daily": [
        {
            "fxDate": f"2026-11-{day}",
            "tempMax": "24",
            "tempMin": "13",
            "iconDay": "302",
            "textDay": "雷阵雨",
            "iconNight": "151",
            "textNight": "多云",
            "windDirDay": "北风",
            "windScaleDay": "1-3",
        }
        for day in range(23, 30)
    ],
}
QUALITY = {"indexes": [{"code": "us-epa", "aqi": 99}, {"code": "cn-mee", "aqi": 57, "category": "良"}]}
