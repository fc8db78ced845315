"""互动交流: the ways to write, what others wrote and read as an answer, and the figures (Arts. 21–24)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from hub import caching
from inquiry.letters.channels import CHANNELS, PUBLISHED_KINDS
from inquiry.letters.figures import figures_of, total_of
from inquiry.letters.public_content import TAG
from inquiry.letters.published import Filter, hot_at, joint_answers, label_of, lines_of, published_at, published_letters
from inquiry.letters.recipients import home_of
from sites.casework.figures import FEWEST_RATINGS
from sites.casework.models.reply import Reply
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.addresses import Addresses
from sites.pages.listing import PAGE_SIZE, page_of
from sites.pages.public_content import content_of
from sites.pages.site_group import group_of, units_at

FIRST_YEAR = 2014
MOST_WORDS, LONGEST_WORDS = 4, 60
SECONDS = 300


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Channels, and published letters: on a unit's host its own, on the portal those of the group."""
    home = home_of(request)
    asked, letters = _asked(request, home), published_at(request, home)
    shown = asked.apply(letters)
    pages = page_of(request, shown, PAGE_SIZE, None if asked.words else _counted(home, asked, shown))
    context = {
        "home": home,
        "channels": [(kind, _way_to(request, home, kind.code)) for kind in CHANNELS if kind.offered_by(home.unit)],
        "kinds": PUBLISHED_KINDS,
        "asked": asked,
        "words": " ".join(asked.words),
        "is_narrowed": asked != Filter(),
        "units": _units(request, home, letters),
        "years": range(timezone.localdate().year, FIRST_YEAR - 1, -1),
        "pages": pages,
        "hot": [] if asked != Filter() else list(lines_of(request, hot_at(request, home))),
        "letters": list(lines_of(request, pages.object_list)),
        "content": content_of(Reply),
        "total": total_of(_figures_at(request, home, timezone.localdate().year)),
    }
    return render(request, "inquiry/index.html", context)


def _counted(home: UnitSite, asked: Filter, letters: Any) -> int:
    """Known until a letter comes or goes: of many, counting takes longer than reading a page of them."""
    key = f"letters:count:{home.pk}:{asked.kind}:{asked.unit.pk if asked.unit else ''}:{asked.year or ''}"
    return int(caching.get_or_set(key, letters.count, SECONDS, tags=(TAG,)))


def _asked(request: HttpRequest, home: UnitSite) -> Filter:
    """As far as it says something; the rest is passed over."""
    kind, unit, words = (request.GET.get(name, "").replace("\x00", "") for name in ("kind", "unit", "q"))
    return Filter(
        kind=kind if any(each.code == kind for each in PUBLISHED_KINDS) else "",
        unit=Unit.objects.filter(code=unit).first() if unit and home.unit.is_portal else None,
        year=_year(request),
        words=tuple(words[:LONGEST_WORDS].split()[:MOST_WORDS]),
    )


def _year(request: HttpRequest) -> int | None:
    asked = request.GET.get("year", "")
    years = range(FIRST_YEAR, timezone.localdate().year + 1)
    return int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in years else None


def _units(request: HttpRequest, home: UnitSite, letters: Any) -> list[Unit]:
    if not home.unit.is_portal:
        return []

    def load() -> list[Unit]:
        return list(Unit.objects.filter(pk__in=letters.order_by().values("unit")))

    return caching.get_or_set("letters:units", load, SECONDS, tags=(TAG,))


def _way_to(request: HttpRequest, home: UnitSite, code: str) -> str:
    """The portal's form, with the unit of this site chosen (Art. 23); of a group without a portal the own one."""
    path = f"letters/write/{code}/"
    if home.unit.is_portal:
        return f"/{path}"
    portal = next((row for row in group_of(request).homes() if row.unit.is_portal), None)
    root = Addresses(request).at(portal.unit_id, path) if portal else ""
    return f"{root or f'/{path}'}?unit={home.unit.code}"


@require_safe
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """
    Raises:
        Http404: no public letter of this site has that number.
    """
    home = home_of(request)
    found = published_letters().filter(assignment__case__number=number, unit__in=units_at(request)).first()
    if found is None:
        raise Http404("没有这封来信。")
    context = {
        "home": home,
        "letter": found,
        "kind": label_of(found.kind),
        "answers": [found, *joint_answers([found]).get(found.case_id, [])],
        "content": content_of(Reply),
    }
    return render(request, "inquiry/letter.html", context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    home, today = home_of(request), timezone.localdate()
    year = _year(request) or today.year
    lines = _figures_at(request, home, year)
    context = {
        "home": home,
        "year": year,
        "years": range(today.year, max(today.year - 5, FIRST_YEAR - 1), -1),
        "today": today,
        "lines": lines,
        "total": total_of(lines),
        "fewest": FEWEST_RATINGS,
    }
    return render(request, "inquiry/figures.html", context)


def _figures_at(request: HttpRequest, home: UnitSite, year: int) -> Any:
    lines = figures_of(year)
    if home.unit.is_portal:
        return lines
    units = units_at(request)
    return [line for line in lines if line.unit is not None and line.unit.pk in units]
