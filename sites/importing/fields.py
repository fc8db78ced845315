"""Reading single values of a row. Each reader returns the value or says in Chinese what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone

from sites.importing.lines import visible

EARLIEST = 1900
MAX_TAG = 100
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TAG_MARKS = re.compile(r"[,，、;；]")
_YES, _NO = {"true", "是", "1"}, {"false", "否", "0", ""}


@dataclass(frozen=True)
class Problem:
    """What is wrong, in which field of the file; an empty field stands for the whole row."""

    field: str
    message: str


class BadValue(ValueError):
    """A value that cannot be imported. The message is Chinese."""


def read_text(value: Any) -> str:
    """One line of text, or "" for null. Numbers are taken as they are written."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadValue("应为文字。")
    return re.sub(r"\s+", " ", visible(str(value))).strip()


def read_paragraphs(value: Any) -> str:
    """Text that may have several lines."""
    if value is not None and not isinstance(value, str):
        raise BadValue("应为文字。")
    return visible(value or "").strip()


def read_day(value: Any) -> date | None:
    """`YYYY-MM-DD`, or None for null."""
    text = read_text(value)
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        day = date.fromisoformat(text)
    except ValueError:
        raise BadValue(f"“{text[:40]}”不是有效日期，请写成 2024-03-01 的样子。") from None
    if day.year < EARLIEST:
        raise BadValue(f"日期 {text} 早于 {EARLIEST} 年，请核对。")
    return day


def read_moment(value: Any) -> datetime | None:
    """`YYYY-MM-DD` (midnight) or ISO 8601 date and time; local time unless an offset is given."""
    text = read_text(value)
    if not text:
        return None
    if _DAY.fullmatch(text):
        day = read_day(text)
        return midnight(day) if day else None
    try:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else timezone.make_aware(moment)
        year = timezone.localtime(moment).year
    except (ValueError, OverflowError):
        raise BadValue(f"“{text[:40]}”不是有效时间，请写成 2024-03-01 或 2024-03-01T09:30 的样子。") from None
    if year < EARLIEST:
        raise BadValue(f"时间 {text} 早于 {EARLIEST} 年，请核对。")
    return moment


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def local_day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def read_choice(value: Any, choices: type[TextChoices], default: str) -> str:
    """A code of `choices`, given as code or by its Chinese name."""
    text = read_text(value)
    if not text:
        return default
    codes = {name: code for code, label in choices.choices for name in (code, label)}
    if text not in codes:
        allowed = "、".join(f"{code}（{label}）" for code, label in choices.choices)
        raise BadValue(f"“{text[:40]}”不在可选范围内，可填：{allowed}。")
    return codes[text]


def read_flag(value: Any) -> bool:
    text = str(value).lower() if isinstance(value, bool) else read_text(value).lower()
    if text in _YES | _NO:
        return text in _YES
    raise BadValue("应为 true 或 false。")


def read_tags(value: Any) -> list[str]:
    """A list of keywords, or one text with keywords between commas or 、; each once."""
    if value is None:
        return []
    parts = _TAG_MARKS.split(value) if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise BadValue("应为关键词列表，或用顿号隔开的文字。")
    tags = list(dict.fromkeys(tag for part in parts if (tag := read_text(part))))
    for tag in tags:
        if len(tag) > MAX_TAG:
            raise BadValue(f"关键词“{tag[:20]}…”过长：{len(tag)} 个字，最多 {MAX_TAG} 个字。")
    return tags
