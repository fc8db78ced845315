"""A query as it may be counted: without numbers, addresses and names of persons (PIPL, Arts. 4, 6). Pure.

What is masked is gone before anything is written anywhere. Years, dates, document and index numbers stay. In doubt
something is masked: a count that lacks a query does no harm.
"""

from __future__ import annotations

import re

import rjieba

from search.folding import fold

LONGEST = 100  # characters that are kept
NUMBER, MAIL, PLATE, ADDRESS, NAME = "[号码]", "[邮箱]", "[车牌]", "[门牌]", "[姓名]"
MASKED = re.compile("|".join(map(re.escape, (NUMBER, MAIL, PLATE, ADDRESS, NAME))))

_MAIL = re.compile(r"[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][ .\-]{0,2}"
    r"(?=[a-z0-9]{0,5}\d)[a-z0-9]{4,6}[挂学警港澳]?(?![a-z0-9])"
)
# Numbers of documents in this catalogue and days are nobody's; of the rest, seven digits are enough for a telephone.
_KEPT = r"\d{6}(?:-[a-z][a-z0-9]*)+-\d{4,6}-(?:19|20)\d\d-\d{5}(?!\d)"
_YEAR = r"(?:19|20)\d\d"
_DAY_OR_YEARS = re.compile(rf"{_YEAR}[-./](?:0?[1-9]|1[0-2])[-./](?:[0-2]?\d|3[01])|{_YEAR}(?:[ -]{{1,2}}{_YEAR})*")
_NUMBER = re.compile(
    rf"(?<![a-z0-9])(?P<kept>{_KEPT})|(?<![a-z0-9])(?=[a-z]{{0,14}}\d)[a-z0-9]{{15,}}"
    r"|(?<![a-z])[a-z]{0,3}\d(?:[ .\-_+*#/]{0,2}\d){6,}x?|[零一二三四五六七八九幺]{7,}"
)
_NUMERAL = r"(?:\d{1,5}|[一二三四五六七八九十百零]{1,5})"
_PART = r"(?:号|栋|幢|座|单元|室|楼|层|房|组|队|户)"
_ADDRESS = re.compile(
    rf"(?:(?<=[路街巷弄道里坊村屯围寨区园厦场苑城庄湾])\s?{_NUMERAL}(?:[-之]\d{{1,4}})?\s?{_PART}"
    rf"|\d{{1,4}}\s?(?:[栋幢]|单元)|\d{{3,4}}\s?[室房])(?:\s?[-之]?\s?{_NUMERAL}\s?{_PART}|\s?\d{{3,4}}(?!\d))*"
)

_HAN = re.compile("[\u4e00-\u9fff]+")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪"
    "严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜肖詹关苗凌费纪靳盛童欧甄项曲成游"
    "阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边练刁幸巫丘蓝饶"
)
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木")
_PLACE = tuple("镇村乡县市区街路局委办院校厂站队所店馆园楼桥河水山塘墟圩坝洞亭岭湖寺庙")
_AFTER_A_NAME = re.compile("的|电话|手机|号码|身份|证件|住址|地址|家住|住在|银行|账[号户]|户口|社保|医保|微信")


def masked(text: str, *, is_found: bool = True) -> str:
    """`text` folded, with the marks above for what is personal; "" where nothing is left of it.

    Names go where a number stands with them, and where a query is nothing but a name and found nothing: names that the
    site itself publishes are found.
    """
    found = _ADDRESS.sub(ADDRESS, _NUMBER.sub(_mask_number, _PLATE.sub(PLATE, _MAIL.sub(MAIL, fold(text)))))
    is_personal = MASKED.search(found) is not None
    if is_personal or any(map(str.isdigit, found)):
        found = _without_names(found, is_personal)
    elif not is_found and _is_name(found.strip(), is_personal=False):
        found = NAME
    return " ".join(found.split())[:LONGEST].strip(" ,.;:!?'\"<>+-")


def _mask_number(match: re.Match[str]) -> str:
    if match["kept"] or _DAY_OR_YEARS.fullmatch(match[0]):
        return match[0]
    return NUMBER


def _without_names(text: str, is_personal: bool) -> str:
    """Names that stand alone between spaces, numbers and marks, or before words like 的电话."""
    end, parts = 0, []
    for mark in [*MASKED.finditer(text), None]:
        stretch = text[end : mark.start() if mark else len(text)]
        parts.append(_HAN.sub(lambda run: _mask_name(run[0], is_personal), stretch))
        if mark:
            parts.append(mark[0])
            end = mark.end()
    return "".join(parts)


def _mask_name(run: str, is_personal: bool) -> str:
    if _is_name(run, is_personal=is_personal):
        return NAME
    if is_personal and (after := _AFTER_A_NAME.search(run)):
        name = run[: after.start()]
        if _is_name(name, is_personal=True):
            return NAME + run[after.start() :]
    return _without_names_inside(run) if is_personal else run


def _without_names_inside(run: str) -> str:
    """What the dictionary takes for names within a longer run: 李小红低保. A surname may stand apart from the rest."""
    parts: list[str] = []
    pieces = rjieba.tag(run, True)
    at = 0
    while at < len(pieces):
        piece, kind = pieces[at]
        if kind == "nr" and len(piece) == 1 and at + 1 < len(pieces) and pieces[at + 1][1] == "nr":
            at += 1
            piece += pieces[at][0]
        parts.append(NAME if kind == "nr" and _is_name(piece, is_personal=True) else piece)
        at += 1
    return "".join(parts)


def _is_name(run: str, *, is_personal: bool) -> bool:
    """Whether `run` looks like a name. Beside a person's number it is one unless the dictionary knows better."""
    if not (2 <= len(run) <= 4 and _HAN.fullmatch(run)) or run.endswith(_PLACE):
        return False
    if run[0] not in _SURNAMES and not run.startswith(_COMPOUND):
        return False
    pieces = rjieba.tag(run, True)
    if all(kind == "nr" for _piece, kind in pieces):
        return True
    (first, kind), whole = pieces[0], len(pieces) == 1
    return is_personal and ((kind == "nr" and len(first) > 1) or (not whole and len(run) < 4))
