"""Objects for tests, made the way the system makes them: people by appointments, sites by `create_site`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from inspect import unwrap
from typing import Any

import factory
from django.conf import settings
from django.db.models import QuerySet
from factory.django import DjangoModelFactory
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.indexing import indexed_together
from hub.models import User
from opencat.models import Category
from sites.approval.enums import BatchStatus, LedgerAction
from sites.approval.ledger import Actor
from sites.approval.models.content import ApprovableContent
from sites.approval.models.import_batch import ImportBatch
from sites.approval.releases import release
from sites.organisation.enums import CENTRE_OFFICES, Office, UnitCategory
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.organisation.places import unit_for_path
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage

PASSWORD = "a-long-test-password"
LONG_AGO = date(2020, 1, 1)
IMPORTER, IMPORTS_LEADER = "importer", "importer-leader"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person{number}")
    last_name = "测"
    first_name = factory.Sequence(lambda number: f"试{number}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@test.localhost")
    password = factory.django.Password(PASSWORD)


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda number: f"unit{number}")
    name = factory.LazyAttribute(lambda unit: f"兴宁市{unit.code}局")
    short_name = factory.LazyAttribute(lambda unit: unit.code)
    category = UnitCategory.GOVERNMENT


def centre_unit() -> Unit:
    return UnitFactory(code=settings.CENTRE_UNIT_CODE, name="兴宁市网络信息中心", short_name="市网信中心")


def portal_unit() -> Unit:
    return UnitFactory(
        code="portal-office", name="兴宁市人民政府办公室", short_name="市府办", category=UnitCategory.PORTAL
    )


def education_unit() -> Unit:
    """A department whose site has a host of its own, jyj.localhost."""
    return UnitFactory(code="jyj", name="兴宁市教育局", short_name="市教育局")


def finance_unit() -> Unit:
    """A department whose site is a channel below the portal, /czj/."""
    return UnitFactory(code="czj", name="兴宁市财政局", short_name="市财政局")


def appoint(unit: Unit, *offices: Office, person: User | None = None, **fields: Any) -> User:
    """A person who holds `offices` in `unit`; a new one unless given."""
    person = person or UserFactory(username=f"{unit.code}-{'-'.join(offices)}"[:150])
    for office in offices:
        Appointment.objects.create(person=person, unit=unit, office=office, **{"starts_on": LONG_AGO, **fields})
    return person


def staff(unit: Unit) -> dict[Office, User]:
    """One person for each office that the approval of a unit's information needs, and an editor."""
    offices = (Office.EDITOR, Office.SECRECY_REVIEWER, Office.SUPERVISING_LEADER, Office.PRINCIPAL_LEADER)
    return appoint_each(unit, offices)


def appoint_each(unit: Unit, offices: Iterable[Office]) -> dict[Office, User]:
    """One person for each of `offices`, found by searches; Wagtail is not told what an appointment points at."""
    with disable_reference_index_auto_update(), indexed_together():
        return {office: appoint(unit, office) for office in offices}


def column_of(site: UnitSite, path: str = "news/activities") -> ColumnPage:
    """A standard column of a site by its slugs below the home."""
    return ColumnPage.objects.get(url_path=f"{site.home.url_path}{path}/")


def take_emergencies(column: ColumnPage) -> None:
    """As the centre says it of the column's category."""
    Category.objects.filter(columns=column).update(takes_emergencies=True)


def draft(column: ColumnPage, author: User, **fields: Any) -> ArticlePage:
    """An unpublished article with one revision by `author`."""
    page = ArticlePage(**{"title": "一篇草稿", "source": "市教育局", "live": False, "owner": author, **fields})
    page.body = fields.get("body", [("paragraph", "<p>正文。</p>")])
    column.add_child(instance=page)
    page.save_revision(user=author)
    return ArticlePage.objects.get(pk=page.pk)


def published(column: GroupPage, page: GroupPage | None = None, **fields: Any) -> Any:
    """A public page, released as an import: for tests that are not about approval."""
    page = page or ArticlePage(**{"title": "已发布的信息", "source": "市教育局", **fields})
    with importing(page, column):
        column.add_child(instance=page)
    return type(page).objects.get(pk=page.pk)


def opener() -> Actor:
    """In whose name a site is opened: somebody of the centre, or nobody where it has no people."""
    held = Appointment.objects.current().filter(unit__code=settings.CENTRE_UNIT_CODE, office__in=CENTRE_OFFICES)
    appointment = held.select_related("person").first()
    return Actor(appointment.person, appointment) if appointment else Actor()


def people_of_imports() -> list[User]:
    """Who uploads, and who says yes. To be made before threads that import at once."""
    names = (IMPORTER, IMPORTS_LEADER)
    return [User.objects.filter(username=name).first() or UserFactory(username=name) for name in names]


@contextmanager
def importing(content: ApprovableContent, below: GroupPage | None = None) -> Iterator[None]:
    """The save of `content` meanwhile is an import with the yes of a leader: both hold their offices for as long."""
    column = below if below is not None else content
    unit = getattr(column, "unit", None) or unit_for_path(column.path)
    importer, leader = people_of_imports()
    centre = Unit.objects.filter(code=settings.CENTRE_UNIT_CODE).first()
    made = [] if centre else [Unit(code=settings.CENTRE_UNIT_CODE, name="中心", short_name="中心")]
    Unit.objects.bulk_create(made)
    centre = centre or made[0]
    offices = [
        Appointment(person=importer, unit=centre, office=Office.CENTRE_EDITOR, starts_on=LONG_AGO),
        Appointment(person=leader, unit=unit, office=Office.SUPERVISING_LEADER, starts_on=LONG_AGO),
    ]
    Appointment.objects.bulk_create(offices)
    batch = ImportBatch(status=BatchStatus.APPROVED, name="测试", column_id=column.pk, unit=unit, due_on=LONG_AGO)
    batch.uploaded_by, batch.decided_by = importer, leader
    ImportBatch.objects.bulk_create([batch])
    try:
        release(content, LedgerAction.IMPORTED, Actor(importer, offices[0]), "测试", ground=batch)
        yield
    finally:
        ImportBatch.objects.filter(pk=batch.pk)._raw_delete(using="default")  # nobody has said yes on the ledger
        Appointment.objects.filter(pk__in=[office.pk for office in offices])._raw_delete(using="default")
        Unit.objects.filter(pk__in=[unit.pk for unit in made])._raw_delete(using="default")


def save_imported(content: ApprovableContent) -> None:
    with importing(content):
        content.save()


def written_before(rows: QuerySet, **values: Any) -> None:
    """As rows of before are: past all that looks at what is written."""
    unwrap(QuerySet.update)(rows, **values)
