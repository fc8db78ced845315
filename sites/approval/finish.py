"""The setting WAGTAIL_FINISH_WORKFLOW_ACTION.

Wagtail imports it while its own models load, so this module imports late.
"""

from __future__ import annotations

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    # Late: see above.
    from sites.approval.actions import publish_approved

    publish_approved(workflow_state, user)
