"""What is sent by hand: numbers that no chooser offers. Refused, with nothing written and nothing named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from hub.blocks import TEXT_FEATURES
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.isolation.answers import Visitor, answer, shows, without_log
from tests.isolation.world import Owned, World
from tests.story import article_form

pytestmark = pytest.mark.django_db
Fields = Callable[[Owned], dict[str, Any]]


@pytest.fixture
def editor(world: World) -> Visitor:
    return Visitor(world.channel.people[Office.EDITOR])


def assert_refused(visitor: Visitor, response: HttpResponse, foreign: Owned) -> None:
    assert answer(response) == "no"
    assert not shows(response.text_sent, foreign.mark)
    assert visitor.writes == []


def body(*blocks: tuple[str, Any]) -> dict[str, Any]:
    return nested_form_data({"body": streamfield(list(blocks))})


def link(kind: str, pk: int) -> dict[str, Any]:
    text = f'<p><a linktype="{kind}" id="{pk}">字</a></p>'
    return body(("paragraph", rich_text(text, features=TEXT_FEATURES)))


def attachment(pk: int) -> dict[str, Any]:
    return nested_form_data({"attachments": inline_formset([{"document": pk, "title": ""}])})


POINTING: dict[str, Fields] = {
    "cover": lambda unit: {"cover": unit.image.pk},
    "picture in the body": lambda unit: body(("picture", {"image": unit.image.pk, "alt": "图", "caption": ""})),
    "document in the body": lambda unit: body(("attachment", {"document": unit.document.pk, "title": ""})),
    "link to a page": lambda unit: link("page", unit.live.pk),
    "link to a document": lambda unit: link("document", unit.document.pk),
    "attachment": lambda unit: attachment(unit.document.pk),
}


def form(fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The article's form; a new body takes the place of the old one."""
    base = article_form(**more)
    if any(name.startswith("body-") for name in fields):
        base = {name: value for name, value in base.items() if not name.startswith("body-")}
    return {**base, **fields}


@pytest.mark.parametrize("what", list(POINTING))
@pytest.mark.parametrize("title", ["标题", ""], ids=["valid", "invalid"])
def test_a_page_points_at_nothing_of_another_unit(world: World, editor: Visitor, what: str, title: str) -> None:
    """Not even a form with errors, which is shown again with what was chosen in it."""
    url = reverse("wagtailadmin_pages:edit", args=[world.channel.article.pk])
    for foreign in (world.host, world.portal):
        assert_refused(editor, editor.ask("POST", url, form(POINTING[what](foreign), title=title)), foreign)
    own = editor.ask("POST", url, form(POINTING[what](world.channel), title="标题"))
    assert answer(own) == "302"
    assert editor.writes


@pytest.mark.parametrize("name", ["add", "preview_on_add", "preview_on_edit"])
def test_neither_new_pages_nor_previews_point_at_another_unit(world: World, editor: Visitor, name: str) -> None:
    on_add = ["pages", "articlepage", world.channel.column.pk]
    url = reverse(f"wagtailadmin_pages:{name}", args=on_add if "add" in name else [world.channel.article.pk])
    assert_refused(editor, editor.ask("POST", url, form({"cover": world.host.image.pk})), world.host)


def test_what_the_centre_put_into_a_page_stays_there(world: World, editor: Visitor) -> None:
    page = ArticlePage.objects.get(pk=world.channel.article.pk)
    page.cover = world.portal.image
    page.save_revision(user=world.superuser)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert answer(editor.ask("POST", url, form({"cover": world.portal.image.pk}))) == "302"
    assert_refused(editor, editor.ask("POST", url, form({"cover": world.host.image.pk})), world.host)


def destinations(foreign: Owned) -> list[Page]:
    """A column, where the page could lie, and an article, where the form would say why it cannot."""
    return [foreign.column, foreign.article]


def test_a_draft_is_copied_or_moved_to_no_other_unit(world: World, editor: Visitor) -> None:
    article = world.channel.article
    copy = {"new_title": "副本", "new_slug": "copy"}
    for foreign in (world.host, world.portal):
        for target in destinations(foreign):
            for url, data in (
                (reverse("wagtailadmin_pages:copy", args=[article.pk]), {**copy, "new_parent_page": target.pk}),
                (reverse("wagtailadmin_pages:move", args=[article.pk]), {"new_parent_page": target.pk}),
                (reverse("wagtailadmin_pages:move_confirm", args=[article.pk, target.pk]), {}),
                (f"/admin/bulk/wagtailcore/page/move/?id={article.pk}", {"chooser": target.pk}),
            ):
                assert_refused(editor, editor.ask("POST", url, data), foreign)


def test_who_works_for_two_units_moves_drafts_between_them_only(world: World) -> None:
    visitor, article = Visitor(world.both), world.channel.article
    to_host = reverse("wagtailadmin_pages:move_confirm", args=[article.pk, world.host.second_column.pk])
    assert answer(visitor.ask("POST", to_host)) == "302"
    to_portal = reverse("wagtailadmin_pages:move_confirm", args=[article.pk, world.portal.second_column.pk])
    assert_refused(visitor, visitor.ask("POST", to_portal), world.portal)


@pytest.mark.parametrize("name", ["edit", "edit_multiple"])
@pytest.mark.parametrize("kind", ["image", "document"])
def test_files_go_into_no_collection_of_another_unit(world: World, editor: Visitor, kind: str, name: str) -> None:
    own, foreign = getattr(world.channel, kind), world.host
    prefix = f"{kind if kind == 'image' else 'doc'}-{own.pk}-" if name == "edit_multiple" else ""
    url = reverse(f"wagtail{kind}s:{name}" if kind == "image" else f"wagtaildocs:{name}", args=[own.pk])
    data = {f"{prefix}title": "标题", f"{prefix}collection": foreign.collection.pk, f"{prefix}tags": ""}
    response = editor.ask("POST", url, data, look=lambda: type(own).objects.get(pk=own.pk).collection_id)
    assert not shows(response.text_sent, foreign.mark)
    assert response.seen == world.channel.collection.pk


def bulk_actions() -> list[tuple[str, str, str]]:
    bulk_action_registry._scan_for_bulk_actions()
    return [
        (app, model, action)
        for app, models in bulk_action_registry.actions.items()
        for model, actions in models.items()
        for action in actions
    ]


def test_bulk_actions_name_and_change_nothing_of_another_unit(world: World, editor: Visitor) -> None:
    """With numbers of another unit's, mixed with own ones, and with "all" below another unit's page."""
    actions = bulk_actions()
    assert {("wagtailcore", "page"), ("hub", "groupimage"), ("hub", "groupdocument"), ("hub", "user")} <= {
        (app, model) for app, model, _action in actions
    }
    objects = {
        "page": "article", "groupimage": "image", "groupdocument": "document", "user": "user", "bulletin": "bulletin",
        "survey": "survey", "interview": "interview",
    }  # fmt: skip
    shown = []
    with without_log():
        for app, model, action in actions:
            own, foreign = (getattr(unit, objects[model]).pk for unit in (world.channel, world.host))
            for query in (
                f"id={foreign}",
                f"id={own}&id={foreign}",
                "id=all",
                f"id=all&childOf={world.host.column.pk}",
                f"id=all&childOf={world.portal.column.pk}",
            ):
                url = f"/admin/bulk/{app}/{model}/{action}/?{query}"
                texts = [editor.ask(method, url).text_sent for method in ("GET", "POST")]
                marks = (world.host.mark, world.portal.mark)
                shown += [(url, mark) for mark in marks if any(shows(text, mark) for text in texts)]
                if "id=all" not in query and str(own) not in query:
                    assert editor.writes == [], url
    assert shown == []


def test_an_address_that_is_pasted_stays_an_address(world: World, editor: Visitor) -> None:
    data = {"external-link-chooser-url": world.host.live.full_url, "external-link-chooser-link_text": "字"}
    response = editor.ask("POST", reverse("wagtailadmin_choose_page_external_link"), data)
    assert world.host.live.full_url in response.text_sent
    assert not shows(response.text_sent, world.host.mark)
