"""Where somebody is signed in, and how it ends (docs/accounts.md)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.accounts.sessions.actions import end_expired_sessions
from hub.accounts.sessions.rules import browser_name, masked_address
from hub.models import AuditEvent, SignInRecord, SignInSession, User
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.factories import PASSWORD, UserFactory, appoint, centre_unit
from tests.staffed import Staffed
from tests.story import article_form, browser_of

HOST = "portal.localhost"
LOGIN = "/admin/login/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/99 Mobile Safari/537.36 MicroMessenger/8.0.50"


def signed_in(person: User, agent: str = WINDOWS, address: str = "198.51.100.7") -> Client:
    client = Client(HTTP_HOST=HOST, HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    answer = client.post(LOGIN, {"username": person.username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def is_in(client: Client, url: str = "/admin/account/") -> bool:
    return client.get(url).status_code == 200


def ended(person: User) -> list[str]:
    return list(SignInRecord.objects.filter(kind="ended", person=person).values_list("detail", flat=True))


# --- time ---


def test_who_does_nothing_is_signed_out(bureau: Staffed, clock: time_machine.Traveller) -> None:
    client = signed_in(bureau.editor)
    clock.shift(timedelta(minutes=29))
    assert is_in(client)
    clock.shift(timedelta(minutes=29))
    assert is_in(client)
    clock.shift(timedelta(minutes=31))
    response = client.get("/admin/account/", follow=True)
    assert response.redirect_chain[0][0].startswith(LOGIN)
    assert "长时间没有操作，请重新登录。" in response.content.decode()
    assert ended(bureau.editor)[0].startswith("长时间没有操作")


def test_after_twelve_hours_it_ends_however_busy(bureau: Staffed, clock: time_machine.Traveller) -> None:
    client = signed_in(bureau.editor)
    for _ in range(12 * 3 - 1):
        clock.shift(timedelta(minutes=20))
        assert is_in(client)
    clock.shift(timedelta(minutes=20))
    assert not is_in(client)


@pytest.mark.parametrize(
    "url",
    [
        "/admin/editing-sessions/ping/pages/articlepage/{page}/{session}/",
        "/admin/session/",
        "/admin/jsi18n/",
        "/admin/sprite/",
    ],
)
def test_what_open_pages_ask_by_themselves_is_no_work(bureau: Staffed, clock: time_machine.Traveller, url: str) -> None:
    client = signed_in(bureau.editor)
    add = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", bureau.column.pk])
    client.post(add, article_form())
    page = ArticlePage.objects.latest("pk")
    client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    session = page.editing_sessions.get() if hasattr(page, "editing_sessions") else None
    url = url.format(page=page.pk, session=session.pk if session else 1)
    for _ in range(4):
        clock.shift(timedelta(minutes=9))
        client.post(url) if "ping" in url else client.get(url)
    assert not is_in(client)


def test_who_types_stays_signed_in(bureau: Staffed, clock: time_machine.Traveller) -> None:
    """The script says so; it says how long is left, too, and when nothing can be added."""
    client = signed_in(bureau.editor)
    status = client.get("/admin/session/").json()
    assert (status["state"], status["seconds"], status["can_stay"]) == ("in", 30 * 60, True)
    assert status["person"] == bureau.editor.pk
    for _ in range(4):
        clock.shift(timedelta(minutes=25))
        assert client.post("/admin/session/").json()["seconds"] == 30 * 60
    assert is_in(client)
    for _ in range(24):
        clock.shift(timedelta(minutes=25))
        client.post("/admin/session/")
    assert client.get("/admin/session/").json()["can_stay"] is False
    clock.shift(timedelta(hours=1))
    assert client.post("/admin/session/").json()["state"] == "out"


def test_no_session_is_longer_than_that(bureau: Staffed) -> None:
    client = Client(HTTP_HOST=HOST)
    data = {"username": bureau.editor.username, "password": PASSWORD, "remember": "on"}
    client.post(LOGIN, data)
    assert client.session.get_expiry_age() <= 12 * 60 * 60
    assert "remember" not in Client(HTTP_HOST=HOST).get(LOGIN).content.decode()


def test_a_form_sent_too_late_comes_back_and_can_be_sent_again(bureau: Staffed, clock: time_machine.Traveller) -> None:
    """Its words, in order, are in hidden fields; after signing in again they make the article."""
    client = signed_in(bureau.editor)
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", bureau.column.pk])
    client.get(url)
    clock.shift(timedelta(minutes=31))
    response = client.post(url, article_form(title="写了半小时的<稿件>", summary="第一行\n第二行"))
    assert response.status_code == 403
    soup = BeautifulSoup(response.content, "html.parser")
    form = soup.select_one("form[data-given-back]")
    assert form is not None
    assert form.get("action") in (None, url)
    assert "您填写的内容没有丢失" in soup.get_text()
    assert soup.select_one("ol a")["href"].startswith(LOGIN)
    fields: dict[str, list[str]] = {}
    for field in form.select("input[name]"):
        fields.setdefault(str(field["name"]), []).append(str(field.get("value", "")))
    assert not ArticlePage.objects.filter(title="写了半小时的<稿件>").exists()
    client.post(LOGIN, {"username": bureau.editor.username, "password": PASSWORD, "next": "/admin/session/back/"})
    assert "可以继续了" in client.get("/admin/session/back/").content.decode()
    assert client.post(url, fields).status_code == 302
    page = ArticlePage.objects.get(title="写了半小时的<稿件>")
    assert "第二行" in page.summary


def test_a_form_comes_back_whoever_was_told_of_the_end_first(bureau: Staffed, clock: time_machine.Traveller) -> None:
    """Another tab has asked before, and the browser has forgotten the session: what was written is not lost."""
    client = signed_in(bureau.editor)
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", bureau.column.pk])
    clock.shift(timedelta(minutes=31))
    assert client.get("/admin/session/").json()["state"] == "ended"
    response = client.post(url, article_form(title="另一页先知道了"))
    assert response.status_code == 403
    assert 'value="另一页先知道了"' in response.content.decode()
    assert "您填写的内容没有丢失" in response.content.decode()


def test_nobody_else_fills_in_what_comes_back(bureau: Staffed, clock: time_machine.Traveller) -> None:
    """A form of another site is refused before."""
    client = Client(HTTP_HOST=HOST, enforce_csrf_checks=True)
    client.force_login(bureau.editor, backend="sites.organisation.auth.AppointmentBackend")
    clock.shift(timedelta(minutes=31))
    response = client.post("/admin/account/", {"name": "evil"})
    assert response.status_code == 403
    assert "evil" not in response.content.decode()


def test_no_password_is_given_back(bureau: Staffed, clock: time_machine.Traveller) -> None:
    client = signed_in(bureau.editor)
    clock.shift(timedelta(minutes=31))
    response = client.post("/admin/account/", {"password-old_password": "my-Secret-1", "theme-theme": "dark"})
    assert 'name="theme-theme" value="dark"' in response.content.decode()
    assert "my-Secret-1" not in response.content.decode()


# --- one's own ---


def test_own_sign_ins_are_listed_with_half_of_their_address(bureau: Staffed) -> None:
    client = signed_in(bureau.editor)
    signed_in(bureau.editor, PHONE, "203.0.113.77")
    signed_in(bureau.leader, PHONE, "192.0.2.5")
    text = BeautifulSoup(client.get("/admin/sessions/").content, "html.parser").select_one("main").get_text()
    assert "Chrome · Windows" in text
    assert "微信 · 安卓手机" in text
    assert "203.0.*.*" in text
    assert "203.0.113" not in text
    assert "192.0" not in text
    assert text.count("本次登录") == 1


def test_one_is_ended_or_all_others(bureau: Staffed) -> None:
    own, second, third = signed_in(bureau.editor), signed_in(bureau.editor), signed_in(bureau.editor)
    row = SignInSession.objects.get(pk=second.session["sign_in"])
    own.post(f"/admin/sessions/{row.pk}/end/")
    assert (is_in(own), is_in(second), is_in(third)) == (True, False, True)
    own.post("/admin/sessions/end-others/")
    assert (is_in(own), is_in(third)) == (True, False)
    assert len(ended(bureau.editor)) == 2


def test_nobody_ends_anothers_by_its_number(bureau: Staffed) -> None:
    client, other = signed_in(bureau.editor), signed_in(bureau.leader)
    client.post(f"/admin/sessions/{other.session['sign_in']}/end/")
    assert is_in(other)


def test_a_new_password_ends_the_others(bureau: Staffed) -> None:
    own, other = signed_in(bureau.editor), signed_in(bureau.editor)
    new = "another-Long-Passw0rd"
    data = {"password-old_password": PASSWORD, "password-new_password1": new, "password-new_password2": new}
    data |= {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}
    assert own.post("/admin/account/", data).status_code == 302
    assert is_in(own)
    assert own.get("/admin/sessions/").content.decode().count("hub-card") == 1
    assert not is_in(other)
    assert SignInRecord.objects.filter(kind="password_changed", person=bureau.editor).exists()


def test_signing_out_ends_it_for_good(bureau: Staffed) -> None:
    client = signed_in(bureau.editor)
    cookie = client.cookies["sessionid"].value
    client.post("/admin/logout/")
    assert not is_in(client)
    client.cookies["sessionid"] = cookie
    assert not is_in(client)
    assert SignInRecord.objects.filter(kind="sign_out", person=bureau.editor).count() == 1


def test_an_ended_one_opens_nothing_though_its_cookie_is_kept(bureau: Staffed) -> None:
    """Nor does a session that was made before rows were kept."""
    client = signed_in(bureau.editor)
    SignInSession.objects.update(ended_at=timezone.now())
    assert client.get("/").wsgi_request.user.is_anonymous
    assert not is_in(client)
    client = signed_in(bureau.editor)
    SignInSession.objects.all().delete()
    assert not is_in(client)


# --- people who leave ---


def test_a_closed_account_is_signed_out_at_the_next_request(bureau: Staffed) -> None:
    client = signed_in(bureau.editor)
    User.objects.filter(pk=bureau.editor.pk).update(is_active=False)
    assert not is_in(client)


def test_who_has_no_office_any_more_is_signed_out_at_the_next_request(bureau: Staffed) -> None:
    client = signed_in(bureau.editor)
    appointment = bureau.editor.appointments.get()
    appointment.ends_on = timezone.localdate() - timedelta(days=1)
    appointment.save()
    response = client.get("/admin/account/", follow=True)
    assert response.redirect_chain[0][0].startswith(LOGIN)
    assert "没有登记任何职责" in response.content.decode()
    assert ended(bureau.editor)[0].startswith("没有职责")


def test_the_security_officer_and_superusers_end_all_of_a_person(bureau: Staffed, centre: dict[Office, User]) -> None:
    officer = appoint(centre_unit(), Office.SECURITY_OFFICER)
    root = UserFactory(is_superuser=True)
    for actor in (officer, root):
        first, second, other = signed_in(bureau.editor), signed_in(bureau.editor, PHONE), signed_in(bureau.leader)
        client = browser_of(actor)
        page = client.get("/admin/signed-in/").content.decode()
        assert str(bureau.editor) in page
        client.post(f"/admin/signed-in/{bureau.editor.pk}/end/")
        assert (is_in(first), is_in(second), is_in(other)) == (False, False, True)
    assert AuditEvent.objects.filter(action="结束登录").count() == 2


def test_nobody_else_does(bureau: Staffed, centre: dict[Office, User]) -> None:
    """Not the centre's head, nor the security officer of another unit."""
    other = signed_in(bureau.editor)
    for actor in (centre[Office.CENTRE_HEAD], appoint(bureau.unit, Office.SECURITY_OFFICER), bureau.leader):
        client = browser_of(actor)
        assert client.get("/admin/signed-in/").status_code == 302
        client.post(f"/admin/signed-in/{bureau.editor.pk}/end/")
        assert is_in(other)


def test_what_nobody_came_back_to_is_put_on_record(bureau: Staffed, clock: time_machine.Traveller) -> None:
    signed_in(bureau.editor)
    clock.shift(timedelta(minutes=31))
    signed_in(bureau.leader)
    assert end_expired_sessions() == 1
    assert end_expired_sessions() == 0
    assert len(ended(bureau.editor)) == 1
    assert ended(bureau.leader) == []


# --- words ---


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WINDOWS, "Chrome · Windows"),
        (PHONE, "微信 · 安卓手机"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox · Linux"),
        ("curl/8", "未知浏览器"),
        ("", "未知浏览器"),
        ("\x00" * 5000, "未知浏览器"),
    ],
)
def test_names_of_browsers(agent: str, name: str) -> None:
    assert browser_name(agent) == name


@pytest.mark.parametrize(
    ("address", "masked"),
    [("198.51.100.7", "198.51.*.*"), ("2001:db8::1", "2001:0db8:*:*"), ("", "未知网络"), ("unknown", "未知网络")],
)
def test_masked_addresses(address: str, masked: str) -> None:
    assert masked_address(address) == masked
