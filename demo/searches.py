"""The search of the demonstration: pinned answers, invented figures of four weeks about what people look for, index."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone

from opencat.models import CatalogueEntry
from search.enums import Scope
from search.indexing import BATCH
from search.models import BestBet, QueryCount
from search.rebuilding import rebuild_database
from search.signal_handlers import follow_entry, follow_public
from search.sources import public_count
from search.suggestions.names import renew_names
from search.usage.store import Count, What, add_usage
from sites.approval.gate import public_changed
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.column_page import ColumnPage

# (title, queries, text, telephone, slugs of a column of the portal)
ANSWERS = (
    ("12345政务服务便民热线", "12345、热线、市长热线、投诉、举报、投诉电话、咨询电话",
     "咨询、求助、投诉、举报和建议，全天受理。（演示）", "12345", ""),
    ("办事指南", "办事、办事指南、网上办事、办理", "办什么事、要什么材料、到哪里办。（演示）", "", "guides"),
    ("政策文件", "文件、政策、政策文件、红头文件", "市政府和市政府办公室的文件。（演示）", "", "documents"),
    ("居民身份证办理", "身份证、补办身份证、身份证丢失、居民身份证",
     "带户口簿到任何一个派出所办理。（演示）", "0753-0000110", ""),
    ("社会保险", "社保、社保查询、社会保险、医保、医保查询",
     "参保登记、缴费和待遇查询。（演示）", "0753-0000333", ""),
    ("住房公积金", "公积金、公积金提取、住房公积金", "提取和贷款。（演示）", "0753-0000329", ""),
)  # fmt: skip


def load_best_bets() -> None:
    portal = UnitSite.objects.filter(unit__category="portal").select_related("home").first()
    for order, (title, queries, text, telephone, slugs) in enumerate(ANSWERS):
        page = None
        if slugs and portal is not None:
            page = ColumnPage.objects.live().filter(url_path=f"{portal.home.url_path}{slugs}/").first()
        fields = {"queries": queries, "text": text, "telephone": telephone, "page": page, "sort_order": order * 10 + 10}
        BestBet.objects.get_or_create(title=title, defaults=fields)


DAYS = 28
# (query, searches on a working day, of ten searches those after which something was opened)
ASKED = (
    ("医保", 23, 7), ("社保", 19, 7), ("身份证", 17, 8), ("入学", 14, 6), ("公积金", 12, 7), ("低保", 9, 6),
    ("招聘", 8, 5), ("停水通知", 6, 8), ("政府工作报告", 5, 9), ("预算公开", 4, 8), ("客家", 3, 4),
)  # fmt: skip
WITHOUT_RESULT = (("公租房摇号", 3), ("体育馆 羽毛球预约", 2), ("罗浮镇 客运时刻表", 2), ("电动车 上牌 预约", 1))


def load_usage() -> None:
    """As if people had asked on the portal, fewer of them at weekends."""
    portal = Unit.objects.get(category=UnitCategory.PORTAL)
    today = timezone.localdate()
    if QueryCount.objects.filter(day__lt=today).exists():
        return  # an interrupted start has put them in
    counts: Counter[Count] = Counter()
    for back in range(1, DAYS + 1):
        day = today - timedelta(days=back)
        rest = day.weekday() >= 5
        for at, (query, usual, opened) in enumerate(ASKED):
            searches = max(1, (usual + (back * (at + 3)) % 5 - 2) // (3 if rest else 1))
            scope = Scope.GROUP if at % 2 else Scope.SITE
            counts[Count(What.SEARCH, query, portal.pk, scope, day)] = searches
            counts[Count(What.CLICKED, query, portal.pk, scope, day)] = searches * opened // 10
        for query, searches in WITHOUT_RESULT:
            if not (rest or back % (5 - searches)):
                for what in (What.SEARCH, What.WITHOUT_RESULT):
                    counts[Count(what, query, portal.pk, Scope.GROUP, day)] = searches
    add_usage(counts)


BREATH = 0.1  # seconds between two batches: SQLite has one writer, and editors want to be it


@contextmanager
def index_later() -> Iterator[None]:
    """What this process publishes meanwhile is not indexed: `index_public` does it, in batches."""
    public_changed.disconnect(dispatch_uid="search_public")
    post_save.disconnect(sender=CatalogueEntry, dispatch_uid="search_entry")
    try:
        yield
    finally:
        public_changed.connect(follow_public, dispatch_uid="search_public")
        post_save.connect(follow_entry, sender=CatalogueEntry, dispatch_uid="search_entry")


def index_public(progress: Any) -> None:
    """Brings the whole index in line with what is public."""
    batches = rebuild_database()
    for _number in progress.track(range(-(-public_count() // BATCH)), "全文检索"):
        next(batches, None)
        time.sleep(BREATH)
    for _rest in batches:  # it ends with work of its own
        pass
    renew_names()  # categories are offered only when something in them is indexed
