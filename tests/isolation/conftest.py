from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.isolation.world import World, build_world


@pytest.fixture(scope="module")
def world(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once a module, in one transaction that is rolled back. What a test writes is taken back after the test.

    Without a test that is marked, pytest-django makes no test database, and this would write into another one.
    """
    marked = request.node.get_closest_marker("django_db") is not None
    assert marked, "A module that uses `world` says `pytestmark = pytest.mark.django_db`."
    with django_db_blocker.unblock(), transaction.atomic():
        assert "test" in str(connection.settings_dict["NAME"]) or connection.is_in_memory_db()
        yield build_world()
        transaction.set_rollback(True)
