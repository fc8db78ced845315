"""The arithmetic of the annual report's tables. Pure: figures by their keys in, messages and sums out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from opencat.annual_report.national_form import (
    ALL_APPLICANTS,
    APPLICANTS,
    CARRIED_IN,
    CARRIED_OUT,
    HANDLED,
    NEW,
    OUTCOMES,
    REQUEST_ROWS,
    REQUESTS,
    RESULT_KEYS,
    REVIEWED,
    REVIEWS,
    TOTAL,
    request_key,
    review_key,
)

LARGEST = Decimal(10) ** 12
# Sums of money in 万元; everything else is counted.
AMOUNTS = frozenset({"fees"})
DECIMALS = 6
Figures = Mapping[str, Decimal]
_FULL_WIDTH = {code + 0xFEE0: chr(code) for code in map(ord, "0123456789,.")}
_FIGURE = re.compile(r"(?:[0-9]{1,40}|[0-9]{1,3}(?:,[0-9]{3}){1,12})(?:\.(?P<decimals>[0-9]{1,40}))?")


def parsed(key: str, text: str) -> Decimal | None:
    """The figure that `text` is: digits of either width, thousands separated or not; None if it is none."""
    match = _FIGURE.fullmatch(text.translate(_FULL_WIDTH).strip())
    if match is None or len(match["decimals"] or "") > (DECIMALS if key in AMOUNTS else 0):
        return None
    figure = Decimal(match[0].replace(",", ""))
    return figure if figure < LARGEST else None


def written(figure: Decimal | int) -> str:
    """As it stands in a table: without trailing zeros or an exponent."""
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def sums() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(the key of a sum, the keys of what it is the sum of), parts before the sums that need them."""
    for row in (NEW, CARRIED_IN, *RESULT_KEYS, CARRIED_OUT):
        yield request_key(row, TOTAL), tuple(request_key(row, applicant) for applicant in APPLICANTS)
    for applicant in ALL_APPLICANTS:
        yield request_key(HANDLED, applicant), tuple(request_key(row, applicant) for row in RESULT_KEYS)
    for kind in REVIEWS:
        yield review_key(kind, TOTAL), tuple(review_key(kind, outcome) for outcome in OUTCOMES)


def completed(figures: Figures) -> dict[str, Decimal]:
    """The sums whose parts are all there."""
    known = dict(figures)
    for key, parts in sums():
        if all(part in known for part in parts):
            known[key] = sum((known[part] for part in parts), Decimal(0))
    return {key: known[key] for key, _parts in sums() if key in known}


def wrong_sums(figures: Figures) -> list[str]:
    """What does not add up, in Chinese; sums with missing parts are passed over."""
    names = {**REQUESTS.names, **REVIEWED.names}
    found = []
    for key, parts in sums():
        if key in figures and all(part in figures for part in parts):
            found += _difference(names[key], figures[key], sum((figures[part] for part in parts), Decimal(0)))
    if all(request_key(HANDLED, applicant) in figures for applicant in ALL_APPLICANTS):
        across = sum((figures[request_key(HANDLED, applicant)] for applicant in APPLICANTS), Decimal(0))
        found += _difference("（七）总计·总计", figures[request_key(HANDLED, TOTAL)], across)
    for applicant, title in ALL_APPLICANTS.items():
        found += _balance(figures, applicant, title)
    return list(dict.fromkeys(found))


def _difference(name: str, given: Decimal, right: Decimal) -> list[str]:
    return [] if given == right else [f"“{name}”填的是 {written(given)}，各项之和是 {written(right)}"]


def _balance(figures: Figures, applicant: str, title: str) -> list[str]:
    """What came in is what was handled and what goes on: the form's own rule for each column."""
    rows = (NEW, CARRIED_IN, HANDLED, CARRIED_OUT)
    keys = [request_key(row, applicant) for row in rows]
    if any(key not in figures for key in keys):
        return []
    new, before, handled, after = (figures[key] for key in keys)
    if new + before == handled + after:
        return []
    return [
        f"“{title}”一列：本年新收与上年结转之和是 {written(new + before)}，"
        f"办理结果总计与结转下年度之和是 {written(handled + after)}"
    ]


def empty_places(names: Mapping[str, str], texts: Mapping[str, str]) -> list[str]:
    """The names of what is not filled in; a row of requests that is empty as a whole is named once."""
    empty = [key for key, name in names.items() if not texts.get(key, "").strip()]
    found = []
    whole = {row for row in REQUEST_ROWS if all(request_key(row, each) in empty for each in ALL_APPLICANTS)}
    for key in empty:
        row = key.split(".")[1] if key.startswith("request.") else ""
        found.append(f"{names[key].rpartition('·')[0]}（整行）" if row in whole else names[key])
    return list(dict.fromkeys(found))


def listed(items: Iterable[str], limit: int = 12) -> str:
    """Items in one sentence; beyond `limit` only their number."""
    every = list(items)
    shown = "、".join(every[:limit])
    return shown if len(every) <= limit else f"{shown}等 {len(every)} 处"
