"""Every URL of the admin, as every role, against the tables of docs/access.md."""

from __future__ import annotations

import pytest

from tests.isolation.answers import Visitor, answer, shows, without_log
from tests.isolation.roles import ROLES, foreign_marks, targets
from tests.isolation.sent import SENT
from tests.isolation.table import rows
from tests.isolation.walk import Address, addresses, url_of
from tests.isolation.world import Owned, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# What a URL that takes nothing answers to POST.
NOTHING = {"405", "404", "no", "login"}
# Leads to the login form because it does what it is asked.
LEAVING = "admin/logout/"
REFUSED = {"405", "404", "403", "400", "no", "login"}


def test_the_table_names_every_url_and_none_that_is_gone() -> None:
    registered = {address.route for address in addresses()}
    written = set(rows("GET"))
    assert registered - written == set(), "say in docs/access.md who gets these"
    assert written - registered == set(), "gone, but still in docs/access.md"
    assert set(rows("POST")) - registered == set(), "gone, but still in docs/access.md"


def test_no_role_is_answered_with_a_failure() -> None:
    failures = {
        route: row
        for method in ("GET", "POST")
        for route, row in rows(method).items()
        if any(word.startswith("5") for pair in row.values() for word in pair)
    }
    assert failures == {}


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_url_answers_each_role_as_written(world: World, role: str, method: str) -> None:
    visitor = Visitor(ROLES[role](world))
    marks = foreign_marks(role, world)
    wrong: list[str] = []
    with without_log():
        for address in addresses():
            for position, target in enumerate(_targets(address, role, world)):
                wrong += _differences(visitor, method, address, role, position, target, marks)
    assert wrong == []


def _targets(address: Address, role: str, world: World) -> list[Owned]:
    found = list(targets(role, world))
    alike = len({url_of(address, target) for target in found}) == 1
    return found[:1] if alike else found


def _differences(
    visitor: Visitor, method: str, address: Address, role: str, position: int, target: Owned, marks: list[str]
) -> list[str]:
    """What is not as docs/access.md has it; whether it shows another unit's; whether a refused request wrote."""
    data = SENT[address.name](target) if method == "POST" and address.name in SENT else None
    response = visitor.ask(method, url_of(address, target), data)
    got = answer(response)
    about = f"{method} {address.route} ({target.unit.code})"
    found = []
    row = rows(method).get(address.route)
    if row is None and got not in NOTHING:
        found.append(f"{about}: {got}, but not in the table")
    if row is not None and got != row[role][position]:
        found.append(f"{about}: {got}, expected {row[role][position]}")
    found += [f"{about}: shows {mark}" for mark in marks if shows(response.text_sent, mark)]
    if got in REFUSED and visitor.writes and address.route != LEAVING:
        found.append(f"{about}: {got}, but wrote {visitor.writes[0][:80]}")
    return found
