"""Arts. 6–8: people hold offices in units, and their rights begin and end with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from hub.models import AccountProposal, User
from sites.approval.inbox.queue import waiting_for
from sites.organisation.auth import CENTRE_GROUP
from sites.organisation.enums import Office, UnitCategory
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.organisation.models.unit import Unit
from tests.factories import PASSWORD, UserFactory, appoint, draft
from tests.staffed import Staffed
from tests.story import browser_of, said, send

SUNDAY, MONDAY, TUESDAY = "2026-03-01 23:59+08:00", "2026-03-02 00:01+08:00", "2026-03-03 00:01+08:00"
WEDNESDAY = "2026-03-04 00:01+08:00"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(SUNDAY, tick=False) as clock:
        yield clock


def writes(client: Client, unit: Staffed) -> bool:
    """Whether the person may add an article to the unit's news."""
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", unit.column.pk])
    return client.get(url).status_code == 200


def superuser() -> User:
    return UserFactory(username="root", is_superuser=True, is_staff=True)


def confirm(proposal: AccountProposal, by: User) -> list[str]:
    return said(browser_of(by).post(f"/admin/proposals/{proposal.pk}/", {"decision": "confirm"}))


def appointment_form(person: User, unit: Unit, office: Office, **fields: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "person": person.pk,
            "unit": unit.pk,
            "office": office,
            "title": "",
            "duties": "",
            "starts_on": "2020-01-01",
            "ends_on": "",
            "delegations": inline_formset([]),
            **fields,
        }
    )


# --- from, to ---


def test_an_editor_writes_from_the_first_to_the_last_day_of_the_appointment(bureau: Staffed, clock: Any) -> None:
    days = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 3)}
    person = appoint(bureau.unit, Office.EDITOR, person=UserFactory(), **days)
    assert not writes(browser_of(person), bureau)
    clock.move_to(MONDAY)
    assert writes(browser_of(person), bureau)
    clock.move_to(TUESDAY)
    assert writes(browser_of(person), bureau)
    clock.move_to(WEDNESDAY)
    assert not writes(browser_of(person), bureau)


def test_an_appointment_that_is_ended_today_ends_in_the_session_that_is_open(bureau: Staffed, clock: Any) -> None:
    client = browser_of(bureau.editor)
    assert writes(client, bureau)
    appointment = Appointment.objects.get(person=bureau.editor)
    appointment.ends_on = date(2026, 2, 28)
    appointment.save()
    assert not writes(client, bureau)


def test_an_appointment_in_one_unit_gives_no_right_in_another(bureau: Staffed, other_bureau: Staffed) -> None:
    client = browser_of(bureau.editor)
    assert writes(client, bureau)
    assert not writes(client, other_bureau)


def test_an_account_without_an_appointment_opens_nothing(bureau: Staffed) -> None:
    response = browser_of(UserFactory()).get(reverse("wagtailadmin_home"))
    assert response.status_code == 302
    assert "login" in response.url


def test_a_person_who_left_can_do_nothing(bureau: Staffed) -> None:
    client = browser_of(bureau.editor)
    User.objects.filter(pk=bureau.editor.pk).update(is_active=False)
    assert not writes(client, bureau)


def test_the_centre_edits_every_site(bureau: Staffed, other_bureau: Staffed, centre: dict[Office, User]) -> None:
    client = browser_of(centre[Office.CENTRE_EDITOR])
    assert writes(client, bureau)
    assert writes(client, other_bureau)


def test_a_leader_reads_and_decides_but_does_not_write(bureau: Staffed) -> None:
    client = browser_of(bureau.leader)
    assert client.get(reverse("inbox:index")).status_code == 200
    assert not writes(client, bureau)


# --- days of absence ---


def test_a_delegate_acts_on_the_days_of_absence_only(bureau: Staffed, clock: Any) -> None:
    page = draft(bureau.column, bureau.editor)
    send(bureau.editor, page)
    stand_in = appoint(bureau.unit, Office.SECURITY_OFFICER)
    office = Appointment.objects.get(person=bureau.reviewer)
    Delegation.objects.create(
        appointment=office, delegate=stand_in, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 3)
    )
    seen = []
    for moment in (SUNDAY, MONDAY, TUESDAY, WEDNESDAY):
        clock.move_to(moment)
        seen.append("一篇草稿" in browser_of(stand_in).get(reverse("inbox:index")).content.decode())
    assert seen == [False, True, True, False]


def test_a_delegation_ends_with_the_appointment_it_stands_in_for(bureau: Staffed, clock: Any) -> None:
    stand_in = appoint(bureau.unit, Office.SECURITY_OFFICER)
    office = Appointment.objects.get(person=bureau.editor)
    Delegation.objects.create(
        appointment=office, delegate=stand_in, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31)
    )
    client = browser_of(stand_in)
    assert writes(client, bureau)
    Appointment.objects.get(person=bureau.editor).delete()
    assert not writes(client, bureau)


def test_who_is_away_keeps_the_office(bureau: Staffed) -> None:
    """The delegate acts besides the holder: what is urgent can still be decided from afar."""
    page = draft(bureau.column, bureau.editor)
    send(bureau.editor, page)
    stand_in = appoint(bureau.unit, Office.SECURITY_OFFICER)
    office = Appointment.objects.get(person=bureau.reviewer)
    Delegation.objects.create(appointment=office, delegate=stand_in, ends_on=date(2100, 1, 1))
    assert waiting_for(bureau.reviewer).count() == waiting_for(stand_in).count() == 1


def test_an_old_reading_of_an_account_gives_no_right_back(bureau: Staffed) -> None:
    """A new password, typed while the account was closed and the appointment ended."""
    person = bureau.editor
    assert writes(browser_of(person), bureau)
    old = User.objects.get(pk=person.pk)
    appointment = Appointment.objects.get(person=person)
    appointment.ends_on = date(2020, 2, 1)
    appointment.save()
    User.objects.filter(pk=person.pk).update(is_active=False, is_superuser=False)
    old.set_password("another-Long-Passw0rd")
    old.save()
    stored = User.objects.get(pk=person.pk)
    assert stored.check_password("another-Long-Passw0rd")
    assert (stored.is_active, stored.memberships_on) == (False, None)
    stored.is_active = True
    stored.save()
    assert User.objects.get(pk=person.pk).is_active, "who changes it writes it"
    assert not writes(browser_of(person), bureau)


# --- nobody edits groups ---


def test_a_group_given_by_hand_is_gone_at_the_next_derivation(
    bureau: Staffed, other_bureau: Staffed, clock: Any
) -> None:
    client = browser_of(bureau.editor)
    assert writes(client, bureau)
    bureau.editor.groups.add(Group.objects.get(name=CENTRE_GROUP))
    clock.move_to(MONDAY)
    assert not writes(client, other_bureau)
    assert writes(client, bureau)
    assert not bureau.editor.groups.filter(name=CENTRE_GROUP).exists()


def test_a_login_derives_the_groups_anew(bureau: Staffed, client: Client) -> None:
    bureau.editor.groups.add(Group.objects.get(name=CENTRE_GROUP))
    User.objects.filter(pk=bureau.editor.pk).update(memberships_on=timezone.localdate())
    data = {"username": bureau.editor.username, "password": PASSWORD}
    response = client.post(reverse("wagtailadmin_login"), data, headers={"host": "portal.localhost"})
    assert response.status_code == 302
    assert not bureau.editor.groups.filter(name=CENTRE_GROUP).exists()


def test_nobody_edits_groups_superusers_included(bureau: Staffed) -> None:
    client = browser_of(superuser())
    group = bureau.site.writers
    for name, arguments in (("index", []), ("add", []), ("edit", [group.pk]), ("delete", [group.pk])):
        url = reverse(f"wagtailusers_groups:{name}", args=arguments)
        assert client.get(url).status_code in (302, 403, 404), url
        assert client.post(url, {"name": "新组"}).status_code in (302, 403, 404), url
    assert Group.objects.filter(pk=group.pk, name=group.name).exists()
    assert not Group.objects.filter(name="新组").exists()


def test_nobody_edits_workflows_and_sites_by_hand(bureau: Staffed) -> None:
    client = browser_of(superuser())
    for name in (
        "wagtailadmin_workflows:add",
        "wagtailadmin_workflows:index",
        "wagtailsites:index",
        "wagtailsites:add",
    ):
        assert client.get(reverse(name)).status_code in (302, 403, 404), name


def test_an_account_is_made_without_rights(bureau: Staffed, centre: dict[Office, User]) -> None:
    client = browser_of(centre[Office.CENTRE_EDITOR])
    data = {
        "username": "newcomer", "email": "n@test.localhost", "first_name": "来", "last_name": "新", "telephone": "",
        "is_active": "on", "is_superuser": "on", "groups": [Group.objects.get(name=CENTRE_GROUP).pk],
    }  # fmt: skip
    html = client.get(reverse("wagtailusers_users:add")).content.decode()
    assert 'name="groups"' not in html
    assert 'name="is_superuser"' not in html
    client.post(reverse("wagtailusers_users:add"), data)
    confirm(AccountProposal.objects.get(), centre[Office.CENTRE_HEAD])
    newcomer = User.objects.get(username="newcomer")
    assert not newcomer.is_superuser
    assert not newcomer.groups.exists()


def test_nobody_makes_an_account_an_administrator(bureau: Staffed, centre: dict[Office, User]) -> None:
    person = bureau.editor
    data = {
        "username": person.username, "email": person.email, "first_name": "试", "last_name": "测",
        "telephone": "6166558", "is_active": "on", "is_superuser": "on",
    }  # fmt: skip
    browser_of(centre[Office.CENTRE_EDITOR]).post(reverse("wagtailusers_users:edit", args=[person.pk]), data)
    person.refresh_from_db()
    assert person.telephone == "6166558"
    assert not person.is_superuser


# --- the centre keeps the record ---


def test_the_centre_appoints(bureau: Staffed, centre: dict[Office, User]) -> None:
    person = UserFactory()
    client = browser_of(centre[Office.CENTRE_EDITOR])
    client.post(reverse("appointment:add"), appointment_form(person, bureau.unit, Office.EDITOR))
    assert writes(browser_of(person), bureau)


def test_offices_of_the_centre_exist_in_the_centre_only(bureau: Staffed, centre: dict[Office, User]) -> None:
    client = browser_of(centre[Office.CENTRE_HEAD])
    data = appointment_form(UserFactory(), bureau.unit, Office.CENTRE_EDITOR)
    response = client.post(reverse("appointment:add"), data)
    assert "这一职责只能登记在市网络信息中心。" in response.content.decode()
    assert Appointment.objects.filter(unit=bureau.unit, office=Office.CENTRE_EDITOR).count() == 0


def test_an_appointment_does_not_end_before_it_begins(bureau: Staffed, centre: dict[Office, User]) -> None:
    client = browser_of(centre[Office.CENTRE_HEAD])
    data = appointment_form(UserFactory(), bureau.unit, Office.EDITOR, ends_on="2019-12-31")
    assert "任职止不能早于任职起。" in client.post(reverse("appointment:add"), data).content.decode()


def test_nobody_stands_in_for_themselves(bureau: Staffed, centre: dict[Office, User]) -> None:
    person = bureau.editor
    row = {"delegate": person.pk, "starts_on": "2026-03-02", "ends_on": "2026-03-03", "reason": "出差"}
    data = appointment_form(person, bureau.unit, Office.EDITOR, delegations=inline_formset([row]))
    url = reverse("appointment:edit", args=[Appointment.objects.get(person=person).pk])
    response = browser_of(centre[Office.CENTRE_HEAD]).post(url, data)
    assert "代理人不能是本人。" in response.content.decode()
    assert not Delegation.objects.exists()


def test_editors_do_not_appoint(bureau: Staffed) -> None:
    person = UserFactory()
    data = appointment_form(person, bureau.unit, Office.SUPERVISING_LEADER)
    response = browser_of(bureau.editor).post(reverse("appointment:add"), data)
    assert response.status_code in (302, 403)
    assert not Appointment.objects.filter(person=person).exists()


def test_a_units_page_shows_who_holds_what_and_what_is_vacant(bureau: Staffed, centre: dict[Office, User]) -> None:
    client = browser_of(centre[Office.CENTRE_EDITOR])
    url = reverse("unit:inspect", args=[bureau.unit.pk])
    html = client.get(url).content.decode()
    assert str(bureau.leader) in html
    assert "本单位没有在任的分管领导" not in html
    Appointment.objects.filter(person=bureau.leader).update(ends_on=date(2020, 2, 1))
    html = client.get(url).content.decode()
    assert str(bureau.leader) not in html
    assert "本单位没有在任的分管领导，不能送审任何信息。" in html
    assert "空缺" in html


def test_the_centres_dashboard_names_units_that_cannot_publish(bureau: Staffed, centre: dict[Office, User]) -> None:
    Appointment.objects.filter(person=bureau.leader).delete()
    html = browser_of(centre[Office.CENTRE_EDITOR]).get(reverse("wagtailadmin_home")).content.decode()
    assert "缺分管领导的单位" in html
    assert bureau.unit.name in html


def test_a_unit_is_not_its_own_superior(bureau: Staffed, centre: dict[Office, User]) -> None:
    below = Unit.objects.create(
        code="below", name="下级单位", short_name="下级", category=UnitCategory.GOVERNMENT, parent=bureau.unit
    )
    data = {
        "name": bureau.unit.name, "short_name": bureau.unit.short_name, "code": bureau.unit.code,
        "category": bureau.unit.category, "parent": below.pk, "sort_order": 100, "address": "", "telephone": "",
        "introduction": "",
    }  # fmt: skip
    response = browser_of(centre[Office.CENTRE_EDITOR]).post(reverse("unit:edit", args=[bureau.unit.pk]), data)
    assert "上级单位不能是本单位或本单位的下级单位。" in response.content.decode()


def test_what_the_admin_says_to_who_lacks_a_right_is_chinese(bureau: Staffed) -> None:
    response = browser_of(bureau.leader).get(reverse("unit:index"))
    assert response.status_code == 302
    assert any("您没有权限" in message for message in said(response))
