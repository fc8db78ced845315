from __future__ import annotations

import pytest

from tests.casework.desk import Desk, desk_of
from tests.staffed import Staffed


@pytest.fixture
def desk(bureau: Staffed) -> Desk:
    """The education bureau, with an officer for letters."""
    return desk_of(bureau)


@pytest.fixture
def other_desk(other_bureau: Staffed) -> Desk:
    return desk_of(other_bureau)
