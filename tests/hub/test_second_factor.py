"""Who approves, or manages accounts, signs in with two factors (docs/accounts.md)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential
from pytest_django import Settings

from hub.accounts.enums import SignInKind
from hub.accounts.factors.actions import FactorError, factors_of, remove_factor
from hub.accounts.factors.recovery_codes import codes_left, new_codes
from hub.models import SignInRecord, User
from hub.outbox import drain_outbox
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from tests.factories import PASSWORD, UserFactory, appoint
from tests.hub.authenticator import (
    FACTORS,
    HOME,
    HOST,
    VERIFY,
    app_of,
    code_of,
    give,
    is_in,
    signed_in,
    verified,
    way,
    wrong_code,
)
from tests.staffed import Staffed


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


# --- who needs one ---


@pytest.mark.parametrize("office", list(Office))
def test_who_approves_or_manages_accounts_needs_one(
    bureau: Staffed, centre: dict[Office, User], office: Office
) -> None:
    person = bureau.people.get(office) or centre.get(office) or appoint(bureau.unit, office)
    # Of the others each lands where the own work is.
    expected = {
        Office.EDITOR: "",
        Office.INFORMATION_OFFICER: "",
        Office.SECURITY_OFFICER: "/admin/inbox/",
        Office.TELEPHONE_OPERATOR: "/admin/inbox/",
    }
    assert way(signed_in(person)) == expected.get(office, FACTORS)


def test_a_superuser_needs_one(portal: Staffed) -> None:
    root = UserFactory(is_superuser=True)
    assert way(signed_in(root)) == FACTORS


def test_who_acts_for_an_approver_needs_one(bureau: Staffed) -> None:
    deputy = appoint(bureau.unit, Office.SECURITY_OFFICER)
    client = signed_in(deputy)
    assert way(client, "/admin/inbox/") == ""
    today = timezone.localdate()
    Delegation.objects.create(
        appointment=bureau.leader.appointments.get(), delegate=deputy, starts_on=today, ends_on=today
    )
    assert way(client, "/admin/inbox/") == FACTORS


def test_nobody_needs_one_where_the_setting_is_off(bureau: Staffed, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert way(signed_in(bureau.leader)) == "/admin/inbox/"


def test_who_has_one_is_asked_for_it_though_nobody_need(bureau: Staffed, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    app_of(bureau.editor)
    assert way(signed_in(bureau.editor)) == VERIFY


def test_an_office_that_begins_or_ends_in_the_middle_counts_at_the_next_request(bureau: Staffed) -> None:
    client = signed_in(bureau.editor)
    assert way(client) == ""
    appointment = Appointment.objects.create(person=bureau.editor, unit=bureau.unit, office=Office.SECRECY_REVIEWER)
    assert way(client) == FACTORS
    appointment.delete()
    assert way(client) == ""


def test_without_one_nothing_of_the_admin_nor_of_files_is_there(bureau: Staffed, other_bureau: Staffed) -> None:
    """Neither by GET nor by POST, for who must set one up and for who must still show it."""
    app_of(bureau.reviewer)
    for person, path in ((bureau.leader, FACTORS), (bureau.reviewer, VERIFY)):
        client = signed_in(person)
        for url in ("/admin/inbox/", "/admin/account/", "/admin/sessions/", "/admin/api/main/pages/", "/admin/pages/"):
            assert way(client, url) == path, url
            assert client.post(url, {"x": "1"}).status_code == 403, url
        response = client.get("/")
        assert response.wsgi_request.user.is_anonymous, "on public pages, and for files, nobody is signed in"


def test_who_must_still_show_one_cannot_set_up_another(bureau: Staffed) -> None:
    """Else a password would be enough."""
    app_of(bureau.leader)
    client = signed_in(bureau.leader)
    for url in (FACTORS, "/admin/factors/app/", "/admin/factors/codes/", "/admin/factors/confirm/"):
        assert way(client, url) == VERIFY
    begin = client.post("/admin/factors/passkey/begin/", "{}", content_type="application/json")
    assert begin.status_code in (302, 403)
    assert "challenge" not in begin.content.decode()


# --- an authenticator app ---


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(bureau: Staffed, clock: time_machine.Traveller) -> None:
    leader, client = bureau.leader, signed_in(bureau.leader)
    assert way(client, "/admin/inbox/done/") == FACTORS
    client.get(f"{FACTORS}?next=/admin/inbox/done/")
    html = client.get("/admin/factors/app/").content.decode()
    key = client.session["factor_app_key"]
    assert "<svg" in html
    assert "http" not in re.search(r"<svg.*?>", html)[0].replace("http://www.w3.org/2000/svg", "")
    assert client.post("/admin/factors/app/", {"code": wrong_code(key), "name": "手机"}).status_code == 200
    assert not factors_of(leader)
    used = code_of(key)
    response = client.post("/admin/factors/app/", {"code": used, "name": "手机"})
    assert response.headers["Location"] == "/admin/factors/codes/"
    html = client.post("/admin/factors/codes/").content.decode()
    codes = re.findall(r"<code>([a-z0-9-]+)</code>", html)
    assert len(codes) == 10
    assert 'href="/admin/inbox/done/"' in html
    assert is_in(client)
    assert codes[0] not in client.get("/admin/factors/codes/").content.decode(), "shown once"
    assert not StaticToken.objects.filter(token__in=[*codes, *(code.replace("-", "") for code in codes)]).exists()

    again = signed_in(leader)
    assert way(again) == VERIFY
    assert give(again, used) == 200, "the code of the set-up is used up"
    clock.shift(31)
    assert give(again, code_of(key), "/admin/inbox/") == 302
    assert is_in(again)


@pytest.mark.parametrize(("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_off(bureau: Staffed, clock: time_machine.Traveller, steps: int, fits: bool) -> None:
    device, client = app_of(bureau.leader), signed_in(bureau.leader)
    give(client, code_of(device.key, steps))
    assert is_in(client) is fits


def test_a_code_is_good_once(bureau: Staffed, clock: time_machine.Traveller) -> None:
    device = app_of(bureau.leader)
    first, second = signed_in(bureau.leader), signed_in(bureau.leader)
    code = code_of(device.key)
    assert give(first, code) == 302
    assert give(second, code) == 200
    clock.shift(2)
    assert give(second, code_of(device.key, -1)) == 200, "nor an older one"
    assert not is_in(second)


def test_wrong_codes_make_wait_whatever_the_browser(bureau: Staffed, clock: time_machine.Traveller) -> None:
    device = app_of(bureau.leader)
    for _ in range(4):
        give(signed_in(bureau.leader), wrong_code(device.key))
        clock.shift(20)
    give(signed_in(bureau.leader), wrong_code(device.key))
    client = signed_in(bureau.leader)
    html = client.post(VERIFY, {"code": code_of(device.key)}).content.decode()
    assert "秒后再试" in html
    assert not is_in(client)
    clock.shift(17)
    assert give(client, code_of(device.key)) == 302


def test_wrong_codes_count_for_the_lock_out_with_wrong_passwords(
    bureau: Staffed, settings: Settings, clock: time_machine.Traveller
) -> None:
    settings.AXES_ENABLED = True
    device, client = app_of(bureau.leader), signed_in(bureau.leader)
    for _ in range(settings.AXES_FAILURE_LIMIT - 2):
        assert give(client, wrong_code(device.key)) == 200
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
    data = {"username": bureau.leader.username, "password": "wrong"}
    assert Client(HTTP_HOST=HOST).post(reverse("wagtailadmin_login"), data).status_code == 200
    assert give(client, wrong_code(device.key)) == 429
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert give(client, code_of(device.key)) == 429, "locked out with the right one too"
    assert not is_in(client)
    clock.shift(timedelta(minutes=16))
    assert give(signed_in(bureau.leader), code_of(device.key)) == 302


@pytest.mark.parametrize(
    "code", ["", "１２３４５６", "12345", "1234567", "abcdef", "-12345", "0x1234", "\x00", "验证码"]
)
def test_what_is_no_code_is_refused(bureau: Staffed, code: str) -> None:
    app_of(bureau.leader)
    client = signed_in(bureau.leader)
    assert give(client, code) == 200
    assert not is_in(client)


def test_the_code_of_another_person_is_none(bureau: Staffed) -> None:
    app_of(bureau.leader)
    other = app_of(bureau.reviewer)
    client = signed_in(bureau.leader)
    assert give(client, code_of(other.key)) == 200
    assert not is_in(client)


def test_a_right_code_frees_the_other_apps_of_the_person(bureau: Staffed, clock: time_machine.Traveller) -> None:
    first, second = app_of(bureau.leader, "旧手机"), app_of(bureau.leader, "新手机")
    assert give(signed_in(bureau.leader), code_of(second.key)) == 302
    clock.shift(31)
    assert give(signed_in(bureau.leader), code_of(first.key)) == 302


@pytest.mark.parametrize("road", ["wagtailadmin_login", "wagtailcore_login"])
@pytest.mark.parametrize("minutes", [0, 31])
def test_the_password_once_more_does_not_stand_for_the_second_factor(
    bureau: Staffed, clock: time_machine.Traveller, road: str, minutes: int
) -> None:
    """In the browser in which it was given before, whether that sign-in is over or not."""
    client = verified(bureau.leader)
    assert is_in(client)
    clock.shift(timedelta(minutes=minutes))
    client.post(reverse(road), {"username": bureau.leader.username, "password": PASSWORD})
    assert client.get("/admin/session/").json()["state"] == "verify"
    assert way(client, "/admin/inbox/") == VERIFY


# --- recovery codes ---


def test_a_recovery_code_works_once_and_is_told(bureau: Staffed) -> None:
    app_of(bureau.leader)
    codes = new_codes(bureau.leader)
    first, second = signed_in(bureau.leader), signed_in(bureau.leader)
    assert give(first, f" {codes[3].upper().replace('-', ' ')} ") == 302
    assert is_in(first)
    assert give(second, codes[3]) == 200
    assert not is_in(second)
    assert codes_left(bureau.leader) == 9
    drain_outbox()
    assert "还剩 9 个恢复码" in mail.outbox[-1].body
    assert codes[3] not in mail.outbox[-1].body


def test_new_codes_make_the_old_ones_void(bureau: Staffed) -> None:
    app_of(bureau.leader)
    old = new_codes(bureau.leader)
    new_codes(bureau.leader)
    client = signed_in(bureau.leader)
    assert give(client, old[0]) == 200
    assert not is_in(client)


# --- adding and removing ---


def test_a_browser_left_open_changes_no_factor(bureau: Staffed, clock: time_machine.Traveller) -> None:
    client = verified(bureau.leader)
    (_kind, device), *_ = factors_of(bureau.leader)
    clock.shift(timedelta(minutes=11))
    confirm = "/admin/factors/confirm/"
    assert way(client, "/admin/factors/app/") == way(client, "/admin/factors/codes/") == confirm
    assert client.post("/admin/factors/codes/").status_code == 302
    assert codes_left(bureau.leader) == 0
    assert client.post(f"/admin/factors/app/{device.pk}/remove/").headers["Location"].startswith(confirm)
    json = {"content_type": "application/json", "headers": {"Accept": "application/json"}}
    assert client.post("/admin/factors/passkey/begin/", "{}", **json).status_code == 403
    assert client.post("/admin/factors/passkey/complete/", "{}", **json).status_code == 403
    assert client.post(confirm, {"password": "wrong"}).status_code == 200
    assert way(client, "/admin/factors/app/") == confirm
    assert client.post(confirm, {"password": PASSWORD, "next": "/admin/factors/app/"}).status_code == 302
    assert way(client, "/admin/factors/app/") == ""


def test_the_last_factor_of_who_must_have_one_stays(bureau: Staffed, settings: Settings) -> None:
    client = verified(bureau.leader)
    (_kind, first), *_ = factors_of(bureau.leader)
    url = f"/admin/factors/app/{first.pk}/remove/"
    html = client.post(url, follow=True).content.decode()
    assert "不能删除最后一种验证方式" in html
    assert len(factors_of(bureau.leader)) == 1
    app_of(bureau.leader, "第二个")
    client.post(url)
    ((_kind, left),) = factors_of(bureau.leader)
    assert left.name == "第二个"
    assert way(client) == VERIFY, "what had verified this browser is gone"


def test_who_need_not_have_one_removes_it_with_its_codes(bureau: Staffed) -> None:
    client = verified(bureau.editor)
    new_codes(bureau.editor)
    (_kind, device), *_ = factors_of(bureau.editor)
    client.post(f"/admin/factors/app/{device.pk}/remove/")
    assert factors_of(bureau.editor) == []
    assert codes_left(bureau.editor) == 0
    assert is_in(client)
    drain_outbox()
    assert "删除验证方式：验证器“手机验证器”。" in mail.outbox[-1].body


def test_nobody_removes_anothers(bureau: Staffed) -> None:
    client = verified(bureau.reviewer)
    app_of(bureau.reviewer)
    device = app_of(bureau.leader)
    client.post(f"/admin/factors/app/{device.pk}/remove/")
    assert TOTPDevice.objects.filter(pk=device.pk).exists()
    assert client.post("/admin/factors/codes-of/1/remove/").status_code == 404


# --- passkeys: what a browser sends is in test_sign_in_in_a_browser ---


@pytest.mark.parametrize("sent", ["", "{", "[]", "{}", '{"answer": 1}', '{"answer": {"id": "AA"}}', "null", '"x"'])
def test_what_no_browser_sends_is_refused_and_counts(bureau: Staffed, sent: str) -> None:
    app_of(bureau.leader)
    WebAuthnCredential.objects.create(user=bureau.leader, name="钥匙", credential_id=b"1", public_key=b"1", aaguid="0")
    client = signed_in(bureau.leader)
    begun = client.post("/admin/second-factor/passkey/begin/", "{}", content_type="application/json").json()
    assert begun["rpId"] == HOST
    url = "/admin/second-factor/passkey/complete/"
    assert client.post(url, sent, content_type="application/json").status_code == 422
    assert SignInRecord.objects.filter(kind=SignInKind.WRONG_FACTOR, person=bureau.leader).count() == 1
    assert not is_in(client)


def test_a_password_alone_opens_no_passkey_sign_in(bureau: Staffed) -> None:
    client = Client(HTTP_HOST=HOST)
    assert client.post("/admin/second-factor/passkey/begin/").status_code == 302


def test_removing_is_checked_under_a_lock(bureau: Staffed) -> None:
    """The action itself refuses, whoever calls it."""
    device = app_of(bureau.leader)
    client = verified(bureau.leader)
    request = client.get(HOME).wsgi_request
    remove_factor(bureau.leader, "app", device.pk, request)
    ((kind, last),) = factors_of(bureau.leader)
    with pytest.raises(FactorError):
        remove_factor(bureau.leader, kind, last.pk, request)
