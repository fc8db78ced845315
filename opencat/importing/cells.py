"""Reading single values of a catalogue: dates, states and choices as people write them. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from django.db.models import TextChoices

from sites.importing.fields import BadValue, read_day, read_moment
from sites.pages.enums import Audience, DisclosureKind, Genre, InformationKind, Retention, Theme, Validity

_DAY = re.compile(
    r"(?P<year>\d{4})\s*(?:[-/.年])\s*(?P<month>\d{1,2})\s*(?:[-/.月])\s*(?P<day>\d{1,2})(?:\s*日)?"
    r"|(?P<compact>(?:19|20)\d{6})"
)
_TIME = re.compile(r"[\sT]*(?P<hour>\d{1,2})[:：时](?P<minute>\d{2})(?:[:：分](?P<second>\d{2}))?(?:\.\d+)?分?")
_FULL_WIDTH = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}
_CHINESE_DAY = re.compile(
    "([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?"
)
_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
# A date as a spreadsheet counts it, in days: from 1950 to 2099.
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_SERIAL, _LAST_SERIAL, _SERIAL_ZERO = 18_264, 73_050, date(1899, 12, 30)

_STATES = {
    Validity.IN_FORCE: "有效 现行有效 继续有效 是 生效 现行 在用",
    Validity.AMENDED: "已修改 修改 已修订 修订 已修正 修正 部分有效 部分失效 部分废止 部分修改",
    Validity.EXPIRED: "失效 已失效 否 无效 过期 已过期 到期",
    Validity.ABOLISHED: "废止 已废止 已被废止 被废止 撤销 已撤销 宣布废止",
}
_KINDS = {
    DisclosureKind.PROACTIVE: "主动公开 公开 主动 是",
    DisclosureKind.ON_REQUEST: "依申请公开 依申请 申请公开",
    DisclosureKind.NOT_PUBLIC: "不予公开 不公开 免予公开 免于公开 否",
}
_INFORMATION = {InformationKind.NEWS: "动态 新闻 工作动态", InformationKind.POLICY: "政策 文件 其他"}
_RETENTION = {
    Retention.PERMANENT: "长期 永久保存",
    Retention.THIRTY_YEARS: "30年 三十年",
    Retention.TEN_YEARS: "10年 十年",
}
_GENRES = {
    Genre.ORDER: "命令 令",
    Genre.REGULATION: "办法 规定 细则 条例 规则",
    Genre.PLAN: "规划 方案 计划",
}
_AUDIENCES = {Audience.EVERYBODY: "公众 公民 个人 市民", Audience.ENTERPRISES: "企业 法人", Audience.OFFICES: "机关"}
# In `read_choice`: which words beside codes and names.
WORDS: dict[type[TextChoices], dict] = {
    Validity: _STATES,
    DisclosureKind: _KINDS,
    InformationKind: _INFORMATION,
    Retention: _RETENTION,
    Genre: _GENRES,
    Audience: _AUDIENCES,
    Theme: {},
}


def read_any_day(text: str) -> date | None:
    """2014-06-16, 2014/6/16, 2014.6.16, 20140616, 2014年6月16日, 二〇一四年六月十六日, a spreadsheet's count of days.

    A time of day after it is not read.

    Raises:
        BadValue: anything else, or a day that there is not.
    """
    day, _rest = _split_day(text)
    return read_day(day) if day else None


def read_any_moment(text: str) -> datetime | None:
    """A day as in `read_any_day`, with or without a time; local time.

    Raises:
        BadValue
    """
    day, rest = _split_day(text)
    if not day:
        return None
    match = _TIME.fullmatch(rest) if rest else None
    if rest and match is None:
        return read_moment(text)  # ISO 8601 with its offset, or refused
    if match is None or (int(match["hour"]), int(match["minute"])) == (0, 0):
        return read_moment(day)
    return read_moment(f"{day}T{int(match['hour']):02}:{match['minute']}:{match['second'] or '00'}")


def _split_day(text: str) -> tuple[str, str]:
    """The day as YYYY-MM-DD, "" for none, and what stands after it."""
    text = text.translate(_FULL_WIDTH).strip()
    if not text:
        return "", ""
    if _SERIAL.fullmatch(text) and _FIRST_SERIAL <= float(text) <= _LAST_SERIAL:
        return (_SERIAL_ZERO + timedelta(days=int(float(text)))).isoformat(), ""
    if match := _CHINESE_DAY.fullmatch(text):
        year = "".join(str(_DIGITS[each]) for each in match[1])
        return f"{year}-{_in_words(match[2]):02}-{_in_words(match[3]):02}", ""
    match = _DAY.match(text)
    if match is None or text[match.end() :][:1].isdigit():
        raise BadValue(f"“{text[:40]}”不是有效日期，请写成 2014-06-16、2014/6/16 或 2014年6月16日，年月日都要有。")
    if compact := match["compact"]:
        return f"{compact[:4]}-{compact[4:6]}-{compact[6:]}", text[match.end() :].strip()
    day = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    return day, text[match.end() :].strip()


def _in_words(written: str) -> int:
    """六, 十, 十六, 三十一."""
    tens, ten, ones = written.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def read_word(text: str, choices: type[TextChoices], default: str) -> str:
    """A code of `choices`, given by its code, its name, or a usual word.

    Raises:
        BadValue: none of them; the message names what can be written.
    """
    if not text:
        return default
    wanted = _folded(text)
    for choice in choices:
        words = (choice.value, choice.label, *WORDS[choices].get(choice, "").split())
        if wanted in map(_folded, words):
            return str(choice.value)
    raise BadValue(f"“{text[:40]}”不在可选范围内，可填：{'、'.join(choices.labels)}。")


def _folded(text: str) -> str:
    return re.sub(r"[\s、，,/（）()]", "", text.translate(_FULL_WIDTH)).casefold()
