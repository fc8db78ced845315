"""A catalogue of generated documents: invented titles and numbers, in the shape that the system gives real ones.

`fill` writes units with light sites (home, host, two columns) and puts the documents straight into the tables: pages,
articles, entries, links of interpretations. The same seed gives the same documents. Nobody approved them.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Collection, Page, Site

from bench.article_rows import insert_articles
from opencat.document_numbers import compare_key
from opencat.enums import LinkKind
from opencat.index_numbers import format_index_number
from opencat.models import CatalogueEntry, Category, DocumentLink, IndexCounter
from sites.approval.enums import LedgerAction
from sites.approval.ledger import Actor
from sites.approval.releases import release
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.enums import Audience, DisclosureKind, Genre, InformationKind, Theme, Validity
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.department_home_page import DepartmentHomePage
from sites.pages.models.town_home_page import TownHomePage
from sites.pages.provisioning.actions import create_site
from sites.pages.provisioning.structure import standard_columns
from sites.pages.provisioning.templates import column_from
from tests.factories import UnitFactory, portal_unit

SEED = 441481
UNITS, DOCUMENTS = 80, 100_000
TOWNS, PARTY = 20, 14  # of the units; the others are departments of the government
FIRST_YEAR = 2008
DRAFTS = 0.02
BATCH = 2000

_WORK = ("教育", "财政", "农田水利", "道路建设", "社会保障", "安全生产", "环境整治", "医疗卫生", "招商引资", "防汛抗旱")
_MATTER = (
    "工作要点",
    "专项资金安排",
    "实施方案",
    "管理办法",
    "检查情况",
    "年度计划",
    "考核结果",
    "项目公示",
    "会议",
    "培训",
)
_VALIDITY = ((Validity.IN_FORCE, 85), (Validity.AMENDED, 5), (Validity.EXPIRED, 4), (Validity.ABOLISHED, 6))


@dataclass
class Document:
    """What is known of a document before it has rows."""

    unit: Unit
    category: Category
    serial: int
    fields: dict[str, Any]  # of the article and its entry
    live: bool
    published_at: datetime | None

    @property
    def index_number(self) -> str:
        if not self.live or self.published_at is None:
            return ""
        return format_index_number(self.unit.code, self.category.code, self.published_at.year, self.serial)


def fill(units: int = UNITS, documents: int = DOCUMENTS, today: date | None = None) -> None:
    """Fills an empty, migrated database. Minutes for the preset numbers."""
    random_numbers = random.Random(SEED)
    today = today or timezone.localdate()
    columns = make_sites(units)
    categories = list(Category.objects.exclude(parent=None))
    serials = count(1)
    for number, column in enumerate(columns):
        share = documents // len(columns) + (number < documents % len(columns))
        made = _documents(column.unit, categories, share, random_numbers, serials, today)
        for start, batch in _batches(list(made)):
            _store(column, start, batch)
        Page.objects.filter(pk=column.pk).update(numchild=share)
    _count_serials()
    _interpret(random_numbers)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_sites(units: int) -> list[ColumnPage]:
    """The portal by `create_site`, the others light; of each the column that its documents go into."""
    portal = create_site(portal_unit())
    columns = [ColumnPage.objects.child_of(portal.home).get(slug="disclosure")]
    root = Page.get_first_root_node()
    for number in range(units - 1):
        kind = UnitCategory.TOWN if number < TOWNS else UnitCategory.PARTY if number < TOWNS + PARTY else None
        unit = UnitFactory(
            code=f"bench{number}",
            name=f"兴宁市示例{number}单位",
            short_name=f"示例{number}",
            category=kind or UnitCategory.GOVERNMENT,
        )
        columns.append(_light_site(root, unit))
    Site.clear_site_root_paths_cache()
    return columns


def _light_site(root: Page, unit: Unit) -> ColumnPage:
    home_class = TownHomePage if unit.category == UnitCategory.TOWN else DepartmentHomePage
    home = home_class(title=unit.name, slug=unit.code, unit=unit, first_published_at=timezone.now())
    release(home, LedgerAction.PROVISIONED, Actor())
    root.add_child(instance=home)
    site = Site.objects.create(hostname=f"{unit.code}.localhost", root_page=home)
    collection = Collection.get_first_root_node().add_child(name=unit.name)
    UnitSite.objects.create(unit=unit, home_id=home.pk, site=site, collection=collection)
    order = next(column for column in standard_columns(unit.category) if column.slug == "disclosure")
    column = column_from(order)
    column.unit = unit
    release(column, LedgerAction.PROVISIONED, Actor())
    home.add_child(instance=column)
    return column


def _documents(
    unit: Unit, categories: list[Category], number: int, chance: random.Random, serials: Iterator[int], today: date
) -> Iterator[Document]:
    scope = "portal" if unit.is_portal else "units"
    possible = [category for category in categories if category.scope == scope]
    # A few categories hold most of the documents, as they do.
    weights = [1 / rank for rank in range(1, len(possible) + 1)]
    chance.shuffle(possible)
    for _ in range(number):
        category = chance.choices(possible, weights)[0]
        yield _document(unit, category, next(serials), chance, today)


def _document(unit: Unit, category: Category, serial: int, chance: random.Random, today: date) -> Document:
    age = int((today - date(FIRST_YEAR, 1, 1)).days * chance.random() ** 2)  # more of the recent ones
    written = today - timedelta(days=age)
    live = chance.random() >= DRAFTS
    published_on = min(today - timedelta(days=1), written + timedelta(days=chance.randrange(30)))
    at = datetime.combine(published_on, time(chance.randrange(24), chance.randrange(60)), UTC)
    validity = chance.choices([each for each, _ in _VALIDITY], [weight for _, weight in _VALIDITY])[0]
    has_number = category.asks_number or chance.random() < 0.3
    number = f"{unit.short_name}发〔{written.year}〕{serial}号" if has_number else ""
    fields = {
        "title": f"{unit.short_name}关于{chance.choice(_WORK)}{chance.choice(_MATTER)}的第{serial}号文件",
        "document_number": number,
        "written_on": written,
        "kind": chance.choice(InformationKind.values),
        "genre": chance.choice(["", *Genre.values]),
        "theme": chance.choice(["", *Theme.values]),
        "audience": chance.choice(["", *Audience.values]),
        "disclosure_kind": DisclosureKind.ON_REQUEST if chance.random() < 0.03 else DisclosureKind.PROACTIVE,
        "validity": validity,
        "ceases_on": _ceases_on(validity, written, chance, today),
    }
    return Document(unit, category, serial, fields, live, at if live else None)


def _ceases_on(validity: Validity, written: date, chance: random.Random, today: date) -> date | None:
    if validity in (Validity.ABOLISHED, Validity.EXPIRED):
        return written + timedelta(days=chance.randrange(max((today - written).days, 1)))
    return written + timedelta(days=5 * 365) if chance.random() < 0.05 else None


def _batches(rows: list[Document]) -> Iterator[tuple[int, list[Document]]]:
    for start in range(0, len(rows), BATCH):
        yield start, rows[start : start + BATCH]


def _store(column: ColumnPage, start: int, batch: list[Document]) -> None:
    pages = Page.objects.bulk_create([_page(column, start + step, each) for step, each in enumerate(batch, 1)])
    insert_articles(pages, (_article(each, column.unit) for each in batch))
    CatalogueEntry.objects.bulk_create(
        [_entry(page.pk, each) for page, each in zip(pages, batch, strict=True)], batch_size=BATCH
    )


def _page(column: ColumnPage, step: int, document: Document) -> Page:
    slug = f"bench-{document.serial}"
    return Page(
        path=ArticlePage._get_path(column.path, column.depth + 1, 1000 + step),  # behind the portal's own columns
        depth=column.depth + 1,
        title=document.fields["title"],
        draft_title=document.fields["title"],
        slug=slug,
        url_path=f"{column.url_path}{slug}/",
        content_type=ContentType.objects.get_for_model(ArticlePage),
        locale_id=column.locale_id,
        live=document.live,
        translation_key=uuid.uuid4(),
        first_published_at=document.published_at,
        last_published_at=document.published_at,
        latest_revision_created_at=document.published_at,
    )


def _article(document: Document, unit: Unit) -> ArticlePage:
    own = {"published_at": document.published_at, "index_number": document.index_number}
    return ArticlePage(source="基准测试", unit=unit, category=document.category, **document.fields, **own)


def _entry(page_id: int, document: Document) -> CatalogueEntry:
    written: date = document.fields["written_on"]
    return CatalogueEntry(
        page_id=page_id,
        content_type=ContentType.objects.get_for_model(Page),
        object_id=page_id,
        unit=document.unit,
        category=document.category,
        index_number=document.index_number or None,
        number_key=compare_key(document.fields["document_number"])[:60],
        year=written.year,
        is_public=document.live,
        published_at=document.published_at,
        published_on=document.published_at.date() if document.published_at else None,
        term_code="disclose",
        due_on=written + timedelta(days=28),
        due_explanation="基准测试：二十个工作日，约四周。",
        **document.fields,
    )


def _count_serials() -> None:
    """As high as the highest number given, so that the next document gets a free one."""
    highest = CatalogueEntry.objects.count()
    keys = CatalogueEntry.objects.public().values_list("unit_id", "category_id", "published_on__year").distinct()
    IndexCounter.objects.bulk_create(
        [
            IndexCounter(unit_id=unit, category_id=category, year=year, last_serial=highest)
            for unit, category, year in keys
        ],
        batch_size=BATCH,
    )


def _interpret(chance: random.Random) -> None:
    """Each public interpretation is of some document of its unit."""
    by_unit: dict[int, list[int]] = {}
    entries = CatalogueEntry.objects.public().order_by("pk")
    for unit, page in entries.filter(category__is_interpretation=False).values_list("unit_id", "page_id"):
        by_unit.setdefault(unit, []).append(page)
    rows = entries.filter(category__is_interpretation=True).values_list("unit_id", "page_id")
    DocumentLink.objects.bulk_create(
        [
            DocumentLink(page_id=page, kind=LinkKind.INTERPRETS, target_id=chance.choice(by_unit[unit]))
            for unit, page in rows
        ],
        batch_size=BATCH,
    )
