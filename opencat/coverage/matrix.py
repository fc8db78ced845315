"""The coverage matrix: units × categories, computed from the catalogue's entries when it is asked for.

Eleven queries at most, whatever the number of units and documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, Max, Q
from django.utils import timezone

from hub.calendar import Terms
from opencat.coverage.limits import Limit, Limits
from opencat.coverage.people import Answering, answering_people
from opencat.coverage.rules import state_of, worst_of
from opencat.enums import OPEN_EXEMPTIONS, CoverageState, ExemptionStatus, Scope
from opencat.models import CatalogueEntry, Category, CoverageExemption
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.leader_page import LeaderPage
from sites.pages.translation.locales import source_locale_id

# Categories that leaders' profiles fill (Arts. 14(1), 15(1)).
PROFILES = {Scope.PORTAL: "140103", Scope.UNITS: "150102"}


@dataclass(frozen=True)
class Cell:
    """What a unit has of a category. Counts of a category include those of its parts."""

    category: Category
    state: CoverageState = CoverageState.EMPTY
    count: int = 0
    latest: date | None = None
    late: int = 0  # published after their date, this year
    drafts_overdue: int = 0
    limit: Limit | None = None
    since: date | None = None  # from when it has had to have something
    exemption: CoverageExemption | None = None
    parts: tuple[Cell, ...] = ()

    @property
    def applies(self) -> bool:
        return self.state != CoverageState.NOT_APPLICABLE

    @property
    def parts_like_it(self) -> int:
        """How many parts are as bad as the whole."""
        return sum(part.state == self.state for part in self.parts)

    def leaves(self) -> Iterator[Cell]:
        if self.parts:
            for part in self.parts:
                yield from part.leaves()
        else:
            yield self


@dataclass(frozen=True)
class Row:
    unit: Unit
    answering: Answering
    cells: tuple[Cell, ...]  # of the top categories
    unclassified: int = 0  # public documents in no category that binds the unit

    def leaves(self) -> Iterator[Cell]:
        for cell in self.cells:
            yield from cell.leaves()

    def cell(self, code: str) -> Cell | None:
        every = [*self.cells, *(part for cell in self.cells for part in cell.parts)]
        return next((cell for cell in every if cell.category.code == code), None)


@dataclass(frozen=True)
class Matrix:
    today: date
    rows: tuple[Row, ...]

    def of_scope(self, scope: Scope) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.unit.is_portal == (scope == Scope.PORTAL))

    def totals(self) -> dict[CoverageState, int]:
        """How many cells, parts for themselves, are in which state; the worst first."""
        counted = Counter(leaf.state for row in self.rows for leaf in row.leaves())
        return {state: counted[state] for state in reversed(CoverageState)}


@dataclass(frozen=True)
class _Counted:
    count: int = 0
    latest: date | None = None
    late: int = 0
    drafts_overdue: int = 0

    def __add__(self, other: _Counted) -> _Counted:
        latest = max(filter(None, (self.latest, other.latest)), default=None)
        drafts = self.drafts_overdue + other.drafts_overdue
        return _Counted(self.count + other.count, latest, self.late + other.late, drafts)


@dataclass
class _Records:
    """What was read from the database, by unit and category."""

    today: date
    limits: Limits
    tops: list[Category]
    parts: dict[int, list[Category]]
    counted: dict[tuple[int, int | None], _Counted]
    exemptions: dict[tuple[int, int], CoverageExemption]


def load_matrix(units: Collection[int] | None = None, today: date | None = None) -> Matrix:
    """The matrix of the units that have a site; `units` (keys) keeps to these, None takes all."""
    today = today or timezone.localdate()
    sites = UnitSite.objects.select_related("unit").order_by("unit__sort_order", "unit__code")
    if units is not None:
        sites = sites.filter(unit__in=units)
    opened = {site.unit: timezone.localdate(site.opened_at) for site in sites}
    keys = [unit.pk for unit in opened]
    records = _read(keys, today)
    people = answering_people(keys, today)
    return Matrix(today, tuple(_row(unit, since, people[unit.pk], records) for unit, since in opened.items()))


def _read(units: list[int], today: date) -> _Records:
    in_force = list(Category.objects.in_force(today).order_by("code"))
    parts: dict[int, list[Category]] = {}
    for category in in_force:
        if category.parent_id is not None:
            parts.setdefault(category.parent_id, []).append(category)
    open_now = CoverageExemption.objects.filter(unit__in=units, status__in=OPEN_EXEMPTIONS)
    return _Records(
        today=today,
        limits=Limits(Terms.load()),
        tops=[category for category in in_force if category.parent_id is None],
        parts=parts,
        counted=_with_profiles(_count(units, today), units, in_force),
        exemptions={(row.unit_id, row.category_id): row for row in open_now.select_related("proposed_by")},
    )


def _count(units: list[int], today: date) -> dict[tuple[int, int | None], _Counted]:
    """Two queries: what is public, and drafts whose date has passed."""
    retired = dict(Category.objects.filter(retired_on__lte=today, parent__isnull=False).values_list("pk", "parent"))
    entries = CatalogueEntry.objects.filter(unit__in=units)
    late = Q(published_on__year=today.year, published_on__gt=F("due_on"))
    public = entries.public().order_by().values("unit", "category")
    public = public.annotate(count=Count("pk"), latest=Max("published_on"), late=Count("pk", filter=late))
    drafts = entries.overdue(today).order_by().values("unit", "category").annotate(drafts_overdue=Count("pk"))
    found: dict[tuple[int, int | None], _Counted] = {}
    for row in (*public, *drafts):
        unit, category = row.pop("unit"), row.pop("category")
        key = (unit, retired.get(category, category))  # what is in a retired part counts for the whole
        found[key] = found.get(key, _Counted()) + _Counted(**row)
    return found


def _with_profiles(
    counted: dict[tuple[int, int | None], _Counted], units: list[int], categories: list[Category]
) -> dict[tuple[int, int | None], _Counted]:
    """Leaders' profiles count as well, which are pages of their own and no articles. One query."""
    keys = {category.code: category.pk for category in categories}
    live = LeaderPage.objects.live().filter(unit__in=units, locale=source_locale_id()).order_by()
    rows = live.values_list("unit", "unit__category").annotate(Count("pk"), Max("first_published_at"))
    for unit, unit_category, count, latest in rows:
        code = PROFILES[Scope.PORTAL if unit_category == UnitCategory.PORTAL else Scope.UNITS]
        if category := keys.get(code):
            before = counted.get((unit, category), _Counted())
            counted[unit, category] = before + _Counted(count, timezone.localdate(latest))
    return counted


def _row(unit: Unit, opened: date, answering: Answering, records: _Records) -> Row:
    scope = Scope.PORTAL if unit.is_portal else Scope.UNITS
    tops = [category for category in records.tops if category.scope == scope]
    cells = tuple(_top(unit, category, opened, records) for category in tops)
    bound = {category.pk for top in tops for category in (top, *records.parts.get(top.pk, ()))}
    of_unit = ((category, each.count) for (key, category), each in records.counted.items() if key == unit.pk)
    unclassified = sum(count for category, count in of_unit if category not in bound)
    return Row(unit, answering, cells, unclassified)


def _top(unit: Unit, category: Category, opened: date, records: _Records) -> Cell:
    """A category with its parts. It is as bad as its worst part, or as it is itself if it has a term of its own."""
    own = _leaf(unit, category, opened, records)
    parts = tuple(_leaf(unit, part, opened, records) for part in records.parts.get(category.pk, ()))
    if not parts:
        return own
    if not own.applies:
        parts = tuple(_exempt(part, own) for part in parts)
    everything = (own, *parts)
    latest = max((cell.latest for cell in everything if cell.latest), default=None)
    limit = records.limits.of(category.update_code, latest)
    count = sum(cell.count for cell in everything)
    states = [part.state for part in parts]
    if limit is not None and own.applies:
        states.append(state_of(count, limit.start, limit.due.on, records.today))
    return replace(
        own,
        state=worst_of(states),
        count=count,
        latest=latest,
        late=sum(cell.late for cell in everything),
        drafts_overdue=sum(cell.drafts_overdue for cell in everything),
        limit=limit,
        parts=parts,
    )


def _exempt(part: Cell, whole: Cell) -> Cell:
    """A part of a category that does not apply as a whole."""
    return replace(part, state=CoverageState.NOT_APPLICABLE, exemption=part.exemption or whole.exemption)


def _leaf(unit: Unit, category: Category, opened: date, records: _Records) -> Cell:
    counted = records.counted.get((unit.pk, category.pk), _Counted())
    limit = records.limits.of(category.update_code, counted.latest)
    exemption = records.exemptions.get((unit.pk, category.pk))
    if exemption is not None and exemption.status == ExemptionStatus.APPROVED:
        state = CoverageState.NOT_APPLICABLE
    else:
        start, due_on = (limit.start, limit.due.on) if limit else (None, None)
        state = state_of(counted.count, start, due_on, records.today)
    return Cell(
        category=category,
        state=state,
        count=counted.count,
        latest=counted.latest,
        late=counted.late,
        drafts_overdue=counted.drafts_overdue,
        limit=limit,
        since=max(opened, category.in_force_from),
        exemption=exemption,
    )
