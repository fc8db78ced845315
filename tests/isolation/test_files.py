"""Files and doors outside the admin's pages."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse

from sites.backoffice.scope import visible_people, visible_tags
from sites.organisation.enums import Office
from sites.pages.scope import visible_pages
from tests.factories import UnitFactory, staff
from tests.isolation.answers import Visitor
from tests.isolation.world import World

pytestmark = pytest.mark.django_db


def test_a_document_that_is_not_public_is_read_by_its_own_unit_and_the_centre(world: World) -> None:
    url = world.channel.document.url
    readers = {
        "the public": (None, 404),
        "its editor": (world.channel.people[Office.EDITOR], 200),
        "another unit's editor": (world.host.people[Office.EDITOR], 404),
        "another unit's leader": (world.host.people[Office.SUPERVISING_LEADER], 404),
        "the centre": (world.centre[Office.CENTRE_EDITOR], 200),
    }
    got = {name: Visitor(person).ask("GET", url).status_code for name, (person, _status) in readers.items()}
    assert got == {name: status for name, (_person, status) in readers.items()}


def test_originals_of_images_and_documents_never_leave_through_media(world: World) -> None:
    for file in (world.host.image.file, world.host.document.file):
        for person in (None, world.host.people[Office.EDITOR], world.superuser):
            assert Visitor(person).ask("GET", f"{settings.MEDIA_URL}{file.name}").status_code == 404


def test_wagtails_rest_api_is_not_there() -> None:
    assert not apps.is_installed("wagtail.api.v3")
    with pytest.raises(NoReverseMatch):
        reverse("wagtailapi:pages:listing")


def test_an_appointment_that_ended_shows_nothing_any_more(world: World) -> None:
    person = world.channel.people[Office.EDITOR]
    person.appointments.update(ends_on="2021-01-01")
    type(person).objects.filter(pk=person.pk).update(memberships_on=None)
    response = Visitor(person).ask("GET", reverse("wagtailadmin_pages:edit", args=[world.channel.article.pk]))
    assert response.status_code == 302
    assert world.channel.mark not in response.text_sent


@pytest.mark.parametrize("rows", [visible_pages, visible_people, visible_tags])
def test_what_is_visible_costs_the_same_however_many_units_there_are(
    world: World, rows: object, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        person = type(world.superuser).objects.get(pk=world.channel.people[Office.EDITOR].pk)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            list(rows(person))
        return len(captured)

    before = queries()
    for number in range(5):
        staff(UnitFactory(code=f"more{number}"))
    assert queries() == before <= 5
