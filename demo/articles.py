"""Writes the articles: a plan per site, a pattern per article, words from the unit's profile."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from demo.model import DemoArticle, DemoPerson, DemoUnit
from demo.people import people
from demo.plan import SUBJECT_MATTERS, SUBJECTS, days_ago, slots
from demo.texts import (
    closings,
    news_common,
    news_towns,
    portal_disclosure,
    portal_money,
    portal_news,
    portal_services,
    portal_subjects,
    service_common,
)
from demo.texts.compose import blocks, lengthened, summary, with_pictures
from demo.texts.pattern import Pattern, read_patterns
from demo.texts.profiles import Profile, profiles
from demo.texts.words import Words
from demo.units import CENTRE, PORTAL, units

ATTEMPTS = 60  # so often is a title drawn again that another article of the group already has
MODULES = (
    news_common,
    news_towns,
    service_common,
    portal_news,
    portal_disclosure,
    portal_money,
    portal_services,
    portal_subjects,
)
ENDINGS = ("局", "委员会", "大队", "部", "会", "馆", "办")


@cache
def patterns() -> dict[str, list[Pattern]]:
    """Patterns by "audience column", e.g. "town news/activities"."""
    found: dict[str, list[Pattern]] = {}
    for module in MODULES:
        for pattern in read_patterns(module.TEXT):
            audience, column, _ = pattern.name.split(" ")
            found.setdefault(f"{audience} {column}", []).append(pattern)
    return found


def _choices(unit: DemoUnit, column: str) -> list[Pattern]:
    known = patterns()
    if unit.category == "portal":
        subject = column.removeprefix("disclosure/")
        return known["subject disclosure/*"] if subject in SUBJECTS else known[f"portal {column}"]
    own = "town" if unit.category == "town" else "dept"
    return known.get(f"{own} {column}", []) + known.get(f"unit {column}", [])


def _closings(unit: DemoUnit, column: str) -> list[str]:
    if unit.code == PORTAL:
        return closings.PORTAL
    return closings.NEWS if column == "news/activities" else closings.NOTICE


def number_prefix(unit: DemoUnit) -> str:
    """The 机关代字 of the unit's document numbers."""
    if unit.category == "town":
        street = unit.short_name.endswith("街道")
        return unit.short_name.removesuffix("街道" if street else "镇") + ("办" if street else "府")
    name = unit.short_name.removeprefix("市")
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return "兴" + name


def _singular(profile: Profile, prefix: str = "") -> dict[str, tuple[str, ...]]:
    return {prefix + name.removesuffix("s"): words for name, words in profile.words.items()}


class Writer:
    """Writes the articles of the group one after the other; remembers the titles given."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.units = units()
        self.titles: set[str] = set()
        self.numbers: set[str] = set()
        self.staff: dict[tuple[str, str], list[DemoPerson]] = {}
        for person in people():
            self.staff.setdefault((person.unit, person.office), []).append(person)

    def write(self, unit: DemoUnit, index: int) -> list[DemoArticle]:
        """All articles of one site."""
        turns = list(slots(unit, index))
        return [self._article(unit, index, column, turn) for column, turn in turns]

    def _article(self, unit: DemoUnit, index: int, column: str, turn: int) -> DemoArticle:
        options = _choices(unit, column)
        start = random.Random(f"{unit.code}/{column}").randrange(len(options))
        pattern = options[(start + turn) % len(options)]
        for attempt in range(ATTEMPTS):
            rng = random.Random(f"{unit.code}/{column}/{turn}/{attempt}")
            age = days_ago(column, turn, rng)
            words, department = self._words(unit, column, pattern, rng, age)
            title = words.fill(pattern.title)
            number = words.fill(pattern.number)
            if title not in self.titles and (not number or number not in self.numbers):
                break
        else:
            raise ValueError(f"no fresh title: {unit.code} {column} {title}")
        self.titles.add(title)
        self.numbers.add(number)
        return self._finish(unit, department, (column, turn, age), pattern, words, title, number)

    def _words(
        self, unit: DemoUnit, column: str, pattern: Pattern, rng: random.Random, age: int
    ) -> tuple[Words, DemoUnit]:
        known = profiles()
        codes = SUBJECTS.get(column.removeprefix("disclosure/")) or tuple(
            u.code for u in self.units if u.category == "government" and u.has_site
        )
        code = rng.choice(codes)
        department = next(u for u in self.units if u.code == code)
        towns = [u.short_name for u in self.units if u.category == "town" and u is not unit]
        others = tuple(
            u.short_name for u in self.units if u.category == "government" and u.has_site and u is not department
        )
        own = known["town"] if unit.category == "town" else known.get(unit.code, known[department.code])
        projects = known["town"].words["projects"]
        lists = {**_singular(own), **_singular(known[department.code], "dept"), "town": tuple(towns), "dept": others}
        if unit.code == PORTAL:
            lists["project"] = projects
        if matters := SUBJECT_MATTERS.get(column.removeprefix("disclosure/")):
            lists["deptmatter"] = matters
        lists.update(dict(pattern.options))
        fixed = {
            "name": unit.name,
            "short": unit.short_name,
            "address": unit.address,
            "telephone": unit.telephone,
            "introduction": unit.introduction,
            "prefix": number_prefix(unit),
            "dept": department.short_name,
            "deptaddress": department.address,
        }
        return Words(rng, self.today - timedelta(days=age), fixed, lists), department

    def _finish(
        self,
        unit: DemoUnit,
        department: DemoUnit,
        slot: tuple[str, int, int],
        pattern: Pattern,
        words: Words,
        title: str,
        number: str,
    ) -> DemoArticle:
        column, turn, age = slot
        rng = words.rng
        of_department = unit.code == PORTAL and "{dept}" in pattern.title
        profile = (
            profiles()["town" if unit.category == "town" else unit.code]
            if (unit.code != PORTAL)
            else profiles()[department.code]
        )
        body = lengthened(blocks(pattern, words), words, _closings(unit, column))
        about = (department if of_department else unit).short_name
        illustrated = with_pictures(body, pattern, profile.scenes, rng, (f"{about}：", title))
        author, editor = self._names(unit, rng)
        tags = pattern.tags + (profile.tags if unit.code != PORTAL or of_department or "*" in pattern.name else ())
        return DemoArticle(
            key=f"{unit.code}:{column}:{turn + 1}",
            unit=unit.code,
            column=column,
            title=title,
            subtitle=words.fill(pattern.subtitle),
            document_number=number,
            source=(department if of_department else unit).name,
            author=author,
            editor=editor,
            written_days_ago=age,
            hour=rng.choice((8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 16, 17)),
            minute=rng.randrange(60),
            kind="news" if column.startswith("news/") else "policy",
            tags=tuple(dict.fromkeys(tags)),
            summary=summary(body),
            body=tuple(illustrated),
            major=pattern.major,
        )

    def _names(self, unit: DemoUnit, rng: random.Random) -> tuple[str, str]:
        author = self.staff[(unit.code, "information_officer")][0]
        editors = self.staff.get((unit.code, "editor")) or self.staff[(CENTRE, "centre_editor")]
        editor = rng.choice(editors)
        return author.family_name + author.given_name, editor.family_name + editor.given_name


@cache
def _written(today: date) -> tuple[DemoArticle, ...]:
    writer = Writer(today)
    found: list[DemoArticle] = []
    for index, unit in enumerate(writer.units):
        if unit.has_site:
            found += writer.write(unit, index)
    return tuple(found)


def articles(today: date | None = None) -> list[DemoArticle]:
    """Every article, site by site.

    The choice of texts never depends on the day; years, months and dates printed in the texts are
    reckoned back from `today` (Beijing's date when it is not given).
    """
    return list(_written(today or datetime.now(ZoneInfo("Asia/Shanghai")).date()))
