"""What is on record of sign-ins, and who reads it (docs/accounts.md)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hub.accounts.records import check_record_days, drop_old_records, record_sign_in
from hub.models import AppendOnlyError, SignInRecord, User
from sites.organisation.enums import Office
from tests.factories import PASSWORD, UserFactory, appoint, centre_unit
from tests.hub.authenticator import app_of, code_of, wrong_code
from tests.staffed import Staffed
from tests.story import browser_of

HOST = "portal.localhost"
LIST = "/admin/sign-in-record/"


def attempt(name: str, password: str, client: Client | None = None) -> Client:
    client = client or Client(HTTP_HOST=HOST, REMOTE_ADDR="203.0.113.9")
    client.post(reverse("wagtailadmin_login"), {"username": name, "password": password})
    return client


def kinds(person: User) -> list[str]:
    return list(SignInRecord.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_a_whole_sign_in_is_on_record(bureau: Staffed) -> None:
    leader = bureau.leader
    device = app_of(leader)
    client = attempt(leader.username, "wrong")
    attempt(leader.username, PASSWORD, client)
    client.post("/admin/second-factor/", {"code": wrong_code(device.key)})
    type(device).objects.update(throttling_failure_timestamp=None)
    client.post("/admin/second-factor/", {"code": code_of(device.key)})
    client.post("/admin/logout/")
    assert kinds(leader) == ["wrong_password", "password", "wrong_factor", "factor", "sign_out"]
    row = SignInRecord.objects.filter(person=leader).first()
    assert (row.username, row.address) == (leader.username, "203.0.113.9")


def test_a_lock_out_is_on_record_once(bureau: Staffed, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT + 5):
        attempt(bureau.leader.username, "wrong")
    assert kinds(bureau.leader).count("locked") == 1
    assert kinds(bureau.leader).count("wrong_password") == settings.AXES_FAILURE_LIMIT - 1


def test_what_is_typed_for_a_name_that_nobody_has_is_not_kept(db: None) -> None:
    attempt("My-Secret-Passw0rd", "x")
    attempt("a\x00b", "x")
    assert not any("Secret" in str(row.__dict__) for row in SignInRecord.objects.all())
    assert SignInRecord.objects.filter(kind="wrong_password", person=None, detail="没有这个账号").exists()


def test_reset_mail_that_is_asked_for_is_on_record_whoever_it_is_for(bureau: Staffed) -> None:
    client = Client(HTTP_HOST=HOST)
    for address in (bureau.leader.email, "nobody@test.localhost"):
        client.post(reverse("wagtailadmin_password_reset"), {"email": address})
    assert SignInRecord.objects.filter(kind="reset_asked").count() == 2
    assert SignInRecord.objects.filter(kind="reset_asked", person=bureau.leader).exists()


def test_a_password_that_somebody_else_sets_is_on_record(bureau: Staffed) -> None:
    bureau.leader.set_password("another-Long-Passw0rd")
    bureau.leader.save()
    assert kinds(bureau.leader) == ["password_changed"]


def test_a_hash_that_is_only_renewed_is_no_new_password(bureau: Staffed, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.MD5PasswordHasher",
    ]  # fmt: skip
    attempt(bureau.leader.username, PASSWORD)
    bureau.leader.refresh_from_db()
    assert bureau.leader.password.startswith("pbkdf2")
    assert kinds(bureau.leader) == ["password"]


def test_rows_are_neither_changed_nor_removed(bureau: Staffed) -> None:
    row = record_sign_in("password", bureau.leader)
    for change in (row.save, row.delete, SignInRecord.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            change()
    with pytest.raises(AppendOnlyError):
        SignInRecord.objects.update(detail="")


def test_they_go_after_their_term(bureau: Staffed, settings: Settings) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        record_sign_in("password", bureau.leader)
        clock.shift(timedelta(days=settings.SIGN_IN_RECORD_DAYS - 1))
        record_sign_in("sign_out", bureau.leader)
        assert drop_old_records() == 0
        clock.shift(timedelta(days=2))
        assert drop_old_records() == 1
    assert kinds(bureau.leader) == ["sign_out"]


def test_less_than_half_a_year_is_an_error(settings: Settings) -> None:
    assert check_record_days() == []
    settings.SIGN_IN_RECORD_DAYS = 180
    (error,) = check_record_days()
    assert error.id == "hub.E004"


# --- who reads them ---


def test_the_centres_security_officer_reads_filters_and_exports(bureau: Staffed, centre: dict[Office, User]) -> None:
    attempt(bureau.leader.username, PASSWORD)
    attempt(bureau.editor.username, "wrong")
    client = browser_of(appoint(centre_unit(), Office.SECURITY_OFFICER))
    page = client.get(LIST).content.decode()
    assert "203.0.113.9" in page
    assert bureau.leader.username in page
    only = client.get(LIST, {"username": bureau.editor.username}).content.decode()
    assert "密码错误" in only
    assert f">{bureau.leader.username}<" not in only.split("<tbody")[1]
    later = client.get(LIST, {"at__date__gte": "2099-01-01"}).content.decode()
    assert "203.0.113.9" not in later
    export = client.get(LIST, {"export": "csv"})
    text = b"".join(export.streaming_content).decode()
    assert text.startswith("\ufeff")
    assert bureau.leader.username in text
    assert LIST in client.get("/admin/account/").content.decode(), "the menu leads there"


def test_an_export_runs_nothing(bureau: Staffed, centre: dict[Office, User]) -> None:
    UserFactory(username="+cmd")
    attempt("+cmd", "wrong")
    client = browser_of(appoint(centre_unit(), Office.SECURITY_OFFICER))
    text = b"".join(client.get(LIST, {"export": "csv"}).streaming_content).decode()
    assert '"+cmd' not in text
    assert ",+cmd" not in text
    assert "+cmd" in text


def test_nobody_else_reads_them(bureau: Staffed, centre: dict[Office, User]) -> None:
    """Neither the centre's others, nor another unit's security officer, nor whoever runs the install."""
    attempt(bureau.leader.username, PASSWORD)
    others = [*centre.values(), appoint(bureau.unit, Office.SECURITY_OFFICER), UserFactory(is_superuser=True)]
    for person in others:
        client = browser_of(person)
        for url in (LIST, f"{LIST}results/", f"{LIST}?export=csv", f"{LIST}?export=xlsx"):
            assert client.get(url).status_code == 302, (person, url)
        assert LIST not in client.get("/admin/account/").content.decode()


def test_the_officer_reads_as_long_as_the_appointment_lasts(centre: dict[Office, User]) -> None:
    officer = appoint(centre_unit(), Office.SECURITY_OFFICER)
    client = browser_of(officer)
    assert client.get(LIST).status_code == 200
    appointment = officer.appointments.get()
    appointment.ends_on = timezone.localdate() - timedelta(days=1)
    appointment.save()
    assert client.get(LIST).status_code == 302


def test_the_officer_changes_nothing(centre: dict[Office, User]) -> None:
    row = record_sign_in("password", None)
    client = browser_of(appoint(centre_unit(), Office.SECURITY_OFFICER))
    for url in (f"{LIST}new/", f"{LIST}edit/{row.pk}/", f"{LIST}delete/{row.pk}/"):
        assert client.post(url, {"detail": "x"}).status_code == 302
    assert list(SignInRecord.objects.filter(pk=row.pk).values_list("detail", flat=True)) == [""]
