"""The steps that people take in the browser, for tests: writing, sending, approving, returning."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from hub.blocks import TEXT_FEATURES
from sites.approval import ledger
from sites.approval.actions import act_on_step
from sites.approval.digest import content_digest
from sites.approval.enums import ApprovalStep
from sites.approval.models.office_task_state import OfficeTaskState
from sites.approval.rules import SECRECY_CHECKS
from sites.approval.verification import Verification
from sites.pages.enums import DisclosureKind, InformationKind, Validity
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage

SENT_ON = "2026-03-02"
DECLARATION = list(SECRECY_CHECKS)


def browser_of(person: AbstractBaseUser, host: str = "portal.localhost") -> Client:
    """A browser in which `person` is logged in."""
    client = Client(HTTP_HOST=host)
    client.force_login(person, backend="sites.organisation.auth.AppointmentBackend")
    return client


def article_form(title: str = "市教育局召开校园安全工作会议", **fields: Any) -> dict[str, Any]:
    """What the editor's form of an article posts. `body` is the text of one paragraph."""
    body = fields.pop("body", "会议部署了开学前的安全检查。")
    return nested_form_data(
        {
            "title": title,
            "subtitle": "",
            "body": streamfield([("paragraph", rich_text(f"<p>{body}</p>", features=TEXT_FEATURES))]),
            "records": streamfield([]),
            "attachments": inline_formset([]),
            "document_links": inline_formset([]),
            "comments": inline_formset([]),
            "summary": "",
            "tags": "",
            "cover": "",
            "source": "市教育局",
            "written_on": SENT_ON,
            "author": "",
            "editor": "",
            "kind": InformationKind.NEWS,
            "document_number": "",
            "validity": Validity.IN_FORCE,
            "ceases_on": "",
            "category": "",
            "disclosure_kind": DisclosureKind.PROACTIVE,
            "disclosure_ground": "",
            "retention": "",
            "genre": "",
            "theme": "",
            "audience": "",
            "issuing_units": [],
            "also_in": [],
            "emergency_reason": "暴雨正在发生" if fields.get("is_emergency") else "",
            "go_live_at": "",
            "expire_at": "",
            **fields,
        }
    )


def write(
    person: AbstractBaseUser, column: ColumnPage, *, action: str = "", **fields: Any
) -> tuple[ArticlePage, list[str]]:
    """A new article written in the admin; the page as stored, and what the admin says about it.

    `action`: "submit" or "publish" for these buttons; otherwise the draft is saved.
    """
    data = article_form(**fields)
    if action:
        data[f"action-{action}"] = "1"
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", column.pk])
    response = browser_of(person).post(url, data)
    page = ArticlePage.objects.filter(path__startswith=column.path).order_by("pk").last()
    assert page is not None, response.context["form"].errors
    return page, said(response)


def edit(person: AbstractBaseUser, page: Page, *, action: str = "", **fields: Any) -> list[str]:
    """Changes an article in the admin; returns what the admin says."""
    data = article_form(**{"title": page.title, **fields})
    if action:
        data[f"action-{action}"] = "1"
    response = browser_of(person).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    return said(response)


def send(person: AbstractBaseUser, page: GroupPage) -> None:
    """Sends a draft for approval."""
    page = type(page).objects.get(pk=page.pk)
    page.get_workflow().start(page, person)


def waiting_step(page: GroupPage) -> OfficeTaskState | None:
    """The step that is open for a page."""
    return OfficeTaskState.objects.filter(workflow_state__object_id=str(page.pk), is_open=True).first()


def settle(person: AbstractBaseUser, page: GroupPage, action: str = "approve", **fields: Any) -> Any:
    """Approves or returns what is open, in the person's inbox; the response."""
    state = waiting_step(page)
    assert state is not None, "nothing waits"
    seen = content_digest(state.revision.as_object())
    data: dict[str, Any] = {"action": action, "comment": "", "seen": seen, **fields}
    if state.step == ApprovalStep.SECRECY and action == "approve":
        data.setdefault("declaration", DECLARATION)
    return browser_of(person).post(reverse("inbox:item", args=[state.pk]), data)


def approve(page: GroupPage, people: Iterable[AbstractBaseUser]) -> None:
    """One person after the other approves what is open, by the action behind the inbox."""
    for person in people:
        state = waiting_step(page)
        assert state is not None, "nothing waits"
        take_step(state, person)


def take_step(state: OfficeTaskState, person: AbstractBaseUser, action: str = "approve", **fields: Any) -> None:
    """The action behind the inbox, of somebody who has read what waits."""
    known = {"declaration": DECLARATION, "seen": content_digest(state.revision.as_object()), **fields}
    act_on_step(state, person, action, **known)


def exchange_behind(file: Any, name: str, content: bytes) -> None:
    """Other bytes behind a picture or document, as SQL puts them there: no save refuses it."""
    stored = file.file.storage.save(file.file.field.generate_filename(file, name), ContentFile(content))
    type(file).objects.filter(pk=file.pk).update(
        file=stored, file_size=len(content), file_hash=hashlib.sha1(content, usedforsecurity=False).hexdigest()
    )


def relocate(place: Any, page: GroupPage, column: Page) -> None:
    """By a decision of the leader of a place a public page stands in another column."""
    appointment = place.leader.appointments.get(unit=place.unit)
    with ledger.acting(ledger.Actor(place.leader, appointment)):
        page.move(column, pos="last-child")


def said(response: Any) -> list[str]:
    """The messages that the person will be shown."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def reads(client: Client, page: Page) -> int:
    """The status with which the public gets a page."""
    parts = page.get_url_parts()
    assert parts is not None
    _site, root, path = parts
    return client.get(path, headers={"host": root.partition("://")[2]}).status_code


def unapproved_content(page: GroupPage) -> str:
    """What verification finds wrong with a public page; "" for nothing."""
    assert type(page).objects.get(pk=page.pk).live, "of what is not public there is nothing to find"
    return "；".join(finding.text for finding in Verification().findings() if finding.page == page.pk)
