"""The line on all pages that says the demonstration is still being loaded."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from sites.website.enums import NoticeKind
from sites.website.models.site_notice import SiteNotice

BEGINNING = "演示数据正在装入"
LONGEST = timedelta(minutes=10)  # if nobody takes it away


def show_loading(label: str) -> None:
    """Processes with a cache of their own show a change after seconds (`sites.website.notices.current`)."""
    fields = {"message": f"{BEGINNING}：{label}……部分网站、栏目和检索稍后可用。", "ends_at": timezone.now() + LONGEST}
    notice = SiteNotice.objects.filter(message__startswith=BEGINNING).first() or SiteNotice(kind=NoticeKind.NOTE)
    for name, value in fields.items():
        setattr(notice, name, value)
    notice.save()


def end_loading() -> None:
    for notice in SiteNotice.objects.filter(message__startswith=BEGINNING):
        notice.delete()
