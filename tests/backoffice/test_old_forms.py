"""Edit forms of what is no page: of two people who have one open, the second is told what the first changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from hub.models import User
from hub.viewsets import FIELD, StampedEditView, changes_since, sealed
from search.models import BestBet
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.organisation.models.unit import Unit
from sites.pages.models.partner_link import PartnerLink
from tests.staffed import Staffed
from tests.story import browser_of

REFUSED = "没有保存：您打开以后，别人改动了这项内容"


@pytest.fixture
def centre_browser(bureau: Staffed) -> Client:
    return browser_of(User.objects.create_superuser("root", "root@test.localhost"))


def registered() -> Iterator[ModelViewSet]:
    get_resolver().url_patterns  # noqa: B018 - the admin's URLs register the viewsets
    waiting = list(viewsets.viewsets)
    while waiting:
        each = waiting.pop()
        if isinstance(each, ViewSetGroup):
            waiting += each.registerables
        elif isinstance(each, ModelViewSet):
            yield each


def form_of(client: Client, url: str) -> dict[str, str]:
    """The fields of the opened form as a browser would send them back."""
    form = BeautifulSoup(client.get(url).content, "html.parser").select_one(
        "form[data-edit-form], main form[method=POST]"
    )
    fields = {}
    for each in form.select("input[name], textarea[name], select[name]"):
        is_box = each.get("type") in ("checkbox", "radio")
        if is_box and not each.has_attr("checked"):
            continue
        if each.name == "textarea":
            fields[each["name"]] = each.text.strip()
        elif each.name == "select":
            chosen = each.select_one("option[selected]")
            fields[each["name"]] = chosen["value"] if chosen else ""
        else:
            fields[each["name"]] = each.get("value", "on" if is_box else "")
    return fields


def test_every_form_of_ours_is_compared() -> None:
    own = [each for each in registered() if not each.model.__module__.startswith(("wagtail", "django"))]
    assert len(own) > 12
    assert [each.model.__name__ for each in own if not issubclass(each.edit_view_class, StampedEditView)] == []


@pytest.mark.parametrize(
    ("model", "name", "values"),
    [
        (Unit, "unit", {"telephone": ("0753-1", "0753-2")}),
        (PartnerLink, "partnerlink", {"title": ("省政府门户", "省人民政府")}),
        (BestBet, "bestbet", {"title": ("热线电话", "便民热线")}),
        (User, "wagtailusers_users", {"telephone": ("0753-1", "0753-2")}),
    ],
)
def test_an_old_form_is_refused(
    centre_browser: Client, model: type[Model], name: str, values: dict[str, tuple[str, str]]
) -> None:
    PartnerLink.objects.create(title="省政府", address="https://province.example/")
    BestBet.objects.create(title="热线", queries="热线", telephone="12345")
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    url = reverse(f"{name}:edit", args=[row.pk])
    ((field, (first, second)),) = values.items()
    old, other = form_of(centre_browser, url), form_of(centre_browser, url)
    assert old[FIELD]
    assert centre_browser.post(url, other | {field: first}).status_code == 302

    def sent(form: dict[str, str]) -> HttpResponse:
        return centre_browser.post(url, form | {field: second})

    html = sent(old).content.decode()
    shown = BeautifulSoup(html, "html.parser")
    assert REFUSED in html
    assert shown.select_one(".messages ins").text == first
    assert shown.select_one(f"[name={field}]")["value"] == second, "kept"
    assert shown.select_one(f"[name={FIELD}]")["value"] == old[FIELD], "it is still an old form"
    row.refresh_from_db()
    assert getattr(row, field) == first
    assert sent(form_of(centre_browser, url)).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == second


def test_rows_below_count_too(bureau: Staffed, centre_browser: Client) -> None:
    appointment = Appointment.objects.get(person=bureau.leader)
    url = reverse("appointment:edit", args=[appointment.pk])
    old = form_of(centre_browser, url)
    Delegation.objects.create(
        appointment=appointment, delegate=bureau.principal, starts_on="2026-01-01", ends_on="2026-01-02", reason="出差"
    )
    html = centre_browser.post(url, old).content.decode()
    assert REFUSED in html
    assert "出差" in BeautifulSoup(html, "html.parser").select_one(".messages").text


def test_what_a_form_carries_cannot_be_made_up() -> None:
    assert changes_since(sealed({"a": "1"}), {"a": "1"}) == []
    assert [tuple(each) for each in changes_since(sealed({"a": "1"}), {"a": "2"})] == [("a", "1", "2")]
    assert changes_since("made up", {"a": "2"})
    assert changes_since("", {"a": "2"})
    assert changes_since(None, {"a": "2"}) == []
