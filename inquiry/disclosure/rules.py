"""Section 三 of the annual report from the requests themselves. Pure: rows in, counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

NEW, CARRIED_IN, HANDLED, CARRIED_OUT, ELSE = "new", "carried_in", "handled", "carried_out", "else"


@dataclass(frozen=True)
class Request:
    """`finished_on`: answered, or ended without an answer; None while it is open. `result`: a row of the report."""

    applicant: str
    received_on: date
    finished_on: date | None
    result: str


def counted(requests: Iterable[Request], first: date, last: date) -> Counter[tuple[str, str]]:
    """(row, applicant) → number, in a period whose first and last day belong to it.

    For each applicant: 一 + 二 = （七） + 四; what one year carries out is what the next carries in.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for each in requests:
        if each.received_on > last or (each.finished_on is not None and each.finished_on < first):
            continue
        counts[CARRIED_IN if each.received_on < first else NEW, each.applicant] += 1
        if each.finished_on is None or each.finished_on > last:
            counts[CARRIED_OUT, each.applicant] += 1
        else:
            counts[each.result or ELSE, each.applicant] += 1
            counts[HANDLED, each.applicant] += 1
    return counts
