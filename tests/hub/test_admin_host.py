"""The admin is on one host; on the others it is as if it were not there."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from hub.admin_host import admin_origin, check_admin_host
from hub.outbox import drain_outbox
from tests.isolation.walk import addresses
from tests.staffed import Staffed
from tests.story import browser_of

OTHERS = ("jyj.localhost", "localhost", "127.0.0.1", "admin.localhost", "portal.localhost.localhost")


def test_it_is_on_its_host(portal: Staffed) -> None:
    for host in ("portal.localhost", "portal.localhost:8000", "PORTAL.localhost", "portal.localhost."):
        assert Client(HTTP_HOST=host).get("/admin/login/").status_code == 200, host


@pytest.mark.parametrize("host", OTHERS)
@pytest.mark.parametrize(
    "path",
    ["/admin", "/admin/", "/admin/login/", "/admin/pages/", "/admin/no-such/", "/admin/session/", "/_util/login/",
     "/admin/password_reset/"],
)  # fmt: skip
def test_it_is_on_no_other(bureau: Staffed, host: str, path: str) -> None:
    client = browser_of(bureau.editor, host)
    for ask in (client.get, client.post, client.head):
        assert ask(path).status_code == 404


def test_every_address_of_it(bureau: Staffed) -> None:
    client = Client(HTTP_HOST="jyj.localhost")
    routes = {address.route for address in addresses()}
    assert len(routes) > 300
    for route in routes:
        assert client.get(f"/{route.replace('<', '').replace('>', '')}").status_code == 404, route


def test_a_variants_address_leads_nowhere_either(bureau: Staffed) -> None:
    response = Client(HTTP_HOST="jyj.localhost").get("/zh-hant/admin/login/", follow=True)
    assert response.status_code == 404


def test_no_session_is_asked_for(bureau: Staffed) -> None:
    client = browser_of(bureau.editor, "jyj.localhost")
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/")
    assert not [query["sql"] for query in queries if "session" in query["sql"]]


def test_a_header_of_the_visitor_names_no_host(bureau: Staffed) -> None:
    headers = {"X-Forwarded-Host": "portal.localhost", "Forwarded": "host=portal.localhost"}
    assert Client(HTTP_HOST="jyj.localhost").get("/admin/login/", headers=headers).status_code == 404


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://Portal.localhost:443/", "https://portal.localhost"),
        ("http://portal.localhost:8000", "http://portal.localhost:8000"),
    ],
)
def test_the_origin_is_named_as_browsers_do(settings: Settings, url: str, origin: str) -> None:
    settings.WAGTAILADMIN_BASE_URL = url
    assert admin_origin() == origin


def test_mail_leads_to_it(bureau: Staffed) -> None:
    client = Client(HTTP_HOST="portal.localhost")
    client.post("/admin/password_reset/", {"email": bureau.leader.email})
    drain_outbox()
    assert f"{admin_origin()}/admin/" in mail.outbox[0].body


@pytest.mark.parametrize(
    "url", ["", "portal.localhost", "https://other.example", "https://portal.localhost/cms", "ftp://portal.localhost"]
)
def test_a_base_url_that_is_no_host_of_ours_is_an_error(settings: Settings, url: str) -> None:
    assert check_admin_host() == []
    settings.WAGTAILADMIN_BASE_URL = url
    (error,) = check_admin_host()
    assert error.id == "hub.E003"
