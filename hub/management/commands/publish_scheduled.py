from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.utils import timezone
from wagtail.management.commands.publish_scheduled import Command as WagtailCommand
from wagtail.models import Revision

from hub.events import record_event
from hub.outbox import write_to

logger = logging.getLogger(__name__)

REFUSED = "定时发布未成"


class Command(WagtailCommand):
    """Wagtail's, except that what may not be public any more when its hour comes does not hold up the others."""

    help = "发布到时的已审批信息，撤下到期的信息。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dryrun"]:
            due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
            for revision in due.select_related("user"):
                try:
                    revision.publish(log_action="wagtail.publish.scheduled")
                except PermissionDenied as refusal:
                    self._give_up(revision, str(refusal))
                except OperationalError:
                    raise  # the database itself
                except Exception:
                    # Wagtail's own turn below fails at it again, and says so, once the others are public.
                    logger.exception("%s was not published at its hour", revision.object_str)
        super().handle(*args, **options)

    def _give_up(self, revision: Revision, reason: str) -> None:
        """It is planned no longer, and its author hears why: a later hour would not make it right."""
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])
        record_event(REFUSED, revision.object_str, reason)
        self.stderr.write(f"{revision.object_str}：{reason}")
        write_to(
            revision.user,
            key=f"not-published:{revision.pk}",
            subject=f"{REFUSED}：{revision.object_str}"[:200],
            text=f"《{revision.object_str}》没有按时发布，原因：\n\n{reason}",
        )
