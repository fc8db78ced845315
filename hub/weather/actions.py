"""Fetching and keeping reports."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from hub import caching
from hub.models import WeatherReport
from hub.scheduler.registry import JobFailed
from hub.weather.current import cache_key
from hub.weather.download import Unavailable, get_json
from hub.weather.places import Place, places
from hub.weather.providers import Provider, Unreadable
from hub.weather.report import Report

logger = logging.getLogger(__name__)


def provider() -> Provider | None:
    """The adapter that the settings name, or None: the panel is off."""
    if not settings.WEATHER_PROVIDER:
        return None
    return import_string(settings.WEATHER_PROVIDER)(settings.WEATHER_URL, settings.WEATHER_KEY)


def fetch_weather() -> str:
    """Fetches from the provider of the settings; returns in Chinese what was done.

    Raises:
        JobFailed: for some places there is no new report; their last one stays.
    """
    source = provider()
    if source is None:
        return "没有设置 WEATHER_PROVIDER，不取天气。"
    if failed := fetch_all(source):
        raise JobFailed(f"未能取得天气：{'、'.join(failed)}（原因见日志）。")
    return f"已从{source.source}取得天气。"


def fetch_all(source: Provider) -> list[str]:
    """Fetches every place; returns the names of those that failed, whose last report stays."""
    failed = []
    for place in places():
        try:
            keep_report(place.name, _fetch(source, place), source.source, timezone.now())
        except (Unavailable, Unreadable) as error:
            logger.error("Weather of %s from %s: %s", place.name, source.source, error)
            failed.append(place.name)
    return failed


def keep_report(place: str, report: Report, source: str, fetched_at: datetime) -> None:
    values = {"data": report.stored(), "source": source, "fetched_at": fetched_at}
    WeatherReport.objects.update_or_create(place=place, defaults=values)
    caching.invalidate_on_commit(cache_key(place))


def _fetch(source: Provider, place: Place) -> Report:
    answers: dict[str, Any] = {}
    for name, question in source.questions(place).items():
        try:
            answers[name] = get_json(question.url, question.headers, timeout=settings.WEATHER_TIMEOUT)
        except Unavailable as error:
            if not question.is_optional:
                raise
            logger.warning("Weather of %s from %s, without %s: %s", place.name, source.source, name, error)
    try:
        report = source.report(answers)
    except Unreadable:
        raise
    except Exception as error:  # an answer of a shape that nobody thought of ends nothing for the other places
        logger.exception("Weather of %s from %s has an unknown shape", place.name, source.source)
        raise Unreadable(f"格式不对：{type(error).__name__}") from error
    if report.is_empty:
        raise Unreadable("没有可用的数据")
    return report
