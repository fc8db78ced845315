"""No page and no unit takes an address of the system's own."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import Resolver404, get_resolver, resolve
from wagtail.views import serve

from hub.reserved_names import reserved_names
from hub.variants.enums import Variant
from sites.organisation.enums import UnitCategory
from sites.organisation.models.unit import Unit
from sites.pages.models.column_page import ColumnPage
from sites.pages.provisioning.actions import create_site
from sites.pages.provisioning.addresses import AddressTaken, make_channel
from sites.pages.provisioning.structure import Column, standard_columns
from tests.factories import UnitFactory, published
from tests.staffed import Staffed
from tests.visits import get

KNOWN = ("admin", "api", "search", "display", "leaving", "reading", "files", "media", "static", "zh-hant", "en")


def is_a_page(path: str) -> bool:
    """Whether a path of words belongs to the page tree."""
    try:
        return resolve(path).func == serve
    except Resolver404:
        return False


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_known_to_be_taken_is_reserved(name: str) -> None:
    assert name in reserved_names()


def test_every_first_part_of_the_urlconf_is_reserved() -> None:
    """Found by asking for each word in the URLconf whether its address belongs to the page tree."""
    words = {
        part for route in routes(get_resolver()) for part in route.replace("^", "").split("/") if part.isidentifier()
    }
    taken = {word for word in words if not is_a_page(f"/{word}/")}
    assert taken <= reserved_names()
    assert {"search", "display", "admin"} <= taken


def routes(resolver: object, before: str = "") -> list[str]:
    found = []
    for each in resolver.url_patterns:  # type: ignore[attr-defined]
        route = before + str(each.pattern)
        found += routes(each, route) if hasattr(each, "url_patterns") and not route.startswith("admin") else [route]
    return found


def test_standard_columns_have_free_names() -> None:
    def slugs(columns: tuple[Column, ...]) -> set[str]:
        return {slug for each in columns for slug in (each.slug, *slugs(each.children))}

    assert (
        not {slug for category in UnitCategory.values for slug in slugs(standard_columns(category))} & reserved_names()
    )
    assert not {variant.value for variant in Variant if variant.prefix} - reserved_names()


@pytest.mark.parametrize("code", ["search", "api", "zh-hant", "files"])
def test_a_units_code_is_not_reserved(portal: Staffed, code: str) -> None:
    unit = Unit(name="兴宁市某局", short_name="某局", code=code, category="government")
    with pytest.raises(ValidationError) as refused:
        unit.full_clean()
    assert refused.value.message_dict == {"code": [f"“{code}”是系统保留的网址，请换一个。"]}


def test_no_site_of_an_older_unit_takes_one(portal: Staffed) -> None:
    unit = UnitFactory(code="search")
    for channel in (True, False):
        with pytest.raises(AddressTaken, match="系统保留的网址"):
            create_site(unit, channel=channel)
    unit = UnitFactory(code="gaj")
    site = create_site(unit)
    type(site.home).objects.filter(pk=site.home_id).update(slug="search")
    site.refresh_from_db()
    with pytest.raises(AddressTaken, match="系统保留的网址"):
        make_channel(site)


def test_a_column_gets_a_free_name_by_itself(bureau: Staffed) -> None:
    home = bureau.site.home.specific
    column = published(home, ColumnPage(title="Search"))
    assert column.slug == "search-1"
    assert get(f"/{column.slug}/").h1.get_text(strip=True) == "Search"
    assert get("/search/").h1.get_text(strip=True) == "搜索"


def test_a_name_given_by_hand_is_refused(bureau: Staffed) -> None:
    for parent in (bureau.site.home.specific, bureau.column):
        with pytest.raises(ValidationError, match="系统保留的网址"):
            published(parent, ColumnPage(title="接口", slug="api"))
