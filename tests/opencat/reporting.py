"""Filling in a report as an editor does, for tests."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from hub.blocks import TEXT_FEATURES
from hub.models import User
from opencat.annual_report import national_form as form
from opencat.annual_report.actions import draft_annual_report, renew_figures
from opencat.annual_report.layouts import Layout
from opencat.annual_report.text import is_table
from opencat.models import CatalogueEntry, Category
from sites.organisation.auth import sync_memberships
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.story import article_form, browser_of, settle

YEAR = 2025
TODAY = date(2026, 1, 12)


def working(person: User) -> User:
    """The person as an action gets them from a request: with the rights of today."""
    sync_memberships(person)
    return User.objects.get(pk=person.pk)


def newest(page: ArticlePage) -> ArticlePage:
    found: ArticlePage = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return found


def figures(page: ArticlePage, layout: Layout) -> dict[str, str]:
    """What stands in a table of the newest draft."""
    tables = [block.value for block in newest(page).body if is_table(block, layout.caption)]
    assert len(tables) == 1
    return layout.read(tables[0])


def posted(page: ArticlePage, changed: dict[str, str] | None = None, text: str = "已写。") -> dict[str, Any]:
    """The editor's form of a report: every paragraph filled with `text`, figures by key as `changed` says."""
    blocks: dict[str, Any] = {"body-count": 0}
    for index, block in enumerate(newest(page).body):
        blocks |= {f"body-{index}-{name}": "" for name in ("deleted", "order", "type", "id")}
        blocks |= {f"body-{index}-type": block.block_type, f"body-{index}-order": str(index)}
        blocks |= {f"body-{index}-id": block.id, "body-count": index + 1}
        if block.block_type == "heading":
            blocks |= {f"body-{index}-value-{name}": block.value[name] for name in ("text", "level")}
        elif block.block_type == "table":
            blocks[f"body-{index}-value"] = json.dumps(_typed(block.value, changed or {}))
        else:
            written = block.value.source if text == "" else f"<p>{text}</p>"
            blocks[f"body-{index}-value"] = rich_text(written, features=TEXT_FEATURES)
    data = article_form(title=page.title, source=page.source, kind=page.kind, written_on=str(page.written_on))
    return {name: value for name, value in data.items() if not name.startswith("body-")} | blocks


def _typed(value: dict[str, Any], changed: dict[str, str]) -> dict[str, Any]:
    for layout in (*form.NATIONAL, form.SUMMARY):
        if value.get("table_caption") == layout.caption:
            for place, cell in layout.cells.items():
                key = getattr(cell, "key", None)
                if key in changed:
                    value["data"][place[0]][place[1]] = changed[key]
    return value


def store(person: AbstractBaseUser, page: ArticlePage, action: str = "", **about: Any) -> Any:
    """Saves the draft in the admin, or sends it with `action="submit"`; the response."""
    data = posted(page, **about)
    if action:
        data[f"action-{action}"] = "1"
    return browser_of(person).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def refusals(response: Any) -> str:
    """What the form says beside the body; empty if it was taken."""
    if response.status_code == 302:
        return ""
    return "\n".join(response.context["form"].errors.get("body", ["（正文没有错误）"]))


def disclose(staffed: Staffed, path: str, day: date, on: date | None = None, **fields: Any) -> ArticlePage:
    """A public document, written on the day and public from then on, or from the day `on`."""
    page = published(column_of(staffed.site, path), **{"written_on": day, "kind": "policy", **fields})
    CatalogueEntry.objects.filter(page=page).update(published_on=on or day)
    return page


def normative(staffed: Staffed, day: date, **fields: Any) -> ArticlePage:
    category = Category.objects.get(code="150402")
    return disclose(staffed, "documents", day, category=category, **fields)


def report(staffed: Staffed) -> ArticlePage:
    return draft_annual_report(staffed.unit, YEAR, working(staffed.editor))


def completed(staffed: Staffed) -> ArticlePage:
    """A report with nothing left to be typed but texts."""
    page = report(staffed)
    renew_figures(page, working(staffed.editor), fill_zeros=True)
    return page


def approved(staffed: Staffed) -> ArticlePage:
    page = completed(staffed)
    assert refusals(store(staffed.editor, page, "submit")) == ""
    for person in (staffed.reviewer, staffed.leader):
        settle(person, page)
    return ArticlePage.objects.get(pk=page.pk)
