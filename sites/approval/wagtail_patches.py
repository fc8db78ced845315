from __future__ import annotations

from hub.wagtail_patches import Patch

PATCHES = (
    Patch(
        "wagtail.admin.signal_handlers",
        "Wagtail's own workflow mail is switched off by these names; ours leaves through the outbox.",
        mentions=(
            "group_approval_task_submitted_email_notification",
            "workflow_state_submitted_email_notification",
            "workflow_state_rejected_email_notification",
            "workflow_state_approved_email_notification",
        ),
    ),
    Patch("wagtail.models.Task.start", "A step is begun by our action.", ("workflow_state", "user")),
    Patch(
        "wagtail.models.Task.on_action",
        "A step is decided by our action, with its checks.",
        ("task_state", "user", "action_name", "kwargs"),
    ),
    Patch("wagtail.models.Task.get_actions", "Only who holds the office is offered a decision.", ("obj", "user")),
    Patch("wagtail.models.TaskState.cancel", "A withdrawal is recorded.", ("user", "resume", "comment")),
)
