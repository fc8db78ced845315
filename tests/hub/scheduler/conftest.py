from __future__ import annotations

import pytest

from hub.scheduler import registry
from hub.scheduler.registry import Job


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Job]:
    """The jobs of a test, instead of those of the apps."""
    registry.registered_jobs()  # loads the modules, whose jobs are then put aside
    own: dict[str, Job] = {}
    monkeypatch.setattr(registry, "_jobs", own)
    return own
