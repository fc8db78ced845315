from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine

from tests.casework.desk import Desk, desk_of
from tests.staffed import Staffed

TUESDAY = "2026-03-03 10:00:00+08:00"


@pytest.fixture
def desk(bureau: Staffed) -> Desk:
    return desk_of(bureau)


@pytest.fixture
def other_desk(other_bureau: Staffed) -> Desk:
    return desk_of(other_bureau)


@pytest.fixture
def at() -> Iterator[Callable[[str], None]]:
    """A Tuesday in office hours; `at("2026-03-09 10:00:00+08:00")` moves on."""
    with time_machine.travel(datetime.fromisoformat(TUESDAY), tick=False) as traveller:

        def move(moment: str) -> Any:
            traveller.move_to(datetime.fromisoformat(moment))

        yield move


@pytest.fixture(autouse=True)
def presses_are_not_waited_for(settings: Any) -> None:
    """Without scripts a form waits, and few come from one address: that has tests of its own."""
    settings.WAITING_PROOF_SECONDS = 0
    settings.WAITING_PROOF_RATE = "1000/h"
