"""A search asks the database the same few questions however many sites there are, and however much they have."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from wagtail.models import Collection, Page, Site

from sites.approval.enums import LedgerAction
from sites.approval.ledger import Actor
from sites.approval.releases import release
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.department_home_page import DepartmentHomePage
from tests.factories import UnitFactory, published
from tests.staffed import Staffed
from tests.visits import queries

PAGE, SUGGESTIONS = 8, 2
SEARCHES = (
    "/search/?q=渡槽",
    "/search/?q=渡槽&scope=group",
    "/search/?q=渡槽&scope=group&sort=date&kind=policy",
    "/search/?q=渡槽 管护&scope=group",
)


def _sites(number: int) -> None:
    """Departments with a host of their own and nothing on it."""
    for _ in range(number):
        unit = UnitFactory()
        home = DepartmentHomePage(title=unit.name, slug=unit.code, unit=unit, first_published_at=timezone.now())
        release(home, LedgerAction.PROVISIONED, Actor())
        Page.get_first_root_node().add_child(instance=home)
        site = Site.objects.create(hostname=f"{unit.code}.localhost", root_page=home)
        collection = Collection.get_first_root_node().add_child(name=unit.name)
        UnitSite.objects.create(unit=unit, home_id=home.pk, site=site, collection=collection)
    Site.clear_site_root_paths_cache()


def _costs() -> list[int]:
    return [queries(address) for address in SEARCHES]


def test_ten_sites_or_a_hundred(bureau: Staffed, indexed: Callable[[], int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.result_loading.AT_ONCE", 10)  # what few documents save is saved by neither
    for number in range(12):
        published(bureau.column, title=f"渡槽管护第{number}号")
    indexed()
    _sites(8)
    of_ten = _costs()
    assert max(of_ten) <= PAGE, of_ten
    suggestions = queries("/search/suggestions/?q=渡")
    assert suggestions <= SUGGESTIONS
    _sites(90)
    for number in range(30):
        published(bureau.column, title=f"渡槽管护新{number}号")
    indexed()
    assert _costs() == of_ten
    assert queries("/search/suggestions/?q=渡") == suggestions
