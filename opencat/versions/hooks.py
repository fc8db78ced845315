"""Where documents that change one another meet the admin and the public page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from opencat.document_numbers import normalised
from opencat.versions.actions import state_follows_link
from opencat.versions.deletion import deletion_obstacle, deletion_obstacles
from opencat.versions.hints import checks_of_links, decision_hints, hints_for
from opencat.versions.links import problems_by_row
from opencat.versions.locks import lock_of
from opencat.versions.relations import relations_of
from opencat.versions.restatements import confirmation_findings
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.group_page import GroupPage

hooks.register("article_lock", lock_of)
hooks.register("content_checks", checks_of_links)
hooks.register("decision_hints", decision_hints)
hooks.register("verification_findings", confirmation_findings)
hooks.register("deletion_obstacle", deletion_obstacle)
hooks.register("document_number_spelling", normalised)
hooks.register("state_follows", state_follows_link)


@hooks.register("row_problems")
def unsound_links(page: GroupPage) -> list[tuple[Any, str]]:
    if not isinstance(page, ArticlePage) or page.is_translation:
        return []
    return list(problems_by_row(page))


@hooks.register("article_text_context")
def relations(article: ArticlePage) -> dict[str, Any]:
    return {"relations": relations_of(article)}


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [path("opencat/documents/", include("opencat.versions.urls", namespace="opencat_versions"))]


@hooks.register("register_page_header_buttons")
def supersede_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """For public documents with a number, and for abolished ones, which cannot be edited."""
    if not page.live or page.specific_class is not ArticlePage or not page.permissions_for_user(user).can_edit():
        return
    article = page.specific
    if not article.is_translation and (article.document_number or lock_of(article)):
        url = reverse("opencat_versions:supersede", args=[page.pk])
        yield Button("以新文件替代", url, icon_name="copy", priority=70)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def give_hints(request: HttpRequest, page: Page) -> None:
    if isinstance(page, ArticlePage):
        for hint in hints_for(page):
            messages.warning(request, hint)


@hooks.register("before_edit_page")
def give_hints_on_opening(request: HttpRequest, page: Page) -> None:
    if request.method == "GET":
        give_hints(request, page)


@hooks.register("before_delete_page")
def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    obstacle = deletion_obstacle(page) if isinstance(page, GroupPage) else ""
    if not obstacle:
        return None
    messages.error(request, obstacle)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_bulk_deletion(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type != "delete" or not objects or not isinstance(objects[0], Page):
        return None
    obstacles = deletion_obstacles(objects)
    if not obstacles:
        return None
    for obstacle in obstacles:
        messages.error(request, obstacle)
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)
