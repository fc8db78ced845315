from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.upgrade.dump import Dump, stored_dumps
from tests.upgrade.index_before_content_keys import store_index
from tests.upgrade.loading import own_database, restore, upgrade


@pytest.fixture(params=stored_dumps(), ids=lambda dump: dump.folder.name)
def upgraded(request: pytest.FixtureRequest, db: None, tmp_path: Path, settings: Settings) -> Iterator[Dump]:
    """A stored dump in a database of its own, behind `connection`, migrated to the newest schema.

    What the test does there is committed.
    """
    dump: Dump = request.param
    settings.LEDGER_KEY = dump.manifest["ledger_key"]
    settings.PRIVATE_DATA_KEY = dump.manifest.get("private_data_key", settings.PRIVATE_DATA_KEY)
    with own_database(tmp_path):
        restore(dump)
        store_index(dump)
        upgrade()
        yield dump
