"""What one may begin to type to be offered a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from search.folding import fold
from search.pinyin import sound_of
from search.tokens import squeezed

LONGEST = 24  # characters of a key; whoever types more is looked up by its beginning
LONGEST_NAME = 80
MOST_NAMES = 6  # ways to begin a title

NATION = "中华人民共和国"
_NAMED = re.compile(r"<([^<>]{2,60})>")  # 《…》, folded
_ABOUT = re.compile(r"^[^<>]{0,40}?关于")
_ISSUED = re.compile(r"^(?:印发|转发|批转|发布|公布|下发|修订|修改|废止|调整|开展|做好|进一步|加强|的|对|在)+")


def name_of(text: str) -> str:
    """What is compared of an unfolded text."""
    return squeezed(fold(text))[:LONGEST_NAME]


def beginnings(title: str, region: str = "") -> list[str]:
    """Where a title may be begun: as it stands, after 关于, after 印发 and its like, in 《》, after the place's name.

    "兴宁市人民政府办公室关于印发《兴宁市防汛预案》的通知" is found by its first characters and by 防汛.
    """
    folded = fold(title)
    found = [folded]
    if about := _ABOUT.match(folded):
        rest = folded[about.end() :]
        found += [_ISSUED.sub("", rest), rest]
    found += _NAMED.findall(folded)
    names = [squeezed(each)[:LONGEST_NAME] for each in found]
    names += [name.removeprefix(NATION).removeprefix(region) for name in names]
    found = list(dict.fromkeys(name for name in names if len(name) > 1))
    # Who types the beginning of a longer one is offered it by that.
    return [name for name in found if not any(name != each and each.startswith(name) for each in found)][:MOST_NAMES]


def keys_of(names: Sequence[str]) -> Iterator[str]:
    """Of folded squeezed names: themselves, their pinyin, their initials; each once, cut to `LONGEST`."""
    seen: set[str] = set()
    whole, sound = "", sound_of("")
    for name in names:
        if name in whole:  # parts of a title are read with it: pinyin is the dearest part of storing a document
            at = whole.index(name)
            own = sound[at : at + len(name)]
        else:
            whole, sound = name, sound_of(name)
            own = sound
        for key in (name, str(own), "".join(own.initials)):
            if (cut := key[:LONGEST]) and cut not in seen:
                seen.add(cut)
                yield cut
