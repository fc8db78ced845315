from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from sites.approval.changes import record_change
from sites.approval.enums import ChangeKind
from sites.approval.needs import values_of
from sites.website.models.site_notice import SiteNotice


class NotOn(ValueError):
    """The notice is not being shown. The message is in Chinese."""


@transaction.atomic
def end_notice(notice: SiteNotice, person: AbstractBaseUser) -> None:
    """Takes a notice that is on off the pages, now, and writes down who did it.

    Raises:
        NotOn: it has not begun, or is over.
    """
    now = timezone.now()
    if not notice.is_on(now):
        raise NotOn("这条通知现在没有显示。")
    before = values_of(notice)
    notice.ends_at = now
    notice.save(update_fields=["ends_at"])
    log(instance=notice, action="wagtail.edit", user=person)
    record_change(ChangeKind.CHANGE, notice, before, person)
