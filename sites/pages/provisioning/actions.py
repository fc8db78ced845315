"""`create_site`: behind the admin form, the command, the demo and the tests alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Collection, Page, Site, WorkflowPage
from wagtail.signal_handlers import disable_reference_index_auto_update

from hub.indexing import indexed_together
from hub.reserved_names import reserved_names
from sites.approval.enums import LedgerAction
from sites.approval.gate import releasing_together
from sites.approval.ledger import Actor
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.releases import release
from sites.approval.workflows import PORTAL as PORTAL_WORKFLOW
from sites.approval.workflows import UNIT_SITE, workflow_named
from sites.organisation import rights
from sites.organisation.capacity import hold_offices
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.department_home_page import DepartmentHomePage
from sites.pages.models.group_page import GroupPage
from sites.pages.models.home_page import HomePage
from sites.pages.models.portal_home_page import PortalHomePage
from sites.pages.models.town_home_page import TownHomePage
from sites.pages.navigation import forget_menu_of
from sites.pages.provisioning.addresses import AddressTaken, default_host
from sites.pages.provisioning.compositions import default_sections
from sites.pages.provisioning.structure import Column, standard_columns
from sites.pages.provisioning.templates import column_from, home_title
from sites.pages.provisioning.tree import NewPages
from sites.pages.translation.locales import source_locale_id

TEMPLATE = "按模板建站"
BEFORE_ANYBODY = "按模板建站，市网络信息中心还没有人任职"
HOMES: dict[str, type[HomePage]] = {
    UnitCategory.PORTAL: PortalHomePage,
    UnitCategory.TOWN: TownHomePage,
    UnitCategory.PARTY: DepartmentHomePage,
    UnitCategory.GOVERNMENT: DepartmentHomePage,
}


@transaction.atomic
def create_site(unit: Unit, *, channel: bool = False, host: str = "", actor: Actor | None = None) -> UnitSite:
    """The site of `unit`, made or completed: home and standard columns, collection, rights, workflow, host.

    Idempotent: a second call adds what is missing and leaves alone what editors made of it. `channel` puts a new site
    under the portal instead of on a host of its own; afterwards `give_host` and `make_channel` switch. `actor`: in
    whose name; nobody's as long as nobody holds an office of the centre.

    Raises:
        AddressTaken: the host belongs to another site, the unit's code is a reserved name, or a channel is asked for
            before there is a portal.
        PublicationRefused: something is to be opened, and not by somebody in an office of the centre.
    """
    actor = actor or Actor()
    if actor.user is not None:
        hold_offices(actor.user)
    rights.staff_groups()
    unit_site = UnitSite.objects.filter(unit=unit).select_related("home", "collection", "writers").first()
    if unit_site is None:
        unit_site = _open(unit, channel, (host or default_host(unit)).lower(), actor)
    home = unit_site.home.specific
    _complete(home, standard_columns(unit.category), unit, actor)
    _compose(home, unit, actor)
    forget_menu_of(unit.pk)
    return unit_site


def _open(unit: Unit, channel: bool, host: str, actor: Actor) -> UnitSite:
    if channel and unit.is_portal:
        raise AddressTaken("门户网站不能设为频道。")
    if unit.code in reserved_names():
        raise AddressTaken(f"单位代码 {unit.code} 是系统保留的网址，请先更改。")
    if not channel and Site.objects.filter(hostname=host).exists():
        raise AddressTaken(f"主机名 {host} 已被其他网站使用。")
    parent = _portal() if channel else Page.get_first_root_node()
    name = home_title(unit)
    # Public once its sections are there, so that the record of its opening holds all of it.
    home = HOMES[unit.category](title=name, slug=unit.code, unit=unit, introduction="", live=False)
    home.locale_id = parent.locale_id
    parent.add_child(instance=home)
    collection = Collection.get_first_root_node().add_child(name=unit.name)
    site = None
    if not channel:
        site = Site.objects.create(hostname=host, port=settings.GROUP_PORT, site_name=name, root_page=home)
    workflow = workflow_named(PORTAL_WORKFLOW if unit.is_portal else UNIT_SITE)
    WorkflowPage.objects.update_or_create(page=Page.objects.get(pk=home.pk), defaults={"workflow": workflow})
    writers = None if unit.is_portal else rights.writers_group(unit, home, collection)
    return UnitSite.objects.create(unit=unit, home_id=home.pk, site=site, collection=collection, writers=writers)


def _portal() -> Page:
    portal = PortalHomePage.objects.filter(locale=source_locale_id()).first()
    if portal is None:
        raise AddressTaken("请先建立门户网站，再建频道。")
    return portal


def _complete(home: HomePage, wanted: Sequence[Column], unit: Unit, actor: Actor) -> None:
    """The standard columns below `home`, with their places in the disclosure catalogue."""
    present = {column.url_path: column for column in ColumnPage.objects.descendant_of(home).filter(unit=unit)}
    # This app knows the catalogue by name only.
    catalogue: Any = ColumnPage._meta.get_field("category").related_model
    categories = {row.code: row for row in catalogue.objects.all()}
    deleted = _deleted_columns(unit)
    new = NewPages()

    def complete(parent: GroupPage, orders: Sequence[Column]) -> None:
        for order in orders:
            address = f"{parent.url_path}{order.slug}/"
            column = present.get(address)
            if column is None and address.removeprefix(home.url_path).strip("/") in deleted:
                continue
            category = categories.get(order.category)
            if column is None:
                column = _column(order, unit, category, actor)
                new.add(column, parent)
            elif column.category_id is None and category is not None:
                ColumnPage.objects.filter(pk=column.pk).update(category=category)
            complete(column, order.children)

    # New columns point at nothing that an editor could look for.
    with disable_reference_index_auto_update(), indexed_together(), releasing_together():
        complete(home, wanted)
        new.finish()


def _deleted_columns(unit: Unit) -> set[str]:
    """Paths below the home of columns that were deleted by a decision, which no template takes back. One query."""
    rows = LedgerEntry.objects.filter(action=LedgerAction.DELETED, unit=unit, facts__has_key="column")
    rows = rows.exclude(office="")  # by somebody in an office
    return {facts["column"] for facts in rows.values_list("facts", flat=True)}


def _column(order: Column, unit: Unit, category: Any, actor: Actor) -> ColumnPage:
    """A page of the template goes live as it is: opening the site was the decision, and the ledger says so."""
    column = column_from(order)
    column.unit, column.category = unit, category
    column.first_published_at = timezone.now()
    column.last_published_at = column.first_published_at
    release(column, LedgerAction.PROVISIONED, actor, _comment(actor))
    return column


def _comment(actor: Actor) -> str:
    return TEMPLATE if actor.user is not None else BEFORE_ANYBODY


def _compose(home: HomePage, unit: Unit, actor: Actor) -> None:
    """The sections of its kind for a home that has none, which makes it public; never while somebody works on it."""
    if home.live or home.sections or home.has_unpublished_changes:
        return
    home.refresh_from_db()  # columns were added below it
    home.sections = default_sections(unit.category, home)
    home.live = True
    home.first_published_at = home.first_published_at or timezone.now()
    home.last_published_at = timezone.now()
    release(home, LedgerAction.PROVISIONED, actor, _comment(actor))
    home.save()
