"""One test for each article of the regulation that the site group serves, through what its users see."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hub.calendar import term_in_force
from hub.models import User
from hub.sent_files.enums import ScanState
from hub.sent_files.intake import take_in
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.rules import SECRECY_CHECKS
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.pages.models.column_page import ColumnPage
from sites.website.enums import NoticeKind
from sites.website.models.site_notice import SiteNotice
from tests.factories import UserFactory, column_of, published, take_emergencies
from tests.hub.sent_files import clamd, samples
from tests.staffed import Staffed
from tests.story import DECLARATION, approve, browser_of, edit, reads, settle, waiting_step, write


def public_html(client: Client, host: str, path: str = "/") -> str:
    response = client.get(path, headers={"host": host})
    assert response.status_code == 200
    return response.content.decode()


def test_article_2(portal: Staffed, bureau: Staffed, other_bureau: Staffed, client: Client) -> None:
    """The group consists of the municipal portal and the sites of units; the portal bears the government's name."""
    assert "兴宁市人民政府" in public_html(client, "portal.localhost")
    assert bureau.unit.name in public_html(client, "jyj.localhost")
    assert other_bureau.unit.name in public_html(client, "portal.localhost", "/czj/")


def test_article_3(bureau: Staffed, other_bureau: Staffed, client: Client) -> None:
    """Who publishes is responsible: each unit builds its own site, within one plan and on shared resources."""
    page, _ = write(bureau.editor, bureau.column, action="submit")
    assert settle(other_bureau.reviewer, page).status_code == 404
    approve(page, [bureau.reviewer, bureau.leader])
    assert set(LedgerEntry.objects.of(page).values_list("unit", flat=True)) == {bureau.unit.pk}


def test_article_6(portal: Staffed, bureau: Staffed, centre: dict[Office, User]) -> None:
    """The government office supervises: the leaders of the portal's unit approve what the portal publishes."""
    page, _ = write(centre[Office.CENTRE_EDITOR], column_of(portal.site, "news/notices"), action="submit")
    assert waiting_step(page).unit == portal.unit
    approve(page, [portal.reviewer])
    assert settle(bureau.leader, page).status_code == 404
    approve(page, [portal.leader])


def test_article_7(bureau: Staffed, other_bureau: Staffed, centre: dict[Office, User]) -> None:
    """The network information centre runs the group: it sees every unit and every site."""
    client = browser_of(centre[Office.CENTRE_HEAD])
    html = client.get(reverse("unitsite:index")).content.decode()
    assert bureau.unit.name in html
    assert other_bureau.unit.name in html
    assert browser_of(bureau.editor).get(reverse("unitsite:index")).status_code == 302


def test_article_8(bureau: Staffed, centre: dict[Office, User]) -> None:
    """Each unit names the people responsible; who is missing is shown, and without a leader nothing is sent."""
    html = browser_of(centre[Office.CENTRE_HEAD]).get(reverse("unit:inspect", args=[bureau.unit.pk])).content.decode()
    for office in (Office.EDITOR, Office.INFORMATION_OFFICER, Office.SUPERVISING_LEADER):
        assert office.label in html
    assert "空缺" in html
    Appointment.objects.filter(person=bureau.leader).delete()
    _page, messages = write(bureau.editor, bureau.column, action="submit")
    assert any("尚未任命分管领导" in message for message in messages)


def test_article_12(bureau: Staffed, client: Client) -> None:
    """Information carries its source and time of publication; columns count their items."""
    with time_machine.travel("2026-03-02 09:30+08:00", tick=False):
        page = published(bureau.column, source="市教育局办公室")
        html = public_html(client, "jyj.localhost", f"/news/activities/{page.slug}/")
        assert "市教育局办公室" in html
        assert "2026-03-02" in html
        for count in (1, 2):
            response = client.get("/news/", headers={"host": "jyj.localhost"})
            columns = {column.slug: column.item_count for column in response.context["columns"]}
            assert columns["activities"] == count
            published(bureau.column)


@pytest.mark.parametrize(("kind", "due"), [("news", date(2026, 3, 4)), ("policy", date(2026, 3, 9))])
def test_article_13(bureau: Staffed, kind: str, due: date) -> None:
    """News within two working days, policy within five, counted from the day of the event or document."""
    with time_machine.travel("2026-03-02 09:30+08:00", tick=False):
        page, _ = write(bureau.editor, bureau.column, action="submit", kind=kind, written_on="2026-03-02")
        state = waiting_step(page)
        assert state.due_on == due
        assert "第十三条" in state.due_explanation


def test_article_14(portal: Staffed) -> None:
    """The portal has a place for each of the ten items."""
    named = set(ColumnPage.objects.descendant_of(portal.site.home).live().values_list("mandated_by", flat=True))
    assert named >= {f"第十四条（{number}）" for number in "一二三四五六七八九十"}


def test_article_14_7(bureau: Staffed, client: Client) -> None:
    """Information on emergencies does not wait for the ordinary steps."""
    take_emergencies(bureau.column)
    page, _ = write(bureau.editor, bureau.column, action="submit", title="暴雨红色预警", is_emergency="on")
    assert waiting_step(page).due_on == timezone.localdate()
    approve(page, [bureau.principal])
    assert reads(client, page) == 200


def test_article_15(bureau: Staffed) -> None:
    """Each unit's site has a place for each of the six items."""
    named = set(ColumnPage.objects.descendant_of(bureau.site.home).live().values_list("mandated_by", flat=True))
    assert named >= {f"第十五条（{number}）" for number in "一二三四五六"}


def test_article_26(bureau: Staffed, client: Client) -> None:
    """The supervising leader approves; major information needs the principal leader as well."""
    page, _ = write(bureau.editor, bureau.column, action="submit", is_major="on")
    approve(page, [bureau.reviewer])
    assert waiting_step(page).step == ApprovalStep.SUPERVISING
    approve(page, [bureau.leader])
    assert reads(client, page) == 404
    approve(page, [bureau.principal])
    assert reads(client, page) == 200


def test_article_27(portal: Staffed, centre: dict[Office, User], client: Client) -> None:
    """The centre edits and publishes on the portal, within one working day."""
    with time_machine.travel("2026-03-06 16:00+08:00", tick=False):
        page, _ = write(centre[Office.CENTRE_EDITOR], column_of(portal.site, "news/notices"), action="submit")
        approve(page, [portal.reviewer, portal.leader])
        state = waiting_step(page)
        assert (state.step, state.due_on) == (ApprovalStep.CENTRE, date(2026, 3, 9))
        assert term_in_force("centre_publish", date(2026, 3, 6)).source in state.due_explanation
        approve(page, [centre[Office.CENTRE_HEAD]])
        assert reads(client, page) == 200


def test_article_28(bureau: Staffed, other_bureau: Staffed) -> None:
    """Each unit has a back office of its own, which no other unit enters."""
    own = reverse("wagtailadmin_explore", args=[bureau.site.home_id])
    assert browser_of(bureau.editor).get(own).status_code == 200
    foreign = browser_of(other_bureau.editor).get(own)
    assert foreign.status_code in (302, 403, 404)


def test_article_30_2(bureau: Staffed, client: Client) -> None:
    """An interruption of the service is announced in time, on the site that it concerns."""
    message, ends_at = "今晚停机维护", timezone.now() + timedelta(hours=1)
    SiteNotice.objects.create(kind=NoticeKind.OUTAGE, message=message, unit=bureau.unit, ends_at=ends_at)
    assert message in public_html(client, "jyj.localhost", "/news/")
    assert message not in public_html(client, "portal.localhost")


def test_article_31(portal: Staffed, client: Client, settings: Settings) -> None:
    """Against viruses and attacks: what the public sends is looked at, and no program sends it without working."""
    with clamd.running() as scanner:
        settings.CLAMAV = scanner.url
        with pytest.raises(ValidationError, match="查出病毒"):
            take_in(samples.upload("证据.txt", samples.EICAR))
        assert take_in(samples.upload("证据.txt", b"hello")).scan.state == ScanState.CLEAN
    response = client.post("/trees/tell/", {"text": "一封信"}, headers={"host": "portal.localhost"})
    assert "您填写的内容还在，请再提交一次" in response.content.decode()


def test_article_32_2(bureau: Staffed) -> None:
    """The secrecy review goes through every named check, and the record keeps the declaration."""
    page, _ = write(bureau.editor, bureau.column, action="submit")
    html = browser_of(bureau.reviewer).get(reverse("inbox:item", args=[waiting_step(page).pk])).content.decode()
    for label in SECRECY_CHECKS.values():
        assert label in html
    approve(page, [bureau.reviewer])
    row = LedgerEntry.objects.of(page).get(step=ApprovalStep.SECRECY, action=LedgerAction.APPROVED)
    assert row.declaration == DECLARATION


def test_article_35(bureau: Staffed, client: Client) -> None:
    """Nothing is public without review, whoever tries, and the record proves who answered for it."""
    root = UserFactory(username="root", is_superuser=True, is_staff=True)
    page, _ = write(root, bureau.column, action="publish")
    edit(root, page, action="publish")
    assert reads(client, page) == 404
    edit(bureau.editor, page, action="submit")
    approve(page, [bureau.reviewer, bureau.leader])
    assert reads(client, page) == 200
    call_command("verify_ledger", stdout=StringIO())
