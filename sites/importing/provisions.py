"""Recognising the parts of a Chinese legal text by how their first words are written. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMERALS = "一二三四五六七八九十百千零〇○两"

# 第一条, 第 十二 条, 第133条, 第一百三十三条之一, also in bold; then a space, a mark, or the text at once.
_PROVISION = re.compile(
    rf"(?P<open>\*\*)?\s*第\s*(?P<number>[{_NUMERALS}\d]{{1,12}})\s*条"
    rf"(?:\s*之\s*(?P<sub>[{_NUMERALS}\d]{{1,4}}))?"
    r"(?P<close>\s*\*\*)?(?P<mark>\s*[、：:．.]?\s*)(?P<rest>.*)",
    re.DOTALL,
)
# 第三条第二款…, 第一条至第五条…, 第八条修改为…: a sentence that begins by citing a provision.
_CITES = re.compile(r"第|至|和|或|及|与|以|的|所|规定|之|款|项|修改|改为|增加|删|中|[，,；;。）)】》”〉]")
_MAIN_POINT = re.compile(rf"(?:\*\*)?\s*[{_NUMERALS}]{{1,4}}\s*、")
_ITEM = re.compile(rf"(?:\*\*)?\s*[（(]\s*[{_NUMERALS}]{{1,4}}\s*[）)]")
_ANNEX = re.compile(rf"(?:\*\*)?\s*附\s*[件录表图]?\s*[{_NUMERALS}\d]{{0,3}}\s*(?:[:：]|(?:\*\*)?\s*$)")


class Provision(NamedTuple):
    number: str
    text: str


def read_provision(paragraph: str) -> Provision | None:
    """The number and Markdown text of a paragraph that opens a provision 条; None if it does not."""
    match = _PROVISION.match(paragraph)
    if match is None:
        return None
    rest = match["rest"]
    glued = not match["close"] and not match["mark"]
    listed = match["mark"].strip() == "、" and rest.startswith("第")
    if (glued and _CITES.match(rest)) or listed:
        return None
    number = f"第{match['number']}条" + (f"之{match['sub']}" if match["sub"] else "")
    if match["open"] and not match["close"]:
        rest = f"**{rest}"
    elif match["close"] and not match["open"]:
        rest = f"**{rest}" if "**" in rest else rest
    return Provision(number, rest.strip())


def opens_main_point(paragraph: str) -> bool:
    """一、 二、 …: how notices and judicial interpretations number their parts."""
    return bool(_MAIN_POINT.match(paragraph))


def opens_item(paragraph: str) -> bool:
    """（一）（二）…: a 项 of a provision or point."""
    return bool(_ITEM.match(paragraph))


def opens_annex(paragraph: str) -> bool:
    """附件1：…, 附录: what follows belongs to no provision."""
    return bool(_ANNEX.match(paragraph))
