from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from tests.testapp.models import Sighting

NEXT_KEY = "the key of the next year, long enough"


def raw(row: Sighting, column: str) -> Any:
    """What the database holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM testapp_sighting WHERE id = %s", [row.pk])  # noqa: S608 - own name
        return cursor.fetchone()[0]


def write_raw(row: Sighting, column: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE testapp_sighting SET {column} = %s WHERE id = %s", [value, row.pk])  # noqa: S608


@pytest.fixture
def sighting(db: None) -> Sighting:
    row = Sighting.objects.create(
        reporter="张三",
        telephone="138-0753-1234",
        id_number="44148119900101123x",
        text="村口的老榕树\n断了一枝。",
        place="村口",
    )
    return Sighting.objects.get(pk=row.pk)


@pytest.fixture
def exchange(settings: Any) -> Callable[[], None]:
    """As an administrator does: a new key, and the old one beside it."""

    def exchange() -> None:
        settings.PRIVATE_DATA_KEY, settings.PRIVATE_DATA_FORMER_KEYS = NEXT_KEY, [settings.PRIVATE_DATA_KEY]

    return exchange
