"""Two texts word by word: Han characters one by one, words of other scripts and numbers as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hub.differences.marks import changed, visible
from hub.differences.sequences import Budget, opcodes

_HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = rf"(?:(?![{_HAN}_])\w)+"
_TOKEN = re.compile(rf"{_WORD}(?:[.,:/'’-]{_WORD})*[\u0300-\u036f]*|.[\u0300-\u036f\ufe00-\ufe0f]*", re.S)
_UNITS = (
    re.compile(r"(?:[^。！？；\n.!?;]|[.!?;](?! ))+(?:[。！？；\n]|[.!?;] )?|[。！？；\n]|[.!?;] "),
    re.compile(r"(?:[^，、：,]|,(?! ))+(?:[，、：]|, )?|[，、：]|, "),
    _TOKEN,
)

CONTEXT = 20  # characters that are kept on each side of a change
_WORTH_CUTTING = 8  # fewer are not left out
_LARGE = 1_000_000
_ISLAND = 2  # what stayed between two larger changes and is not longer reads as changed

# The text before and after; the same twice where nothing changed.
Piece = tuple[str, str]


def pieces(old: str, new: str, budget: Budget) -> list[Piece]:
    """By sentences first; where these changed by clauses, and there word by word."""
    return _without_islands(_joined(_by(_UNITS, old, new, budget)))


def _by(units: Sequence[re.Pattern[str]], old: str, new: str, budget: Budget) -> list[Piece]:
    unit, *smaller = units
    before, after = unit.findall(old), unit.findall(new)
    found: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in opcodes(before, after, budget):
        olds, news = before[old_from:old_to], after[new_from:new_to]
        if tag != "replace" or not smaller:
            found.append(("".join(olds), "".join(news)))
            continue
        for was, becomes in _side_by_side(olds, news):
            found += _by(smaller, was, becomes, budget)
    return found


def _side_by_side(olds: list[str], news: list[str]) -> Iterable[Piece]:
    """Together, so that what moved from one to the next is found; one by one where that were too much work."""
    was, becomes = "".join(olds), "".join(news)
    is_large = len(was) * len(becomes) > _LARGE
    return zip(olds, news, strict=True) if is_large and len(olds) == len(news) else [(was, becomes)]


def _joined(found: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    joined: list[Piece] = []
    for old, new in found:
        if joined and (joined[-1][0] == joined[-1][1]) == (old == new):
            joined[-1] = (joined[-1][0] + old, joined[-1][1] + new)
        else:
            joined.append((old, new))
    return joined


def _without_islands(found: list[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for place, (old, new) in enumerate(found):
        is_between = old == new and 0 < place < len(found) - 1
        if (
            is_between and len(old) <= _ISLAND and len(old) <= _size(kept[-1]) and len(old) <= _size(found[place + 1])
        ) or (old != new and kept and kept[-1][0] != kept[-1][1]):
            kept[-1] = (kept[-1][0] + old, kept[-1][1] + new)
        else:
            kept.append((old, new))
    return kept


def _size(piece: Piece) -> int:
    return max(len(piece[0]), len(piece[1]))


def difference(old: str, new: str, budget: Budget) -> SafeString:
    """What changed with some words around it; the whole text can be opened."""
    found = pieces(old, new, budget)
    last = len(found) - 1
    short = [_shown(piece, is_first=place == 0, is_last=place == last) for place, piece in enumerate(found)]
    shown = _html(short)
    if short == found:
        return shown
    return format_html(
        '{}<details class="hub-whole"><summary>显示全文</summary><div>{}</div></details>', shown, _html(found)
    )


def _html(found: list[Piece]) -> SafeString:
    shown = (visible(old) if old == new else changed(old, new) for old, new in found)
    return format_html_join("", "{}", ((each,) for each in shown))


def _shown(piece: Piece, *, is_first: bool, is_last: bool) -> Piece:
    old, new = piece
    if old != new or (is_first and is_last):
        return piece
    head = 0 if is_first else _edge(old, CONTEXT)
    tail = len(old) if is_last else len(old) - _edge(old[::-1], CONTEXT)
    if tail - head < _WORTH_CUTTING:
        return piece
    short = f"{old[:head]}…{old[tail:]}"
    return short, short


def _edge(text: str, length: int) -> int:
    """`length`, or a little more where that would cut a word."""
    found = _TOKEN.match(text, min(length, len(text)))
    inside = 0 < length < len(text) and re.match(rf"{_WORD}", text[length - 1 : length]) is not None
    return found.end() if found and inside and re.match(_WORD, found[0]) else min(length, len(text))
