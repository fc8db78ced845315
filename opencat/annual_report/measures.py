"""Figures of the annual report that are measures: known for any period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from sites.organisation.measures import Measure, register
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage
from sites.pages.translation.locales import source_locale_id


def register_measures() -> None:
    register(Measure("licences", "本年行政许可处理决定数量（件）", decided_licences))


def decided_licences(unit: Unit, first_day: date, last_day: date) -> int | None:
    """Known once every public licence item says how many decisions were made in exactly that period. One query."""
    pages = ArticlePage.objects.live().filter(unit=unit, locale=source_locale_id())
    pages = pages.annotate(kinds=Cast("records", TextField())).filter(kinds__contains='"licence"')
    handled = [block.value["handling"] for page in pages for block in page.records if block.block_type == "licence"]
    made = [_decided(each, first_day, last_day) for each in handled]
    if not made or None in made:
        return None
    return sum(number for number in made if number is not None)


def _decided(handling: Any, first_day: date, last_day: date) -> int | None:
    covers = (handling.get("counted_from"), handling.get("counted_on")) == (first_day, last_day)
    return handling.get("finished") if covers else None
