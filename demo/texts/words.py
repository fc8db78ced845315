"""Fills the words of a pattern in: choices, dates, numbers, names of places."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

CHOICE = re.compile(r"\[([^\[\]]*)\]")
WORD = re.compile(r"\{([^{}]+)\}")
MADE = re.compile(r"(n|d|date|full|year|month|period)(?::(.+)|([+-]\d+))?")
COMMON_PAIRS = {"申请", "登记", "办理", "许可", "审批", "备案", "服务", "认定", "咨询", "经营", "申领", "农村"}
FORM_ENDINGS = ("咨询", "办理", "申请", "申领", "受理", "预约", "初审")
DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """1–99 in Chinese: 1 → 一, 12 → 十二, 35 → 三十五."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def quarter_name(day: date) -> str:
    """The quarter before the day's, as a statistics office names it."""
    month = day.month
    if month < 4:
        return f"{day.year - 1}年全年"
    return f"{day.year}年" + ("一季度", "上半年", "前三季度")[(month - 1) // 3 - 1]


def form_for(service: str, forms: tuple[str, ...]) -> str:
    """The form that belongs to a service: by its name, else a plain application form."""
    pairs = {service[i : i + 2] for i in range(len(service) - 1)} - COMMON_PAIRS
    best = max(forms, key=lambda form: sum(pair in form for pair in pairs))
    if any(pair in best for pair in pairs):
        return best
    stem = service
    for ending in FORM_ENDINGS:
        stem = stem.removesuffix(ending)
    return f"{stem}申请表"


class Words:
    """The words of one article: the same name gives the same word all through the article."""

    def __init__(
        self, rng: random.Random, day: date, fixed: Mapping[str, str], lists: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.rng, self.day = rng, day
        self.known = dict(fixed)
        self.lists = lists
        self.used: dict[str, list[str]] = {}

    def fill(self, text: str) -> str:
        """The text with every choice made and every word filled in."""
        while match := CHOICE.search(text):
            pick = self.rng.choice(match[1].split("|"))
            text = text[: match.start()] + pick + text[match.end() :]
        while WORD.search(text):
            text = WORD.sub(lambda m: self.word(m[1]), text)
        return text

    def word(self, name: str) -> str:
        """One word by its name; raises KeyError for a name nobody knows."""
        if name in self.known:
            return self.known[name]
        if made := MADE.fullmatch(name):
            return _MAKERS[made[1]](self, made[2] or made[3] or "")
        base = name.rstrip("0123456789")
        if base in ("form", "deptform"):
            service = self.word(name.replace("form", "service"))
            self.known[name] = form_for(service, self.lists[base])
            return self.known[name]
        options = self.lists[base]
        if name == "office0":  # the first office named in a profile is the general one
            self.used.setdefault(base, []).append(options[0])
            return options[0]
        fresh = [w for w in options if w not in self.used.setdefault(base, [])] or list(options)
        value = self.rng.choice(fresh)
        self.used[base].append(value)
        self.known[name] = value
        return value


def _number(words: Words, span: str) -> str:
    low, high = span.split("-")
    return str(words.rng.randint(int(low), int(high)))


def _decimal(words: Words, span: str) -> str:
    low, high = span.split("-")
    return f"{words.rng.uniform(float(low), float(high)):.1f}"


def _date(words: Words, shift: str) -> str:
    day = words.day + timedelta(days=int(shift or 0))
    return f"{day.month}月{day.day}日"


def _full_date(words: Words, shift: str) -> str:
    day = words.day + timedelta(days=int(shift or 0))
    return f"{day.year}年{day.month}月{day.day}日"


_MAKERS: dict[str, Callable[[Words, str], str]] = {
    "n": _number,
    "d": _decimal,
    "date": _date,
    "full": _full_date,
    "year": lambda words, shift: str(words.day.year + int(shift or 0)),
    "month": lambda words, _: f"{words.day.month}月",
    "period": lambda words, _: quarter_name(words.day),
}
