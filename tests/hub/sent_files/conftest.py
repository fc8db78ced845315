from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.hub.sent_files.clamd import FakeClamd, running


@pytest.fixture
def clamd(settings: Settings) -> Iterator[FakeClamd]:
    """The scanner of the install."""
    with running() as clamd:
        settings.CLAMAV = clamd.url
        yield clamd
