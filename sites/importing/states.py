"""The state of a legal text, from its headnote 题注 and from what it says of its own end. Pure: text in, values out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from sites.pages.enums import Validity

DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_ANY_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_AMENDED = re.compile("修[正订改]")
# 通过的《宪法修正案》; a court's interpretation that the same court has passed again.
_AMENDMENT = re.compile("通过的?《[^》]{0,60}修正案》")
_COURT_PASSED = re.compile(r"审判委员会第\d+次会议(?:通过|修[正订])")
_ENDS = (("废止", Validity.ABOLISHED), ("失效", Validity.EXPIRED))
# 第二次修订, 国务院令第698号废止: said of this text. 予以废止的, 废止了…: of another one.
_ENDED = re.compile("(?P<word>废止|失效)(?![了的前])")
_OWN = "本(?:法|条例|规定|办法|规则|细则|决定|决议|解释|批复|通知|意见|通告|公告|方案|规范|章程)"
_YEARS = "[0-9一二三四五六七八九十]{1,3}"
_ENDS_ON = re.compile(rf"{_OWN}[^。；\n]{{0,40}}?有效期(?:限)?(?:至|到)(?P<day>{_ANY_DAY})")
_LASTS = re.compile(
    rf"{_OWN}自(?P<day>{_ANY_DAY})起(?:施行|实施|执行|生效)[，,]?(?:试行期|有效期)(?:限)?(?:为)?(?P<years>{_YEARS})年"
)
_STOPS = re.compile(rf"{_OWN}自(?P<day>{_ANY_DAY})起(?:自动|自行|即行)?(?P<word>失效|废止)")
_DIGITS = {each: value for value, each in enumerate("一二三四五六七八九", start=1)}


class State(NamedTuple):
    """`ceases_on` is the last day, or the day of the abolition, where the text names one."""

    validity: Validity = Validity.IN_FORCE
    ceases_on: date | None = None


def state_of(info: list[str], body: str = "") -> State:
    """What the headnote says happened to the text, the gravest last; else what its own last provisions say.

    Titles in 《》 do not count: 《关于废止和修改部分行政法规的决定》第一次修订 is an amendment.
    """
    said, written = "".join(map(_outside_titles, _items(info))), "".join(info)
    for word, validity in _ENDS:
        for match in _ENDED.finditer(said):
            if match["word"] == word:
                return State(validity, _last_day(said[: match.start()]))
    amended = _AMENDED.search(said) or _AMENDMENT.search(written) or len(set(_COURT_PASSED.findall(said))) > 1
    validity = Validity.AMENDED if amended else Validity.IN_FORCE
    if stops := _STOPS.search(body):
        return State(dict(_ENDS)[stops["word"]], read_day(stops["day"]))
    return State(validity, _own_last_day(body))


def days_in(text: str) -> list[date]:
    """The valid days that a text names, in order."""
    return [day for match in DAY.finditer(text) if (day := read_day(match[0]))]


def read_day(text: str) -> date | None:
    """2014年6月16日; None if there is no such day."""
    match = DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _last_day(text: str) -> date | None:
    return next(reversed(days_in(text)), None)


def _own_last_day(body: str) -> date | None:
    if match := _ENDS_ON.search(body):
        return read_day(match["day"])
    match = _LASTS.search(body)
    begins = read_day(match["day"]) if match else None
    if match is None or begins is None:
        return None
    try:
        return begins.replace(year=begins.year + _number(match["years"])) - timedelta(days=1)
    except ValueError:  # 29 February
        return date(begins.year + _number(match["years"]), 2, 28)


def _number(written: str) -> int:
    """5, 五, 十, 十五, 二十."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _items(info: list[str]) -> list[str]:
    """Each begins with its day; what does not is the rest of a line that was broken within a title."""
    items: list[str] = []
    for line in info:
        if items and not DAY.match(line):
            items[-1] += line
        else:
            items.append(line)
    return items


def _outside_titles(text: str) -> str:
    """Without what stands in 《》. A title that was never opened reaches back to the day before it."""
    kept: list[str] = []
    depth = 0
    for each in text:
        if each == "《":
            depth += 1
        elif each == "》":
            if not depth:
                kept = list(re.match(rf"(?:.*{_ANY_DAY})?", "".join(kept))[0])  # type: ignore[index]
            depth = max(depth - 1, 0)
        elif not depth:
            kept.append(each)
    if depth:  # never closed
        kept.append(text[text.rindex("《") :])
    return "".join(kept)
