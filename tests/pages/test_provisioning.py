"""Sites are made by one function, and every address that once worked still leads to its page (Arts. 2, 14, 15)."""

from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupPagePermission, Page, Site, WorkflowPage

from hub.models import User
from sites.approval.enums import LedgerAction, RemovalKind
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import decide_removal
from sites.approval.workflows import PORTAL, UNIT_SITE
from sites.organisation.auth import CENTRE_GROUP
from sites.organisation.enums import Office, UnitCategory
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.column_page import ColumnPage
from sites.pages.provisioning.actions import create_site
from sites.pages.provisioning.addresses import AddressTaken, give_host, make_channel
from sites.pages.provisioning.structure import Column, standard_columns
from tests.factories import UnitFactory, column_of, published
from tests.staffed import Staffed
from tests.story import browser_of


def site_form(where: str, host: str = "") -> dict[str, str]:
    return {"where": where, "host": host}


def leads(client: Client, host: str, path: str) -> tuple[int, str]:
    """(status, target) of a request of the public."""
    response = client.get(path, headers={"host": host})
    return response.status_code, response.headers.get("Location", "")


def counted() -> tuple[int, ...]:
    models = (Page, Site, Collection, GroupPagePermission, WorkflowPage, UnitSite, LedgerEntry)
    return tuple(model.objects.count() for model in models)


# --- one function ---


def test_a_second_call_changes_nothing(bureau: Staffed) -> None:
    before = counted()
    again = create_site(bureau.unit)
    assert again == bureau.site
    assert counted() == before


def test_a_second_call_puts_back_what_is_missing_and_leaves_what_editors_made(bureau: Staffed) -> None:
    changed = ColumnPage.objects.get(url_path=f"{bureau.site.home.url_path}guides/")
    ColumnPage.objects.filter(pk=changed.pk).update(description="编辑写的说明")
    bureau.column.delete()
    create_site(bureau.unit)
    changed.refresh_from_db()
    assert changed.description == "编辑写的说明"
    assert bureau.column.live


def flat(columns: tuple[Column, ...], path: str = "") -> dict[str, Column]:
    found = {}
    for column in columns:
        found[f"{path}{column.slug}/"] = column
        found.update(flat(column.children, f"{path}{column.slug}/"))
    return found


@pytest.mark.parametrize("category", UnitCategory.values)
def test_each_kind_of_site_gets_its_standard_columns(portal: Staffed, category: str) -> None:
    if category == UnitCategory.PORTAL:
        unit_site = portal.site
    else:
        unit_site = create_site(UnitFactory(code=f"new-{category}", category=category))
    home = unit_site.home
    columns = {
        column.url_path.removeprefix(home.url_path): column
        for column in ColumnPage.objects.descendant_of(home).live().filter(unit=unit_site.unit)
    }
    wanted = flat(standard_columns(category))
    assert set(columns) == set(wanted)
    for path, column in columns.items():
        assert (column.title, column.mandated_by) == (wanted[path].title, wanted[path].mandated_by)


@pytest.mark.parametrize(
    ("category", "article", "items"),
    [
        (UnitCategory.PORTAL, "第十四条", 10),
        (UnitCategory.TOWN, "第十五条", 6),
        (UnitCategory.GOVERNMENT, "第十五条", 6),
        (UnitCategory.PARTY, "第十五条", 6),
    ],
)
def test_every_item_of_the_article_has_a_column(category: str, article: str, items: int) -> None:
    named = {column.mandated_by for column in flat(standard_columns(category)).values()}
    numbers = "一二三四五六七八九十"[:items]
    assert named >= {f"{article}（{number}）" for number in numbers}


def test_opening_a_site_is_on_record(bureau: Staffed) -> None:
    row = LedgerEntry.objects.of(bureau.site.home).get()
    assert (row.action, row.unit) == (LedgerAction.PROVISIONED, bureau.unit)


def test_each_site_has_its_own_collection_and_few_grants(bureau: Staffed, other_bureau: Staffed) -> None:
    assert bureau.site.collection != other_bureau.site.collection
    rows = GroupPagePermission.objects.filter(group=bureau.site.writers)
    assert {row.page_id for row in rows} == {bureau.site.home_id}
    assert {row.permission.codename for row in rows} == {"add_page", "change_page"}


def test_the_portal_has_the_centres_step_and_others_not(
    portal: Staffed, bureau: Staffed, other_bureau: Staffed
) -> None:
    assert portal.site.home.specific.get_workflow().name == PORTAL
    assert bureau.column.get_workflow().name == UNIT_SITE
    assert other_bureau.column.get_workflow().name == UNIT_SITE


def test_a_channel_before_there_is_a_portal_is_refused(portal: Staffed) -> None:
    for unit_site in UnitSite.objects.order_by("-home__depth"):  # channels before the portal
        unit_site.delete()
        unit_site.home.specific.delete()
    with pytest.raises(AddressTaken, match="请先建立门户网站"):
        create_site(UnitFactory(), channel=True)
    assert not UnitSite.objects.exists()


def test_a_host_of_another_site_is_refused(bureau: Staffed) -> None:
    with pytest.raises(AddressTaken, match=r"主机名 jyj\.localhost 已被其他网站使用"):
        create_site(UnitFactory(), host="jyj.localhost")


# --- in the admin ---


def test_the_centre_opens_a_site(portal: Staffed, centre: dict[Office, User], client: Client) -> None:
    unit = UnitFactory(code="wsj", name="兴宁市卫生局")
    admin = browser_of(centre[Office.CENTRE_EDITOR])
    url = reverse("provisioning:site", args=[unit.pk])
    assert admin.post(url, site_form("host", "wsj.localhost")).status_code == 302
    assert leads(client, "wsj.localhost", "/")[0] == 200
    row = LedgerEntry.objects.of(unit.unit_site.home).get()
    assert (row.actor, row.office) == (centre[Office.CENTRE_EDITOR], Office.CENTRE_EDITOR)


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("jyj.localhost", "主机名 jyj.localhost 已被其他网站使用。"),
        ("http://wsj.localhost/", "请填写主机名"),
        ("卫生局", "请填写主机名"),
        ("", "请填写主机名。"),
    ],
)
def test_a_host_that_cannot_be_is_refused_in_plain_words(
    bureau: Staffed, centre: dict[Office, User], host: str, message: str
) -> None:
    unit = UnitFactory(code="wsj", name="兴宁市卫生局")
    url = reverse("provisioning:site", args=[unit.pk])
    response = browser_of(centre[Office.CENTRE_EDITOR]).post(url, site_form("host", host))
    assert message in response.content.decode()
    assert not UnitSite.objects.filter(unit=unit).exists()


def test_editors_open_no_sites(bureau: Staffed) -> None:
    unit = UnitFactory(code="wsj", name="兴宁市卫生局")
    url = reverse("provisioning:site", args=[unit.pk])
    assert browser_of(bureau.editor).post(url, site_form("host", "wsj.localhost")).status_code in (302, 403)
    assert not UnitSite.objects.filter(unit=unit).exists()


# --- addresses ---


def test_a_host_becomes_a_channel_and_back_and_no_address_dies(bureau: Staffed, client: Client) -> None:
    article = published(bureau.column, title="深处的一篇")
    below = f"/news/activities/{article.slug}/"
    assert leads(client, "jyj.localhost", below)[0] == 200

    make_channel(bureau.site)
    assert leads(client, "portal.localhost", f"/jyj{below}")[0] == 200
    assert leads(client, "jyj.localhost", f"{below}?from=mail&page=2") == (
        301,
        f"http://portal.localhost/jyj{below}?from=mail&page=2",
    )
    assert leads(client, "jyj.localhost", "/") == (301, "http://portal.localhost/jyj/")

    give_host(bureau.site, "jyj.localhost")
    assert leads(client, "jyj.localhost", below)[0] == 200
    assert leads(client, "portal.localhost", f"/jyj{below}") == (301, f"http://jyj.localhost{below}")
    assert leads(client, "portal.localhost", "/jyj/") == (301, "http://jyj.localhost/")


def test_a_site_under_a_new_name_is_found_under_the_old(bureau: Staffed, client: Client) -> None:
    give_host(bureau.site, "edu.localhost")
    give_host(bureau.site, "education.localhost")
    for old in ("jyj.localhost", "edu.localhost"):
        assert leads(client, old, "/news/") == (301, "http://education.localhost/news/")
    assert leads(client, "education.localhost", "/news/")[0] == 200


def test_a_channel_gets_a_host(other_bureau: Staffed, client: Client) -> None:
    assert leads(client, "portal.localhost", "/czj/news/")[0] == 200
    give_host(other_bureau.site, "czj.localhost")
    assert leads(client, "czj.localhost", "/news/")[0] == 200
    assert leads(client, "portal.localhost", "/czj/news/") == (301, "http://czj.localhost/news/")


def test_what_never_existed_below_an_old_address_is_not_found_in_the_end(bureau: Staffed, client: Client) -> None:
    make_channel(bureau.site)
    status, target = leads(client, "jyj.localhost", "/never/there/")
    assert (status, target) == (301, "http://portal.localhost/jyj/never/there/")
    assert leads(client, "portal.localhost", "/jyj/never/there/")[0] == 404


def test_switching_keeps_what_is_public_public_without_new_approval(bureau: Staffed, client: Client) -> None:
    article = published(bureau.column)
    rows = LedgerEntry.objects.count()
    make_channel(bureau.site)
    assert leads(client, "portal.localhost", f"/jyj/news/activities/{article.slug}/")[0] == 200
    call_command("verify_ledger", stdout=StringIO())
    assert LedgerEntry.objects.count() == rows


def test_an_editor_keeps_the_rights_when_the_site_moves(bureau: Staffed) -> None:
    make_channel(bureau.site)
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", bureau.column.pk])
    assert browser_of(bureau.editor).get(url).status_code == 200


def test_an_old_host_given_to_another_site_still_leads_to_what_moved(bureau: Staffed, client: Client) -> None:
    article = published(bureau.column)
    give_host(bureau.site, "edu.localhost")
    newcomer = create_site(UnitFactory(code="jyj2", name="兴宁市教研室"), host="jyj.localhost")
    response = client.get("/", headers={"host": "jyj.localhost"})
    assert response.context["page"].pk == newcomer.home_id
    path = f"/news/activities/{article.slug}/"
    assert leads(client, "jyj.localhost", path) == (301, f"http://edu.localhost{path}")


def test_a_taken_place_below_the_portal_is_refused(portal: Staffed, bureau: Staffed) -> None:
    published(portal.site.home.specific, ColumnPage(title="教育", slug="jyj"))
    with pytest.raises(AddressTaken, match="门户网站下已有网址名称为 jyj 的页面"):
        make_channel(bureau.site)
    assert UnitSite.objects.get(pk=bureau.site.pk).site is not None


def test_a_host_that_belongs_to_no_site_gets_a_plain_page(bureau: Staffed, client: Client) -> None:
    response = client.get("/", headers={"host": "unknown.localhost"})
    assert response.status_code == 404
    html = response.content.decode()
    assert "页面不存在" in html
    assert bureau.unit.name not in html


# --- the command ---


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("create_site", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_makes_and_switches(portal: Staffed, client: Client) -> None:
    UnitFactory(code="wsj", name="兴宁市卫生局")
    assert "兴宁市卫生局：wsj.localhost/" in run("wsj")
    assert "兴宁市卫生局：portal.localhost/wsj/" in run("wsj", "--channel")
    assert leads(client, "wsj.localhost", "/news/") == (301, "http://portal.localhost/wsj/news/")
    assert "兴宁市卫生局：health.localhost/" in run("wsj", "--host", "health.localhost")
    assert leads(client, "health.localhost", "/news/")[0] == 200


def test_the_command_names_what_is_wrong(bureau: Staffed) -> None:
    with pytest.raises(CommandError, match="没有代码为 nobody 的单位"):
        run("nobody")
    UnitFactory(code="wsj", name="兴宁市卫生局")
    with pytest.raises(CommandError, match="已被其他网站使用"):
        run("wsj", "--host", "jyj.localhost")
    with pytest.raises(CommandError, match="一次只能用于一个单位"):
        run("wsj", "jyj", "--host", "x.localhost")


def test_all_units_get_their_sites_the_portal_first(db: None) -> None:
    UnitFactory(code="portal-office", name="兴宁市人民政府办公室", category=UnitCategory.PORTAL)
    UnitFactory(code="town", name="示例镇", category=UnitCategory.TOWN)
    UnitFactory(code="centre", name="兴宁市网络信息中心")
    lines = run("--all").splitlines()
    assert lines[0].endswith("portal.localhost/")
    assert not any("网络信息中心" in line for line in lines), "the centre has no site of its own"


def test_after_an_update_the_centre_may_do_what_is_new(portal: Staffed) -> None:
    centre = Group.objects.get(name=CENTRE_GROUP)
    before = set(centre.permissions.values_list("codename", flat=True))
    centre.permissions.remove(*centre.permissions.filter(codename__endswith="_sitenotice"))
    call_command("migrate", verbosity=0, interactive=False)
    assert set(centre.permissions.values_list("codename", flat=True)) == before


def test_a_column_that_a_leader_has_deleted_stays_away(bureau: Staffed) -> None:
    column = column_of(bureau.site, "news/notices")
    url = reverse("removals:propose", args=[column.pk, RemovalKind.DELETE])
    browser_of(bureau.editor).post(url, {"reason": "与其他栏目合并"})
    decide_removal(RemovalRequest.objects.get(), bureau.leader, approve=True)
    create_site(bureau.unit)
    assert not ColumnPage.objects.filter(url_path=column.url_path).exists()
    assert ColumnPage.objects.filter(url_path=bureau.column.url_path).exists()
