"""Trees in the admin: who finds them there, what waits, what the scheduler does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.models import OutboxMessage, User
from hub.scheduler.registry import registered_jobs
from sites.organisation.enums import Office
from tests.factories import appoint
from tests.staffed import Staffed
from tests.testapp.models.tree import Tree
from tests.testapp.planting import plant
from tests.testapp.surveys import remind_of_surveys

Login = Callable[[User], Client]
LONG_AGO = date(2020, 3, 1)


def soup(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, (url, response.headers.get("Location"))
    return BeautifulSoup(response.content, "html.parser")


def form(unit: Any, **fields: Any) -> dict[str, Any]:
    known = {"name": "古樟", "place": "学宫前", "story": "", "surveyed_on": "2026-01-01", "is_public": "on"}
    return {"unit": unit.pk, **known, **fields}


def is_refused(client: Client, url: str, data: dict[str, Any] | None = None) -> bool:
    response = client.post(url, data) if data else client.get(url)
    return response.status_code == 302 and response.headers["Location"] == reverse("wagtailadmin_home")


class TestRights:
    def test_the_menu_leads_there_whoever_may_see_them(
        self, bureau: Staffed, centre: dict[Office, User], login: Login
    ) -> None:
        def is_in_menu(person: User) -> bool:
            return "/admin/tree/" in login(person).get("/admin/").content.decode()

        assert is_in_menu(bureau.editor)
        assert is_in_menu(centre[Office.CENTRE_EDITOR])
        assert not is_in_menu(bureau.reviewer)

    def test_an_editor_lists_and_changes_the_units_own(
        self, bureau: Staffed, other_bureau: Staffed, login: Login
    ) -> None:
        own, foreign = plant(bureau.unit, "学宫古樟"), plant(other_bureau.unit, "库前古榕")
        client = login(bureau.editor)
        page = soup(client, reverse("tree:index")).get_text()
        assert "学宫古樟" in page
        assert "库前古榕" not in page
        edit = reverse("tree:edit", args=[own.pk])
        assert client.post(edit, form(bureau.unit, name="又名")).status_code == 302
        assert Tree.objects.get(pk=own.pk).name == "又名"
        assert is_refused(client, reverse("tree:edit", args=[foreign.pk]), form(bureau.unit, name="夺取"))
        assert Tree.objects.get(pk=foreign.pk).name == "库前古榕"

    def test_an_editor_adds_none_for_another_unit(self, bureau: Staffed, other_bureau: Staffed, login: Login) -> None:
        client, new = login(bureau.editor), reverse("tree:add")
        assert client.post(new, form(other_bureau.unit)).status_code == 200
        assert not Tree.objects.exists()
        assert client.post(new, form(bureau.unit)).status_code == 302
        assert Tree.objects.get().unit == bureau.unit

    def test_the_centre_reads_all_and_changes_none(
        self, bureau: Staffed, centre: dict[Office, User], login: Login
    ) -> None:
        tree, client = plant(bureau.unit, "学宫古樟"), login(centre[Office.CENTRE_EDITOR])
        assert "学宫古樟" in soup(client, reverse("tree:index")).get_text()
        assert is_refused(client, reverse("tree:edit", args=[tree.pk]))
        assert is_refused(client, reverse("tree:add"))

    def test_nobody_deletes_one(self, bureau: Staffed, login: Login) -> None:
        tree = plant(bureau.unit)
        superuser = User.objects.create_superuser("root", "root@test.localhost")
        for person in (bureau.editor, superuser):
            assert is_refused(login(person), reverse("tree:delete", args=[tree.pk]), {"confirm": "yes"})
        assert Tree.objects.exists()

    def test_the_right_ends_with_the_office(self, bureau: Staffed, login: Login) -> None:
        tree = plant(bureau.unit)
        bureau.editor.appointments.update(ends_on=timezone.localdate() - timedelta(days=1))
        response = login(bureau.editor).get(reverse("tree:edit", args=[tree.pk]))
        assert response.status_code == 302


class TestPanels:
    def test_the_dashboard_names_what_is_to_be_surveyed(
        self, bureau: Staffed, other_bureau: Staffed, login: Login
    ) -> None:
        tree = plant(bureau.unit, "学宫古樟", surveyed_on=LONG_AGO)
        plant(bureau.unit, "刚查过的", surveyed_on=timezone.localdate())
        plant(other_bureau.unit, "库前古榕", surveyed_on=LONG_AGO)
        panel = soup(login(bureau.editor), "/admin/").find("section", attrs={"aria-labelledby": "panel-trees"})
        assert [link.get_text() for link in panel.select("a")] == ["学宫古樟"]
        assert panel.select_one("a")["href"] == reverse("tree:edit", args=[tree.pk])
        assert "panel-trees" not in str(soup(login(bureau.leader), reverse("inbox:index")))

    def test_the_inbox_of_a_leader_names_what_is_not_public(
        self, bureau: Staffed, other_bureau: Staffed, login: Login
    ) -> None:
        plant(bureau.unit, "学宫古樟", is_public=False)
        plant(other_bureau.unit, "库前古榕", is_public=False)
        inbox = reverse("inbox:index")
        page = soup(login(bureau.leader), inbox).get_text()
        assert "学宫古樟" in page
        assert "库前古榕" not in page
        assert "学宫古樟" not in soup(login(bureau.reviewer), inbox).get_text()

    def test_without_any_there_are_none(self, bureau: Staffed, login: Login) -> None:
        assert "panel-trees" not in str(soup(login(bureau.editor), "/admin/"))
        assert "panel-trees" not in str(soup(login(bureau.leader), reverse("inbox:index")))


class TestJob:
    def test_it_writes_to_each_editor_once_a_survey(self, bureau: Staffed) -> None:
        second = appoint(bureau.unit, Office.EDITOR, Office.INFORMATION_OFFICER)
        tree = plant(bureau.unit, "学宫古樟", surveyed_on=LONG_AGO)
        plant(bureau.unit, surveyed_on=timezone.localdate())
        assert registered_jobs()["remind_tree_surveys"].perform() == "已生成 2 封提醒邮件。"
        assert set(OutboxMessage.objects.values_list("recipient", flat=True)) == {bureau.editor.email, second.email}
        assert remind_of_surveys() == 0
        tree.surveyed_on = LONG_AGO + timedelta(days=400)
        tree.save()
        assert remind_of_surveys() == 2

    def test_a_unit_without_editors_holds_up_nothing(self, bureau: Staffed, portal: Staffed) -> None:
        plant(portal.unit, surveyed_on=LONG_AGO)
        plant(bureau.unit, surveyed_on=LONG_AGO)
        assert remind_of_surveys() == 1


def test_the_count_of_the_public_list_follows_the_trees(bureau: Staffed) -> None:
    def total() -> str:
        return soup(Client(HTTP_HOST="jyj.localhost"), "/trees/").select_one("main p").get_text()

    assert total() == "共 0 株。"
    tree = plant(bureau.unit)
    assert total() == "共 1 株。"
    tree.delete()
    assert total() == "共 0 株。"
