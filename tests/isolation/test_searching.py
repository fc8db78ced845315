"""Searches, suggestions and exports: what the walk's plain URLs do not show. Every mark but the own is a leak."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sites.organisation.enums import Office
from tests.isolation.answers import Visitor, shows, without_log
from tests.isolation.walk import addresses, url_of
from tests.isolation.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# "memo" stands in every title and begins every keyword of the world.
SEARCHES = ("q=memo", "term=memo", "search=memo")
EXPORTS = ("export=csv", "export=xlsx")
PEOPLE = ("channel editor", "host editor", "channel leader", "both")


def person_and_marks(world: World, name: str) -> tuple[Visitor, list[str], list[str]]:
    """(browser, marks that the person must never read, marks that are the person's own)"""
    if name == "both":
        return Visitor(world.both), [world.portal.mark], [world.channel.mark, world.host.mark]
    own, other = (world.host, world.channel) if name == "host editor" else (world.channel, world.host)
    office = Office.SUPERVISING_LEADER if name == "channel leader" else Office.EDITOR
    return Visitor(own.people[office]), [world.portal.mark, other.mark], [own.mark]


def sent(visitor: Visitor, url: str) -> Iterator[tuple[str, str]]:
    """(URL, text sent) of all searches at once, which a page takes that one by one would take, and of each export.

    What refuses words that it does not know, like the API, is asked them one by one.
    """
    together = visitor.ask("GET", f"{url}?{'&'.join(SEARCHES)}")
    if together.status_code == 400:
        for query in SEARCHES:
            yield f"{url}?{query}", visitor.ask("GET", f"{url}?{query}").text_sent
    yield f"{url}?{'&'.join(SEARCHES)}", together.text_sent
    for query in EXPORTS:
        yield f"{url}?{query}", visitor.ask("GET", f"{url}?{query}").text_sent


@pytest.mark.parametrize("name", PEOPLE)
def test_searching_suggesting_and_exporting_show_only_ones_own(world: World, name: str) -> None:
    visitor, foreign, _own = person_and_marks(world, name)
    with without_log():
        leaks = [
            (url, mark)
            for address in addresses()
            if not address.parameters
            for url, text in sent(visitor, url_of(address, world.channel).partition("?")[0])
            for mark in foreign
            if shows(text, mark)
        ]
    assert leaks == []


@pytest.mark.parametrize(("name", "units"), [("both", ("portal", "channel", "host")), ("channel editor", ("portal",))])
def test_every_url_shows_nothing_of_the_portal_to_its_channels(world: World, name: str, units: tuple[str, ...]) -> None:
    """Who works for two units passes the portal's home on the way from one to the other."""
    visitor, foreign, _own = person_and_marks(world, name)
    with without_log():
        leaks = [
            (url, mark)
            for address in addresses()
            for url in sorted({url_of(address, getattr(world, unit)) for unit in units})
            for text in [visitor.ask("GET", url).text_sent]
            for mark in foreign
            if shows(text, mark)
        ]
    assert leaks == []


# Where the own unit's things are found, and the centre finds all: so that silence above is no empty list.
FOUND = (
    "/admin/pages/search/?q=memo",
    "/admin/choose-page/search/?q=memo",
    "/admin/images/chooser/results/?q=memo",
    "/admin/documents/chooser/results/?q=memo",
    "/admin/images/?q=memo",
    "/admin/documents/?q=memo",
    "/admin/tag-autocomplete/?term=memo",
    "/admin/reports/workflow/",
    "/admin/reports/workflow_tasks/?export=csv",
    "/admin/reports/site-history/?export=csv",
    "/admin/api/main/images/",
    "/admin/api/main/documents/",
)


@pytest.mark.parametrize("url", FOUND)
def test_an_editor_finds_ones_own_and_the_centre_finds_all(world: World, url: str) -> None:
    marks = [world.channel.mark, world.host.mark, world.portal.mark]
    for name in ("channel editor", "host editor", "both"):
        visitor, _foreign, own = person_and_marks(world, name)
        text = visitor.ask("GET", url).text_sent
        assert [mark for mark in marks if shows(text, mark)] == own, name
    for person in (*world.centre.values(), world.superuser):
        text = Visitor(person).ask("GET", url).text_sent
        assert [mark for mark in marks if shows(text, mark)] == marks, person
