"""Edit forms of what is no page: of two people who have one open, the second is told what the first changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.admin.views.generic import EditView
from wagtail.admin.views.workflows import EditTask
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Task

from hub.models import CalendarDay, GroupDocument, GroupImage, ScriptCorrection, User
from hub.stale_forms import FIELD, changes_since, sealed
from inquiry.models.hot_question import HotQuestion
from inquiry.models.interview import Interview
from inquiry.models.survey import Survey
from search.models import BestBet
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from sites.organisation.models.unit import Unit
from sites.pages.models.partner_link import PartnerLink
from sites.pages.models.trusted_host import TrustedHost
from sites.website.models.site_notice import SiteNotice
from tests.differences import versions
from tests.hub.test_uploads import png
from tests.isolation.sent import NO_BLOCKS
from tests.reviewing import confirm_changes
from tests.staffed import Staffed
from tests.story import browser_of
from tests.testapp.models.bulletin import Bulletin
from tests.testapp.planting import plant

REFUSED = "没有保存：您打开以后，别人改动了这项内容"


@pytest.fixture
def centre_browser(bureau: Staffed) -> Client:
    return browser_of(User.objects.create_superuser("root", "root@test.localhost"))


def edit_views(resolver: Any = None, names: tuple[str, ...] = ()) -> Iterator[tuple[str, type[Model]]]:
    """(name of the URL, model) of every edit form of the admin that is not a page's, Wagtail's own too."""
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            yield from edit_views(each, (*names, each.namespace) if each.namespace else names)
            continue
        view = getattr(each.callback, "view_class", None)
        # One without a name stands before Wagtail's own, and is reached by that one's.
        if view and issubclass(view, EditView) and each.name:
            given = each.callback.view_initkwargs.get("model")
            yield ":".join((*names, each.name)), given or (Task if view is EditTask else view().model)


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


def confirm_changes_of_all(centre: dict[Office, User]) -> None:
    """Where a second person has a word on it."""
    for person in centre.values():
        confirm_changes(person)


# Nobody may open them, superusers included.
CLOSED = {
    "ledger", "event", "sign-in-record", "scheduled-job", "entry", "wagtailadmin_workflows", "wagtailusers_groups",
    "wagtailsites",
}  # fmt: skip
KEYS = {"wagtaildocs:edit": "document_id", "wagtailimages:edit": "image_id", "wagtailredirects:edit": "redirect_id"}


def rows_to_edit(bureau: Staffed) -> None:
    """One of each kind that a new install does not have."""
    PartnerLink.objects.create(title="省政府", address="https://province.example/")
    BestBet.objects.create(title="热线", queries="热线", telephone="12345")
    Redirect.objects.create(old_path="/old", redirect_link="https://a.example/")
    Collection.get_first_root_node().add_child(name="图库")
    GroupImage.objects.create(title="图", file=ImageFile(BytesIO(png()), "a.png"))
    GroupDocument.objects.create(title="文件", file=ContentFile("一", "a.txt"))
    SiteNotice.objects.create(message="通知", ends_at=timezone.now() + timedelta(days=1))
    plant(bureau.unit)
    Bulletin.objects.create(unit=bureau.unit, title="通报", text="内容").save_revision()
    times = timezone.now(), timezone.now() + timedelta(days=1)
    Survey.objects.create(
        unit=bureau.unit, title="调查", introduction="说明", opens_at=times[0], closes_at=times[1]
    ).save_revision()
    Interview.objects.create(
        unit=bureau.unit, title="访谈", introduction="说明", begins_at=times[0], ends_at=times[1]
    ).save_revision()
    TrustedHost.objects.create(host="a.example")
    HotQuestion.objects.create(letter_number="1")
    ScriptCorrection.objects.create(simplified="甲", traditional="乙")
    CalendarDay.objects.get_or_create(day="2026-01-01", defaults={"name": "元旦"})


def test_every_edit_form_is_compared(bureau: Staffed, centre_browser: Client) -> None:
    rows_to_edit(bureau)
    found, closed = {}, set()
    for name, model in edit_views():
        row = model._base_manager.order_by("-pk").first()
        arguments = {KEYS.get(name, "pk"): row.pk if row else 1}
        if name.endswith("revisions_revert"):
            arguments["revision_id"] = row.latest_revision_id
        url = reverse(name, kwargs=arguments)
        if centre_browser.get(url).status_code != 200:
            closed.add(name.partition(":")[0])
            continue
        form = form_of(centre_browser, url)
        html = centre_browser.post(url, NO_BLOCKS | form | {FIELD: sealed({"title": "早先"})}).content.decode()
        found[name] = (bool(form.get(FIELD)), REFUSED in html)
    assert {name: each for name, each in found.items() if each != (True, True)} == {}
    assert closed == CLOSED
    assert {name.partition(":")[0] for name in found} >= {
        "wagtailimages", "wagtaildocs", "wagtailredirects", "wagtailadmin_collections", "wagtailusers_users", "unit",
        "appointment", "tree", "wagtailsnippets_testapp_bulletin",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("model", "name", "values"),
    [
        (Unit, "unit", {"telephone": ("0753-1", "0753-2")}),
        (PartnerLink, "partnerlink", {"title": ("省政府门户", "省人民政府")}),
        (BestBet, "bestbet", {"title": ("热线电话", "便民热线")}),
        (User, "wagtailusers_users", {"telephone": ("0753-1", "0753-2")}),
        (GroupImage, "wagtailimages", {"title": ("先存的图", "后存的图")}),
        (GroupDocument, "wagtaildocs", {"title": ("先存的文件", "后存的文件")}),
        (Redirect, "wagtailredirects", {"old_path": ("/first", "/second")}),
        (Collection, "wagtailadmin_collections", {"name": ("先存的图库", "后存的图库")}),
    ],
)
def test_an_old_form_is_refused(
    bureau: Staffed,
    centre: dict[Office, User],
    centre_browser: Client,
    model: type[Model],
    name: str,
    values: dict[str, tuple[str, str]],
) -> None:
    rows_to_edit(bureau)
    row = model._default_manager.order_by("-pk" if issubclass(model, Collection) else "pk").first()
    assert row is not None
    url = reverse(f"{name}:edit", args=[row.pk])
    ((field, (first, second)),) = values.items()
    old, other = form_of(centre_browser, url), form_of(centre_browser, url)
    assert old[FIELD]
    assert centre_browser.post(url, other | {field: first}).status_code == 302
    confirm_changes_of_all(centre)

    def sent(form: dict[str, str]) -> HttpResponse:
        return centre_browser.post(url, form | {field: second})

    html = sent(old).content.decode()
    shown = BeautifulSoup(html, "html.parser")
    assert REFUSED in html
    assert versions(shown.select_one(".messages .hub-diff"))[1] == first
    assert shown.select_one(f"[name={field}]")["value"] == second, "kept"
    assert shown.select_one(f"[name={FIELD}]")["value"] == old[FIELD], "it is still an old form"
    row.refresh_from_db()
    assert getattr(row, field) == first
    assert sent(form_of(centre_browser, url)).status_code == 302
    confirm_changes_of_all(centre)
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


@pytest.mark.parametrize(("kind", "file"), [("images", ("a.png", png())), ("docs", ("a.txt", "一".encode()))])
def test_a_form_of_a_file_just_uploaded(centre_browser: Client, kind: str, file: tuple[str, bytes]) -> None:
    data = {"title": "上传", "files[]": SimpleUploadedFile(*file), "collection": Collection.get_first_root_node().pk}
    headers = {"x-requested-with": "XMLHttpRequest"}
    answer = centre_browser.post(reverse(f"wagtail{kind}:add_multiple"), data, headers=headers).json()
    shown = BeautifulSoup(answer["form"], "html.parser")
    form = {each["name"]: each.get("value", "") for each in shown.select("input[name]")}
    title = next(name for name in form if name.endswith("-title"))
    assert any(name.endswith(FIELD) for name in form)
    (model,) = [each for each in (GroupImage, GroupDocument) if each.objects.exists()]
    model.objects.update(title="同事改的")
    url = shown.select_one("form")["action"]
    refused = centre_browser.post(url, form | {title: "我改的"}, headers=headers).json()
    assert refused["success"] is False
    assert "同事改的" in refused["form"]
    assert model.objects.get().title == "同事改的"
