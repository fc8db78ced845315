"""Every form that takes a password slows down who tries, and says of nobody whether there is an account."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from axes.models import AccessAttempt
from bs4 import BeautifulSoup
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from hub.accounts.links import send_link
from hub.models import OutboxMessage, User
from tests.factories import PASSWORD, UserFactory
from tests.staffed import Staffed
from tests.story import browser_of

HOST = "portal.localhost"
MOST_TRIES = 12
# What is typed there becomes a password, and tells nothing of one: who may set it is asked in another way.
NEW_PASSWORDS = {
    "admin/begin/<str:key>/", "admin/password_reset/confirm/<uidb64>/<token>/",
    "admin/collections/<int:collection_id>/privacy/",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _limits(settings: Settings) -> Iterator[None]:
    settings.AXES_ENABLED = True
    cache.clear()
    yield
    cache.clear()


def routes(resolver: URLResolver, above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """(route, names of arguments) of everything that is registered, in the order in which it is asked."""
    for pattern in resolver.url_patterns:
        route = above + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLPattern):
            yield route, tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))
        else:
            yield from routes(pattern, route)


def address_of(route: str, values: dict[str, object]) -> str | None:
    """A concrete address; None for patterns of pages and files, which are no forms of the system's."""
    if re.search(r"[()*+\[\]]", route.replace("(?P<", "")):
        return None
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], 1)), route)


def key_of(person: User) -> str:
    send_link(person)
    body = OutboxMessage.objects.get(key__startswith="account-link:").body
    return body.partition("/admin/begin/")[2].partition("/")[0]


@pytest.fixture
def roads(portal: Staffed) -> dict[str, tuple[str, User | None]]:
    """Route → (address, who is signed in there), of each page whose form has a password field."""
    root = UserFactory(is_superuser=True)
    collection = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="password", password="shared-secret"
    )
    page = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=portal.site.home.pk), restriction_type="password", password="shared-secret"
    )
    values: dict[str, object] = {
        "restriction_id": collection.pk, "page_view_restriction_id": page.pk, "page_id": portal.site.home.pk,
        "pk": root.pk, "collection_id": Collection.get_first_root_node().pk, "uidb64": "MQ", "token": "x-y",
        "key": key_of(UserFactory()),
    }  # fmt: skip
    found: dict[str, tuple[str, User | None]] = {}
    anonymous, own = Client(HTTP_HOST=HOST, raise_request_exception=False), browser_of(root)
    own.raise_request_exception = False
    for route, _names in routes(get_resolver()):
        address = address_of(route, values)
        if address is None or "logout" in address or "leave" in address:
            continue
        for client, person in ((anonymous, None), (own, root)):
            response = client.get(address)
            html = b"".join(response.streaming_content) if response.streaming else response.content
            if response.status_code == 200 and b'type="password"' in html and route not in found:
                found[route] = address, person
    return found


def tried(address: str, person: User | None) -> int:
    """How many wrong passwords one address may send to a form before it is answered 429."""
    client = browser_of(person) if person else Client(HTTP_HOST=HOST)
    for number in range(MOST_TRIES):
        soup = BeautifulSoup(client.get(address).content, "html.parser")
        data = {str(field["name"]): "wrong" for field in soup.select("form input[type=password]")}
        data["username"] = "somebody"
        if client.post(address, data).status_code == 429:
            return number
    return MOST_TRIES


@pytest.mark.django_db
def test_each_road_stops_who_tries(roads: dict[str, tuple[str, User | None]]) -> None:
    taking = {route: road for route, road in roads.items() if route not in NEW_PASSWORDS}
    assert set(taking) >= {
        "admin/login/", "_util/login/", "admin/account/", "admin/factors/confirm/",
        "files/authenticate_with_password/<int:restriction_id>/",
    }  # fmt: skip
    found = {}
    for route, (address, person) in taking.items():
        cache.clear()
        AccessAttempt.objects.all().delete()
        found[route] = tried(address, person)
    assert {route: number for route, number in found.items() if number >= MOST_TRIES} == {}


def test_the_walk_looks_at_the_roads_by_which_a_password_is_set(roads: dict[str, tuple[str, User | None]]) -> None:
    """What is left out above is there, so that the list names nothing that has gone; nobody sets another's password."""
    assert NEW_PASSWORDS - {"admin/password_reset/confirm/<uidb64>/<token>/"} <= set(roads) | {
        "admin/collections/<int:collection_id>/privacy/"
    }
    assert not [route for route in roads if route.startswith("admin/users/")]


# --- spraying ---


def attempt(name: str, password: str, address: str) -> int:
    client = Client(HTTP_HOST=HOST, REMOTE_ADDR=address)
    return client.post("/admin/login/", {"username": name, "password": password}).status_code


def test_one_name_tried_from_many_addresses_is_stopped_but_for_who_is_known_there(
    bureau: Staffed, settings: Settings
) -> None:
    name = bureau.leader.username
    assert attempt(name, PASSWORD, "198.51.100.7") == 302
    for number in range(settings.SIGN_IN_FAILURES_PER_NAME):
        attempt(name, "wrong", f"203.0.113.{number}")
    assert attempt(name, PASSWORD, "203.0.113.200") == 429
    assert attempt(name, PASSWORD, "198.51.100.7") == 302
    assert attempt(bureau.reviewer.username, PASSWORD, "203.0.113.201") == 302


# --- no word on who exists ---


@pytest.mark.parametrize("tries", [1, 8])
def test_the_answer_is_the_same_for_a_name_that_nobody_has(bureau: Staffed, tries: int) -> None:
    closed = UserFactory(username="closed", is_active=False)
    answers = set()
    for name in (bureau.leader.username, "nobody-at-all", closed.username):
        client = Client(HTTP_HOST=HOST, REMOTE_ADDR=f"203.0.113.{len(answers)}")
        for _ in range(tries):
            data = {"username": name, "password": PASSWORD if name == "closed" else "wrong"}
            response = client.post("/admin/login/", data)
        text = BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)
        answers.add((response.status_code, text.replace(name, "")))
    assert len(answers) == 1


def test_a_name_that_nobody_has_costs_the_same(bureau: Staffed, settings: Settings) -> None:
    """One hash is computed for each."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    bureau.leader.set_password(PASSWORD)
    bureau.leader.save()
    computed: list[float] = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self: PBKDF2PasswordHasher, *args: object, **kwargs: object) -> str:
        began = time.perf_counter()
        result = encode(self, *args, **kwargs)
        computed.append(time.perf_counter() - began)
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "encode", counted)
        for name in (bureau.leader.username, "nobody-at-all"):
            before = len(computed)
            attempt(name, "wrong", "203.0.113.5")
            assert len(computed) == before + 1
