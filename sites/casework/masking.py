"""Personal data in what people write, found and replaced by ×: a proposal, of which an editor decides. Pure.

It rather hides too much than too little; what a reader recognises from the story it does not find.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MASK = "×"
# One character for one, so that places in the text stay the same.
_WIDTHS = str.maketrans(
    {chr(0xFF01 + n): chr(0x21 + n) for n in range(94)} | {"\u3000": " ", "—": "-", "－": "-", "–": "-", "‐": "-"}
)
_GAP = r"[ \t\-]?"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温巫饶幸刁袁练丘古凌卜蓝池邬游伍赖"
)
_PLACES = "路街巷道里村弄屯寨围坪苑园城庄湾坑岗队区"
_NUMBER = r"(?:\d{1,5}|[一二三四五六七八九十百]{1,4})"
_PART = rf"{_NUMBER}(?:之{_NUMBER})?(?:号楼|号院|号|栋|幢|座|单元|楼|层|室|房|组|队)"


class Personal(StrEnum):
    """What was found."""

    NAME = "姓名"
    ID_NUMBER = "身份证号"
    CARD = "卡号"
    TELEPHONE = "电话"
    EMAIL = "邮箱"
    PLATE = "车牌"
    ADDRESS = "地址"
    OTHER = "来信人填写的信息"


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    what: Personal


@dataclass(frozen=True)
class Piece:
    """A part of a text; `what` is "" for what stays."""

    text: str
    what: str = ""


def masked(text: str, names: Iterable[str] = (), others: Iterable[str] = ()) -> str:
    """`names`: of people known from the case; `others`: what else they filled in, as it stands there."""
    return "".join(_hidden(piece.text) if piece.what else piece.text for piece in pieces_of(text, names, others))


def pieces_of(text: str, names: Iterable[str] = (), others: Iterable[str] = ()) -> list[Piece]:
    """The whole text in its order, what is personal apart."""
    pieces, place = [], 0
    for span in personal_data(text, names, others):
        if span.start > place:
            pieces.append(Piece(text[place : span.start]))
        pieces.append(Piece(text[span.start : span.end], span.what.value))
        place = span.end
    return [*pieces, Piece(text[place:])] if place < len(text) else pieces


def personal_data(text: str, names: Iterable[str] = (), others: Iterable[str] = ()) -> list[Span]:
    """In their order, none over another; of two that overlap the one that begins first, and the longer one, stays."""
    plain = text.translate(_WIDTHS)
    found = [Span(*match.span(), what) for what, pattern in _PATTERNS for match in pattern.finditer(plain)]
    found += [span for pattern, judge in _JUDGED for match in pattern.finditer(plain) if (span := judge(match))]
    found += [Span(*match.span(1), Personal.NAME) for match in _SAID_NAME.finditer(plain)]
    found += [Span(*match.span("at"), Personal.ADDRESS) for match in _ADDRESS.finditer(plain)]
    found += [Span(*match.span("number"), Personal.TELEPHONE) for match in _SAID_NUMBER.finditer(plain)]
    for known, what in ((names, Personal.NAME), (others, Personal.OTHER)):
        for each in known:
            found += _known(plain, each, what)
    return _without_overlaps(found)


def is_id_number(digits: str) -> bool:
    """A resident's number of 18 places by its check digit, or of 15 by its date of birth (GB 11643)."""
    if len(digits) == 15:
        return _is_day(f"19{digits[6:12]}")
    if len(digits) != 18 or not digits[:17].isdecimal():
        return False
    total = sum(int(digit) * (2 ** (17 - n) % 11) for n, digit in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[17].upper()


def _hidden(text: str) -> str:
    return "".join(each if each.isspace() else MASK for each in text)


def _known(plain: str, text: str, what: Personal) -> list[Span]:
    text = text.translate(_WIDTHS).strip()
    if len(text) < 2:
        return []
    return [Span(*match.span(), what) for match in re.finditer(re.escape(text), plain, re.IGNORECASE)]


def _without_overlaps(found: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.end > kept[-1].end:
            kept[-1] = Span(kept[-1].start, span.end, kept[-1].what)
    return kept


def _long_number(match: re.Match[str]) -> Span | None:
    """A row of 15 to 19 digits: somebody's number, a card, or neither."""
    digits = re.sub(r"[ \t\-]", "", match.group())
    if is_id_number(digits) or (len(digits) == 18 and _is_day(digits[6:14])):
        return Span(*match.span(), Personal.ID_NUMBER)
    if digits.isdecimal() and len(digits) >= 16 and _is_card(digits):
        return Span(*match.span(), Personal.CARD)
    return None


def _is_card(digits: str) -> bool:
    """Luhn's check of bank cards."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_day(digits: str) -> bool:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return day.year >= 1900


_PATTERNS = (
    (Personal.EMAIL, re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")),
    (Personal.TELEPHONE, re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9]{_GAP}\d(?:{_GAP}\d){{8}}(?!\d)")),
    (
        Personal.TELEPHONE,
        re.compile(
            r"(?<!\d)\(?0(?:10|2\d|[3-9]\d{2})\)?[ \t\-]{0,2}[2-9]\d{2,3}[ \t\-]?\d{4}"
            r"(?:[ \t]*(?:转|-)[ \t]*\d{1,5})?(?!\d)"
        ),
    ),
    (
        Personal.PLATE,
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-NP-Za-hj-np-z][ ·•.\-]{0,2}"
            r"[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?![A-Za-z0-9])"
        ),
    ),
)  # fmt: skip
_JUDGED = ((re.compile(rf"(?<![\dA-Za-z])\d(?:{_GAP}\d){{13,17}}(?:{_GAP}[\dXx])?(?![\dA-Za-z])"), _long_number),)
_SAID_NAME = re.compile(
    r"(?:我叫|本人叫|我的名字是|姓名(?:是|为|:)?|联系人(?:是|为|:)?|我是|本人)[ ]?"
    rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
)
_SAID_NUMBER = re.compile(r"(?:电话|手机|座机|号码|致电|拨打)[^\d\n]{0,6}(?P<number>[2-9]\d{6,7})(?!\d)")
_ADDRESS = re.compile(rf"[\u4e00-\u9fff][{_PLACES}](?P<at>{_PART}(?:[ ]?{_PART})*)")
