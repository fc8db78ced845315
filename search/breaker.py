"""The circuit breaker: a node that fails is left alone for a while, and tried again by one question at a time.

Its state is in the cache, so that all processes of an install that shares one see the same. Each change of state is an
event, and the centre's people get one mail an outage.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.utils import timezone

from hub.events import record_event
from hub.outbox import write_to
from sites.organisation.capacity import people_of
from sites.organisation.enums import CENTRE_OFFICES
from sites.organisation.models.appointment import Appointment

logger = logging.getLogger(__name__)

PAUSE = 15  # seconds between two tries


@dataclass(frozen=True)
class Breaker:
    """`name` is that of what may be away, `consequence` what people notice meanwhile; both are read by people."""

    key: str
    name: str
    consequence: str

    @property
    def _since(self) -> str:
        return f"search:{self.key}:away"

    @property
    def _pause(self) -> str:
        return f"search:{self.key}:pause"

    def may_try(self) -> bool:
        """True while all is well; while it is away for one caller each `PAUSE`."""
        return cache.get(self._since) is None or cache.add(self._pause, True, PAUSE)

    def failed(self, reason: str) -> None:
        """Opens it, if it is not open yet."""
        cache.set(self._pause, True, PAUSE)
        since = timezone.now()
        if cache.add(self._since, since, None):
            logger.error("%s is away: %s", self.name, reason)
            self._tell(f"{self.name}不可用", f"{self.consequence}恢复后自动切换。", reason, since)

    def worked(self) -> None:
        """Closes it, if it is open."""
        since: datetime | None = cache.get(self._since)
        if since is not None and cache.delete(self._since):
            cache.delete(self._pause)
            logger.warning("%s is back", self.name)
            minutes = max(1, round((timezone.now() - since).total_seconds() / 60))
            self._tell(f"{self.name}恢复", f"中断约 {minutes} 分钟，已恢复正常。", "", None)

    def _tell(self, action: str, message: str, reason: str, since: datetime | None) -> None:
        """An answer never fails because nobody could be told."""
        try:
            with transaction.atomic():
                record_event(action, "全文检索", message, reason=reason[:300])
                if since is not None:
                    self._mail(action, message, reason, since)
        except DatabaseError:
            logger.exception("A change of state was not recorded")

    def _mail(self, action: str, message: str, reason: str, since: datetime) -> None:
        when = f"{timezone.localtime(since):%Y-%m-%d %H:%M}"
        for person in people_of(Appointment.objects.current().of_offices(CENTRE_OFFICES)):
            write_to(
                person,
                key=f"search-{self.key}:{since.isoformat()}:{person.pk}",
                subject=f"【网站搜索】{action}",
                text=f"{when} {action}。{message}\n\n原因：{reason}",
            )


ANSWERING = Breaker("answering", "Elasticsearch", "搜索已改由数据库应答，网站照常使用。")
WRITING = Breaker("writing", "Elasticsearch 索引写入", "新的变更在数据库中排队，不会丢失，搜索照常使用。")
