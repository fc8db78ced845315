"""Official document numbers (文号): recognised in their usual spellings, written in one. Pure: text in, values out.

The one spelling is that of 《党政机关公文格式》 (GB/T 9704): code of the organ, full year in 〔〕, serial without 第
and leading zeros. Orders and announcements that count through all years (国务院令第671号) or within one
(公告2019年第12号) keep their form. Not recognised: a number without its organ (〔1982〕3号, 第十二号), and one that
begins with its year, as the cases of courts do: （2014）兴民初字第19号.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1900, 2100
# Older numbers give two digits of the year: 国办发〔85〕49号.
FIRST_SHORT_YEAR = 50
LONGEST_NUMBER = 100
LONGEST_TEXT = 2_000_000
LONGEST_ORGAN = 50

_OPENING, _CLOSING = re.escape("〔([{<〈《【〖「『"), re.escape("〕)]}>〉》】〗」』")
_FOLDED: dict[int, str | None] = {code + 0xFEE0: chr(code) for code in range(0x21, 0x7F)}
_FOLDED |= {ord("﹝"): "〔", ord("﹞"): "〕"} | dict.fromkeys(map(ord, "‐‑–—−"), "-")
_FOLDED |= dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])  # invisible, left by pasting
_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○◯", 0)

_ORGAN = "一-叶司-\u9fff㐀-\u4dbf\uf900-\ufaff\U00020000-\U0003ffff〇A-Za-z0-9"  # every ideograph but 号
_CHINESE_DIGITS = "".join(_DIGITS)
_DIGIT = f"[0-9{_CHINESE_DIGITS}]"
_NUMERAL = f"[0-9{_CHINESE_DIGITS}十百千]"
_GAP = r"\s{0,4}"
# Every quantifier is bounded, so that the time for a text grows with its length and no faster.
_TAIL = (
    rf"(?:[{_OPENING}]{_GAP}(?P<bracketed>{_DIGIT}{{4}}|[0-9]{{2}}){_GAP}年?{_GAP}[{_CLOSING}]{_GAP}第?"
    rf"|(?P<open>[{_OPENING}]{_GAP})?(?:(?P<dated>{_DIGIT}{{4}}){_GAP}年{_GAP}第?|(?P<ordinal>第))"
    rf"|(?<![0-9]))"
    rf"{_GAP}(?P<serial>[A-Za-z]{{0,3}}[0-9]{{1,6}}(?:-[0-9A-Za-z]{{1,4}})?|[{_CHINESE_DIGITS}十百千]{{1,9}}){_GAP}号"
    rf"(?(open){_GAP}[{_CLOSING}])(?P<kind>令|公告|通告)?"
)
_FOUND = re.compile(_TAIL)
_WHOLE = re.compile(rf"(?P<organ>[{_ORGAN}、]{{1,{LONGEST_ORGAN}}}?){_TAIL}(?:文件?)?")
_RUN = re.compile(rf"(?:[{_ORGAN}]{{1,{LONGEST_ORGAN}}}、)*[{_ORGAN}]{{1,{LONGEST_ORGAN}}}\Z")
_ONE = "([一二三四五六七八九])"
_IN_WORDS = re.compile(f"(?:{_ONE}千)?(?:零?{_ONE}百)?(?:零?{_ONE}?(十))?(?:(?:(?<=十)|零){_ONE})?")

_SERIES = re.compile(r"(?:令|公告|通告|布告|.字)\Z")
_INSTITUTION = re.compile(r"(?:政府|委员会|常委会|办公[厅室]|[署局部院厅行])\Z")
_CODE = re.compile(r"[办府委政党函发复文]\Z")
# Not the number of a document but of a place: 市政府第1号楼.
_PLACE = re.compile("[楼院门馆路线厅窗机库]|地块|法庭|会议")

# In running text the organ begins after what leads up to it: a date, an article, a verb, a particle.
_BEFORE = re.compile(
    rf"\A.*(?:{_NUMERAL}日|第{_NUMERAL}{{1,6}}[条款项]|[的了其该]"
    "|根据|依据|依照|按照|遵照|参照|贯彻|落实|执行|转发|印发|批转|下发|颁发|发布|公布|颁布|施行|废止|修[改订正]|通过|批准"
    "|业经|已经|[另参详]见|引用|收到|关于|以及|文号|编号|通知|规定|决定|意见|办法|批复|解释)"
)
_PARTICLES = re.compile(
    r"\A(?:[我本][院部局委厅署办会行市县省区]|[以按见由及与或据]|如(?![皋东])|即(?!墨)|对(?!外)|[经原](?=国务院|国家|中华|最高|省|市))+"
)
_AND = re.compile(r"\A[和与及或]")
_YEAR_BEFORE = re.compile(rf"[{_OPENING}]{_GAP}(?:{_DIGIT}{{2}}|{_DIGIT}{{4}}){_GAP}年?{_GAP}[{_CLOSING}]{_GAP}\Z")


@dataclass(frozen=True)
class DocumentNumber:
    """One number. `serial` is None where it is no plain number (A19); `text` is the whole in its one spelling."""

    organ: str
    year: int | None
    serial: int | None
    text: str


def parse(text: str) -> DocumentNumber | None:
    """The number that the whole of `text` is, or None. Spaces, widths, shapes of brackets do not matter."""
    compact = _compact(text)
    if not 0 < len(compact) <= LONGEST_NUMBER:
        return None
    if re.match(f"[{_OPENING}]", compact) and re.match(f"[{_CLOSING}]", compact[-1]):
        compact = compact[1:-1]
    match = _WHOLE.fullmatch(compact)
    if match is None:
        return None
    organ = match["organ"]
    if match["kind"] and _SERIES.search(organ):
        return None
    return _number(organ, match, counted_by=(_INSTITUTION, _CODE))


def normalised(text: str) -> str:
    """The one spelling of the number that `text` is; any other text with its spaces folded."""
    number = parse(text)
    return number.text if number else " ".join(text.split())


def compare_key(text: str) -> str:
    """What all spellings of one number share: to look it up, compare keys. Other text has a key as well.

    Beyond brackets, widths, spaces, 第 and numerals, 中华人民共和国 before an organ's name makes no difference.
    """
    number = parse(text)
    if number is None:
        return re.sub(f"[{_OPENING}{_CLOSING}第]", "", _compact(text)).casefold()
    organ = re.sub("[第、]|中华人民共和国(?=.{3})", "", number.organ)
    serial = number.serial or re.split("[〕第]", number.text)[-1].removesuffix("号")
    return f"{organ}〔{number.year or ''}〕{serial}号".casefold()


def find_all(text: str) -> list[DocumentNumber]:
    """The numbers cited in a running text, each once, in order; what follows `LONGEST_TEXT` characters is not read.

    Where the organ begins is a judgement: at a space or punctuation, after a date or words like 根据. Several organs
    of one order belong together when 、 joins them: 国务院、中央军事委员会令第194号.
    """
    folded = text[:LONGEST_TEXT].translate(_FOLDED)
    found: dict[DocumentNumber, None] = {}
    end = 0
    for match in _FOUND.finditer(folded):
        organ = _organ_before(folded, end, match)
        if not organ or _PLACE.match(folded, match.end()):
            continue
        if number := _number(organ, match, counted_by=(_INSTITUTION,) if match["dated"] else ()):
            found[number] = None
            end = match.end()
    return list(found)


def _organ_before(folded: str, end: int, match: re.Match[str]) -> str:
    """The organ before a tail, looked for from `end` (of the number before) on; empty if there is none."""
    start = max(end, match.start() - 2 * LONGEST_ORGAN)
    before = folded[start : match.start()]
    stripped = before.rstrip()
    if len(before) - len(stripped) > 4 or (match["bracketed"] and "\n" in before[len(stripped) :]):
        return ""
    run = _RUN.search(stripped)
    if run is None or (not match["bracketed"] and _YEAR_BEFORE.search(stripped[: run.start()])):
        return ""
    organs = _AND.sub("", run[0]) if start + run.start() == end else run[0]
    parts = _BEFORE.sub("", organs).split("、")
    first = len(parts) - 1
    while first and not match["bracketed"] and _INSTITUTION.search(parts[first - 1]):
        first -= 1
    return _PARTICLES.sub("", "、".join(parts[first:]))


def _number(organ: str, match: re.Match[str], counted_by: tuple[re.Pattern[str], ...]) -> DocumentNumber | None:
    """The number of `organ` and a tail; without a bracketed year only of series, or of organs as in `counted_by`."""
    if match["kind"] and not match["bracketed"] and not _SERIES.search(organ):
        organ += match["kind"]
    elif not (match["bracketed"] or match["dated"] or match["ordinal"]):
        return None
    in_series = _SERIES.search(organ) is not None
    if not match["bracketed"] and not in_series and not any(each.search(organ) for each in counted_by):
        return None
    written_year = match["bracketed"] or match["dated"]
    year, serial = _year(written_year), _serial(match["serial"])
    if serial == 0 or (written_year and year is None) or not _is_organ(organ, joint=in_series):
        return None
    written = serial or match["serial"].upper()
    if match["bracketed"]:
        text = f"{organ}〔{year}〕{written}号"
    elif match["dated"]:
        text = f"{organ}{year}年第{written}号"
    else:
        text = f"{organ}第{written}号"
    return DocumentNumber(organ, year, serial, text)


def _compact(text: str) -> str:
    return "".join(text.translate(_FOLDED).split())


def _is_organ(organ: str, *, joint: bool) -> bool:
    parts = organ.split("、")
    if len(parts) > 1 and not joint:
        return False
    dated = re.search("[0-9][年月日]", organ)
    return not dated and all(re.search(r"[^A-Za-z0-9]", part) and not part[0].isdigit() for part in parts)


def _year(written: str | None) -> int | None:
    """A year within reason, from digits or Chinese digits, or None."""
    if not written:
        return None
    year = int("".join(str(_DIGITS.get(each, each)) for each in written))
    if len(written) == 2 and year >= FIRST_SHORT_YEAR:
        year += 1900
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _serial(written: str) -> int | None:
    """The value of a serial: 19, 一四七, 一百四十七. None with letters (A19), 0 if it makes no sense."""
    if written[0] in _DIGITS and not re.search("[十百千]", written):
        written = "".join(str(_DIGITS[each]) for each in written)
    if written.isdigit():
        return int(written)
    if re.search("[A-Za-z-]", written):
        return None
    match = _IN_WORDS.fullmatch(re.sub("[〇○◯]", "零", written))
    if match is None:
        return 0
    thousands, hundreds, tens, ten, ones = match.groups()
    digits = [thousands or "零", hundreds or "零", tens or ("一" if ten else "零"), ones or "零"]
    return int("".join(str(_DIGITS[each]) for each in digits))
