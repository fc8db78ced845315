"""Every process keeps which site a host is and what stands around all pages: a change shows on the next page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from hub.variants.enums import Variant
from hub.versioned_cache import VersionedCache
from sites.approval import ledger
from sites.organisation.models.unit import Unit
from sites.pages.models.partner_link import PartnerLink
from sites.pages.models.trusted_host import TrustedHost
from sites.pages.provisioning.actions import create_site
from sites.pages.provisioning.addresses import give_host, make_channel
from sites.pages.site_group import SECONDS, SiteGroup, site_group
from tests.factories import UnitFactory, column_of, opener, save_imported
from tests.pages.test_english import put_into_english
from tests.staffed import Staffed
from tests.visits import get, text

HOSTS = ("portal.localhost", "jyj.localhost", "twice.localhost", "unknown.localhost")
PORTS = (80, 443, 8000)


def status(host: str, path: str = "/") -> int:
    return Client(HTTP_HOST=host).get(path).status_code


def footer(host: str = "portal.localhost", path: str = "/") -> str:
    return text(get(path, host).footer)


def others() -> Iterator[VersionedCache[SiteGroup]]:
    """Two more processes, which have read everything before."""
    for _ in range(2):
        process = VersionedCache("site_group", SiteGroup, timeout=SECONDS, recheck_interval=0)
        process.current()
        yield process


# --- Whose host, whose page -------------------------------------------------------


@pytest.mark.parametrize("default", [None, "portal.localhost", "twice.localhost"])
def test_hosts_and_ports_mean_what_they_mean_to_wagtail(bureau: Staffed, default: str | None) -> None:
    for port in (443, 8000):
        Site.objects.create(hostname="twice.localhost", port=port, root_page=bureau.site.home)
    if default:
        Site.objects.filter(pk=Site.objects.filter(hostname=default).first().pk).update(is_default_site=True)
    group = SiteGroup()
    for host in HOSTS:
        for port in PORTS:
            request = RequestFactory().get("/", HTTP_HOST=host, SERVER_PORT=str(port))
            assert group.site_at(host, port) == Site.find_for_request(request), (host, port)


def test_a_page_belongs_to_the_nearest_home_above_it(portal: Staffed, other_bureau: Staffed) -> None:
    group = SiteGroup()
    assert group.home_above(column_of(portal.site, "news").path) == portal.site
    assert group.home_above(other_bureau.column.path) == other_bureau.site
    assert group.home_above(other_bureau.site.home.path) == other_bureau.site
    assert group.home_above(Page.get_first_root_node().path) is None


def test_what_one_visitor_was_shown_is_not_shown_to_the_next(bureau: Staffed) -> None:
    given = site_group.current().home_above(bureau.site.home.path)
    assert given is not None
    given.home.title = given.unit.name = given.site.root_page.title = "改过"
    assert "改过" not in footer("jyj.localhost")
    site = site_group.current().site_at("jyj.localhost", 80)
    assert site is not None
    assert site.root_page.title == "兴宁市教育局"


def test_a_translated_home_leaves_the_chinese_one_alone(bureau: Staffed) -> None:
    home = bureau.site.home.specific
    put_into_english(bureau, home, {home.title: "Education Bureau"})
    before = text(get("/").header)
    assert "Education" in text(get(f"{Variant.ENGLISH.prefix}/").header)
    assert text(get("/").header) == before


# --- A change shows on the next page ------------------------------------------------


def test_a_unit_its_telephone_and_its_numbers(bureau: Staffed) -> None:
    footer("jyj.localhost")
    bureau.unit.telephone = "0753-0000000"
    bureau.unit.save()
    bureau.site.identification_code = "4414810099"
    bureau.site.save()
    shown = footer("jyj.localhost")
    assert "0753-0000000" in shown
    assert "4414810099" in shown


def test_a_home_by_another_name(bureau: Staffed) -> None:
    assert "兴宁市教育局" in text(get("/").header)
    home = bureau.site.home.specific
    home.title = "兴宁教育网"
    save_imported(home)
    page = get("/news/")
    assert "兴宁教育网" in text(page.header)
    assert page.title is not None
    assert "兴宁教育网" in text(page.title)


@pytest.mark.parametrize("as_plain_page", [True, False])
def test_a_home_that_is_taken_down(bureau: Staffed, *, as_plain_page: bool) -> None:
    assert "市教育局" in footer()
    home = Page.objects.get(pk=bureau.site.home_id)
    with ledger.acting(ledger.Actor(), "测试"):
        (home if as_plain_page else home.specific).unpublish()
    assert "市教育局" not in footer()


def test_a_new_host_answers_and_the_old_one_leads_there(bureau: Staffed) -> None:
    assert status("jyj.localhost") == 200
    give_host(bureau.site, "edu.localhost")
    assert status("edu.localhost") == 200
    assert status("jyj.localhost") == 301
    links = get("/", "portal.localhost").select(".group-navigation a")
    assert [each["href"] for each in links if "教育" in each.text] == ["http://edu.localhost/"]


def test_a_site_that_becomes_a_channel_and_a_site_again(bureau: Staffed) -> None:
    assert status("jyj.localhost", "/news/") == 200
    make_channel(bureau.site)
    assert status("jyj.localhost", "/news/") == 301
    assert "主办单位：兴宁市教育局" in footer("portal.localhost", "/jyj/news/")
    give_host(bureau.site, "jyj.localhost")
    assert "主办单位：兴宁市教育局" in footer("jyj.localhost", "/news/")
    assert status("portal.localhost", "/jyj/news/") == 301


def test_a_site_that_is_opened(portal: Staffed) -> None:
    unit = UnitFactory(code="new", short_name="新部门")
    assert status("new.localhost") == 404
    create_site(unit, actor=opener())
    assert status("new.localhost") == 200
    assert "新部门" in footer()


def test_a_host_that_the_centre_trusts(bureau: Staffed) -> None:
    PartnerLink.objects.create(title="省人民政府", address="https://province.example/")
    assert "（外部链接）" in footer()
    TrustedHost.objects.create(host="province.example")
    assert "（外部链接）" not in footer()


def test_other_processes_notice(bureau: Staffed) -> None:
    processes = [*others()]
    Unit.objects.get(pk=bureau.unit.pk).save()
    bureau.unit.short_name = "教育"
    bureau.unit.save()
    give_host(bureau.site, "edu.localhost")
    for process in processes:
        group = process.current()
        found = group.site_at("edu.localhost", 80)
        assert found is not None
        assert group.site_at("jyj.localhost", 80) is None
        home = group.home_above(found.root_page.path)
        assert home is not None
        assert home.unit.short_name == "教育"


# --- What stands around a page --------------------------------------------------------


def test_the_same_on_all_pages_of_a_site_and_its_own_on_each(
    portal: Staffed, bureau: Staffed, other_bureau: Staffed
) -> None:
    def around(host: str, path: str) -> list[str]:
        page = get(path, host)
        return [str(page.select_one(".site-header")), str(page.select_one(".site-footer"))]

    places = {
        "portal": ("portal.localhost", "/", "/news/"),
        "bureau": ("jyj.localhost", "/news/", "/search/?q=办法"),
        "channel": ("portal.localhost", "/czj/", "/czj/news/"),
    }
    seen = {name: [around(host, path) for path in paths] for name, (host, *paths) in places.items()}
    assert all(first == second for first, second in seen.values())
    assert len({str(first) for first, _second in seen.values()}) == len(places)
    assert 'href="/czj/"' in seen["channel"][0][0]


def test_site_and_home_of_a_page_cost_no_query(bureau: Staffed) -> None:
    get("/search/")
    with CaptureQueriesContext(connection) as captured:
        get("/search/")
    tables = ("wagtailcore_site", "organisation_unitsite", "organisation_unit")
    assert [each["sql"] for each in captured if any(f'FROM "{table}"' in each["sql"] for table in tables)] == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_change_that_is_taken_back_leaves_no_address_behind() -> None:
    Site.clear_site_root_paths_cache()
    site = Site.objects.get(hostname="jyj.localhost")

    def address() -> str | None:
        return Page.objects.get(pk=site.root_page_id).get_full_url()

    with transaction.atomic():
        site.hostname = "new.localhost"
        site.save()
        assert address() == "http://new.localhost/"
        transaction.set_rollback(True)
    assert address() == "http://jyj.localhost/"
