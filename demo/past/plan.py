"""Which letters there were, when they came and what became of each. The same for the same day."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from itertools import count

from demo.people import VACANT_DESK
from demo.texts.past_letters import PAGE_ERRORS, PLACES, THEMES
from demo.texts.past_requests import ANSWERS_BY_RESULT, RECORDS
from demo.units import PORTAL

OLDEST = 230  # days
# In turn of letters whose time is over; what is commonest is simply answered.
OLD = (
    "rated", "rated", "closed", "rated", "complex", "rated", "late", "rated", "refused", "closed",
    "rated", "rated", "supplemented", "rated", "closed", "rated", "complex", "rated", "withdrawn", "rated",
    "late", "rated", "two units", "rated", "joined", "closed", "rated", "extended", "rated", "forwarded",
    "rated", "done again", "rated", "closed", "lapsed", "rated", "transferred", "rated", "not done again", "refused",
)  # fmt: skip
# Of letters of the last days, with how many days ago they came.
RECENT = (
    (0, "received"), (0, "received"), (0, "assigned"), (1, "received"), (1, "assigned"), (1, "draft"), (1, "urged"),
    (1, "under approval"), (1, "returned"), (2, "assigned"), (2, "draft"), (2, "under approval"), (2, "waiting"),
    (2, "complex open"), (3, "waiting"), (3, "urged"), (3, "complex open"), (4, "under approval"), (4, "returned"),
    (4, "complex open"), (5, "extension asked"), (5, "complex open"), (6, "draft"), (6, "urged"),
    (7, "extension asked"), (7, "assigned"), (7, "answered"), (8, "complex open"), (8, "supervised"), (9, "draft"),
    (9, "answered"), (10, "answered"), (10, "disputed"), (11, "answered"), (11, "supervised"), (12, "answered"),
    (12, "urged"), (13, "disputed"), (13, "answered"), (14, "answered"), (15, "rated"), (16, "answered"), (18, "rated"),
)  # fmt: skip
OLD_LETTERS = 190
CHANNELS = ("web",) * 14 + ("phone", "hotline", "phone", "post", "hotline", "visit", "superior")
SATISFACTION = (5, 5, 4, 5, 4, 3, 5, 4, 5, 2, 5, 4, 3, 5, 4, 1, 5, 5, 4, 3)
REQUESTS_DONE = (
    "granted", "granted", "partly", *(each for each in ANSWERS_BY_RESULT if each not in ("granted", "partly")),
    "not_corrected", "not_paid", "else", "granted", "not_held", "partly", "granted", "granted", "not_held",
)  # fmt: skip
REQUESTS_OPEN = (
    (1, "unconfirmed"), (3, "unconfirmed"), (6, "in hand"), (8, "asked back"), (12, "third party"), (20, "longer"),
    (34, "overdue"), (9, "fee asked"), (10, "split"),
)  # fmt: skip
# Nobody but the centre and one unit has a complaint in hand.
OF_COMPLAINTS = {
    "returned": "assigned", "transferred": "rated", "two units": "rated", "joined": "rated", "refused": "rated",
    "forwarded": "rated",
}  # fmt: skip
ORGANISATIONS = ("company", "science", "welfare", "legal", "other")


@dataclass(frozen=True)
class PastLetter:
    """`fate`: what becomes of it, of requests that are answered the result. `lag`: working days to its answer."""

    key: str
    unit: str
    kind: str
    title: str
    text: str
    answer: str
    days_ago: int
    at: time
    fate: str
    person: int
    channel: str = "web"
    lag: int = 2
    satisfaction: int = 5
    is_public: bool = False
    applicant: str = "natural"


def planned() -> list[PastLetter]:
    """In the order in which they came: numbers rise with the days."""
    rng = random.Random(20140616)
    found = [*_letters(rng), *_requests(rng), *_page_errors(rng)]
    return sorted(found, key=lambda each: (-each.days_ago, each.at, each.key))


def _letters(rng: random.Random) -> Iterator[PastLetter]:
    when = [*RECENT, *((rng.randint(26, OLDEST), OLD[n % len(OLD)]) for n in range(OLD_LETTERS))]
    for (days_ago, fate), (unit, kind, title, text, answer), n in zip(when, _matters(rng), count(), strict=False):
        yield PastLetter(
            key=f"letter-{n}",
            unit=unit,
            kind=kind,
            title=title,
            text=text,
            answer=answer,
            days_ago=days_ago,
            at=_hour(rng, days_ago),
            fate=OF_COMPLAINTS.get(fate, fate) if kind == "complaint" else fate,
            person=n,
            channel="web" if kind == "complaint" else CHANNELS[n % len(CHANNELS)],
            lag=1 + n % 2,
            satisfaction=SATISFACTION[n % len(SATISFACTION)],
            is_public=kind != "complaint" and n % 4 > 0,
        )
    yield PastLetter(
        "letter-nobody", VACANT_DESK, "consultation", "哪里可以看到统计公报", "去年的统计公报在网站哪一栏？",
        "", 1, time(9, 5), "received", 400,
    )  # fmt: skip


def _matters(rng: random.Random) -> Iterator[tuple[str, str, str, str, str]]:
    """Every matter at every place would be more than are needed; none twice."""
    every = [(unit, theme, place) for unit, themes in THEMES.items() for theme in themes for place in PLACES]
    rng.shuffle(every)
    for unit, (kind, *words), place in every:
        title, text, answer = (each.format(place=place) for each in words)
        yield unit, kind, title, f"{text}（示例来信）", answer


def _requests(rng: random.Random) -> Iterator[PastLetter]:
    units = [unit for unit in THEMES if unit != PORTAL]
    when = [*((rng.randint(60, OLDEST), result) for result in REQUESTS_DONE), *REQUESTS_OPEN]
    for n, (days_ago, fate) in enumerate(when):
        record = RECORDS[n % len(RECORDS)].format(place=PLACES[(3 * n) % len(PLACES)])
        yield PastLetter(
            key=f"request-{n}",
            unit=units[n % len(units)],
            kind="disclosure",
            title=f"申请公开{record}",
            text=f"申请公开：{record}。（示例申请）",
            answer=ANSWERS_BY_RESULT.get(fate, ""),
            days_ago=days_ago,
            at=_hour(rng, days_ago),
            fate=fate,
            person=500 + n,
            channel=("web", "web", "post", "web", "visit")[n % 5] if fate != "unconfirmed" else "web",
            lag=3 + n % 15,
            applicant=ORGANISATIONS[n % 5] if n % 3 == 2 else "natural",
        )


def _page_errors(rng: random.Random) -> Iterator[PastLetter]:
    units = list(THEMES)
    for n in range(14):
        days_ago = 1 + n if n < 3 else rng.randint(20, OLDEST)
        yield PastLetter(
            key=f"error-{n}",
            unit=units[n % len(units)],
            kind="page_error",
            title="网页纠错",
            text=f"{PAGE_ERRORS[n % len(PAGE_ERRORS)]}（示例）",
            answer="已经核对并更正，感谢指出。",
            days_ago=days_ago,
            at=_hour(rng, days_ago),
            fate="assigned" if n < 3 else "closed",
            person=600 + n,
            channel="national" if n % 5 == 4 else "web",
        )


def _hour(rng: random.Random, days_ago: int) -> time:
    """Some come in the evening, and count as received on the next working day."""
    return time(rng.choice((8, 8, 9) if days_ago == 0 else (8, 9, 9, 10, 11, 14, 15, 16, 19, 21)), rng.randint(0, 59))
