"""Units with their sites and people, as fixtures for all tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from hub.models import User
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.column_page import ColumnPage
from tests.factories import appoint_each, centre_unit, column_of, education_unit, finance_unit, portal_unit, staff


@dataclass
class Staffed:
    """A unit with its site and its people by office."""

    unit: Unit
    site: UnitSite
    people: dict[Office, User]

    @property
    def editor(self) -> User:
        return self.people[Office.EDITOR]

    @property
    def reviewer(self) -> User:
        return self.people[Office.SECRECY_REVIEWER]

    @property
    def leader(self) -> User:
        return self.people[Office.SUPERVISING_LEADER]

    @property
    def principal(self) -> User:
        return self.people[Office.PRINCIPAL_LEADER]

    @property
    def column(self) -> ColumnPage:
        return column_of(self.site)


def site_of(unit: Unit) -> UnitSite:
    """The site of one of the three units, which every test finds in the database."""
    return UnitSite.objects.select_related("home", "collection", "writers").get(unit=unit)


@pytest.fixture
def portal(db: None) -> Staffed:
    """The portal with the leaders of its office; its editors are the centre's."""
    unit = portal_unit()
    offices = (Office.SECRECY_REVIEWER, Office.SUPERVISING_LEADER, Office.PRINCIPAL_LEADER)
    return Staffed(unit, site_of(unit), appoint_each(unit, offices))


@pytest.fixture
def centre(portal: Staffed) -> dict[Office, User]:
    """The network information centre: one editor and the head."""
    return appoint_each(centre_unit(), (Office.CENTRE_EDITOR, Office.CENTRE_HEAD))


@pytest.fixture
def bureau(portal: Staffed) -> Staffed:
    """A department with a host of its own."""
    unit = education_unit()
    return Staffed(unit, site_of(unit), staff(unit))


@pytest.fixture
def other_bureau(portal: Staffed) -> Staffed:
    """Another department, a channel below the portal."""
    unit = finance_unit()
    return Staffed(unit, site_of(unit), staff(unit))


@pytest.fixture
def login(client: Client) -> Callable[[User], Client]:
    """`login(person)` gives a client with the person's session."""

    def _login(person: User) -> Client:
        own = Client(HTTP_HOST="portal.localhost")
        own.force_login(person, backend="sites.organisation.auth.AppointmentBackend")
        return own

    return _login
