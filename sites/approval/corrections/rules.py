"""What counts as a small correction. Pure: texts in, reasons in Chinese out.

It is a correction of the press, never of the matter: whatever might change a number, a day, an amount, a name, a
permission or a negation is refused, at the price of refusing some that are harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from hub.differences.sequences import ends_in_common

CHARACTERS = 10  # altogether
PLACES = 3
LONGEST = 4000  # of what is compared character by character

PUNCTUATION = frozenset("，。、；：？！“”‘’（）《》")
NUMERALS = frozenset(
    "〇零一二三四五六七八九十百千万亿兆两俩仨壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅卌半双几数第甲乙丙丁戊己庚辛壬癸"
)
MEASURES = frozenset("元角分厘毫年月日号时点刻秒周旬季天岁人名个件户次项条款页亩顷米里吨克斤升度倍成折价额")
NEGATIONS = frozenset("不未无非没莫勿否禁免毋弗别休止拒")
BINDING = frozenset(
    "可得须应必能准许允该当宜仅只限或和与及且并但除以上下内外前后大小多少高低增减升降加起至由从于暂拟已将正副代"
)
DOCUMENT_NUMBER = re.compile(r"[〔\[（(［【]\s*[0-9０-９]{4}\s*年?\s*[〕\]）)］】]\s*第?\s*[0-9０-９]+\s*号")


class Change(NamedTuple):
    """What differs at one place of a text: `begins`, `ends` in the old one, `new_begins`, `new_ends` in the new one."""

    removed: str
    inserted: str
    begins: int
    ends: int
    new_begins: int
    new_ends: int

    @property
    def words(self) -> str:
        if not self.removed:
            return f"增加“{self.inserted}”"
        if not self.inserted:
            return f"删去“{self.removed}”"
        return f"“{self.removed}”改为“{self.inserted}”"


def changes_between(old: str, new: str) -> list[Change]:
    """In their order. A text of which too much differs is one change."""
    start, end = ends_in_common(old, new)
    middle, new_middle = old[start : len(old) - end], new[start : len(new) - end]
    if len(middle) + len(new_middle) > LONGEST:
        return [Change(middle, new_middle, start, len(old) - end, start, len(new) - end)]
    matcher = SequenceMatcher(None, middle, new_middle, autojunk=False)
    return [
        Change(middle[a:b], new_middle[c:d], start + a, start + b, start + c, start + d)
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def small_correction(old: Mapping[str, str], new: Mapping[str, str], names: Iterable[str] = ()) -> list[str]:
    """Why the step from `old` to `new`, texts by places, is none; empty if it is. `names`: of people and units."""
    if old.keys() != new.keys():
        return ["不只是改动了文字。"]
    found = {place: changes_between(old[place], new[place]) for place in old if old[place] != new[place]}
    changes = [change for each in found.values() for change in each]
    if not changes:
        return ["文字没有改动。"]
    reasons = _too_much(changes)
    if any(DOCUMENT_NUMBER.search(text) for text in (*old.values(), *new.values())):
        reasons.append("有文号的内容不能简易更正。")
    if _moves(changes):
        reasons.append("不能移动文字。")
    for place, each in found.items():
        for change in each:
            reasons += _reasons_against(change, old[place], new[place])
    reasons += _names_touched(found, old, new, [name for name in names if len(name) > 1])
    return list(dict.fromkeys(reasons))


def _too_much(changes: list[Change]) -> list[str]:
    number = sum(max(len(change.removed), len(change.inserted)) for change in changes)
    reasons = []
    if number > CHARACTERS:
        reasons.append(f"改动了 {number} 个字，最多 {CHARACTERS} 个。")
    if len(changes) > PLACES:
        reasons.append(f"改动了 {len(changes)} 处，最多 {PLACES} 处。")
    return reasons


def _moves(changes: list[Change]) -> bool:
    """Two or more characters that are taken away here and put in there: who does what to whom may be another."""
    removed = {change.removed for change in changes if len(change.removed) > 1}
    inserted = {change.inserted for change in changes if len(change.inserted) > 1}
    pairs = ((gone, come) for gone in removed for come in inserted)
    return any(gone in come or come in gone or sorted(gone) == sorted(come) for gone, come in pairs)


def _reasons_against(change: Change, old: str, new: str) -> Iterator[str]:
    for character in change.removed + change.inserted:
        if reason := _reason_against(character):
            yield reason
    around = {
        *old[max(change.begins - 1, 0) : change.begins], *old[change.ends : change.ends + 1],
        *new[max(change.new_begins - 1, 0) : change.new_begins], *new[change.new_ends : change.new_ends + 1],
    }  # fmt: skip
    for character in sorted(around):
        if _is_number(character):
            yield f"改动紧挨着数字“{character}”。"
        elif character in NEGATIONS:
            yield f"改动紧挨着“{character}”，可能改变意思。"


def _reason_against(character: str) -> str:
    if _is_number(character):
        return f"改动涉及数字“{character}”。"
    if character in MEASURES:
        return f"改动涉及日期、数额或单位用字“{character}”。"
    if character in NEGATIONS or character in BINDING:
        return f"改动涉及“{character}”，可能改变意思。"
    if character in PUNCTUATION or "一" <= character <= "\u9fff":
        return ""
    return f"只能改动汉字和常用标点，不能改动“{character}”（U+{ord(character):04X}）。"


def _is_number(character: str) -> bool:
    """Digits of any script, fractions, Roman and circled ones, and what is written in characters."""
    return character.isnumeric() or character in NUMERALS or character in "%％‰"


def _names_touched(
    found: Mapping[str, list[Change]], old: Mapping[str, str], new: Mapping[str, str], names: list[str]
) -> Iterator[str]:
    before, after = "\n".join(old.values()), "\n".join(new.values())
    for name in names:
        touched = before.count(name) != after.count(name) or any(
            _overlaps(name, old[place], change.begins, change.ends)
            or _overlaps(name, new[place], change.new_begins, change.new_ends)
            for place, changes in found.items()
            for change in changes
        )
        if touched:
            yield f"改动涉及姓名或单位名称“{name}”。"


def _overlaps(name: str, text: str, begins: int, ends: int) -> bool:
    """Whether a change from `begins` to `ends` lies in an occurrence of the name, or has one in it."""
    at = text.find(name)
    while at >= 0:
        if begins < at + len(name) and ends > at:
            return True
        at = text.find(name, at + 1)
    return False
