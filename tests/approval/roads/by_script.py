"""What a script in `manage.py shell` does with the models."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page

from hub.models import GroupDocument, ScriptCorrection
from opencat.models import DocumentLink
from sites.approval.enums import LedgerAction
from sites.approval.ledger import Actor
from sites.approval.releases import Release, release
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.partner_link import PartnerLink
from sites.website.models.site_notice import SiteNotice
from tests.approval.roads.world import RoadWorld
from tests.factories import column_of
from tests.story import waiting_step

Road = Callable[[RoadWorld], Any]


def _fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def _set(page: Any, **values: Any) -> Any:
    page = _fresh(page)
    for name, value in values.items():
        setattr(page, name, value)
    return page


def _everybody_agrees(world: RoadWorld) -> None:
    state = waiting_step(world.waiting)
    state.specific.approve(user=world.superuser)


def _replace_file(world: RoadWorld) -> None:
    world.file.file.save("other.pdf", ContentFile(b"%PDF-1.4 other"))


def _replace_picture(world: RoadWorld) -> None:
    world.cover.file.save("other.jpg", ContentFile(b"\xff\xd8\xff other"))


ROADS: dict[str, Road] = {
    "saves the live page changed": lambda w: _set(w.public, title="改").save(),
    "saves the live interview changed": lambda w: _set(w.interview, title="改").save(),
    "saves one field of the live page": lambda w: _set(w.public, title="改").save(update_fields=["title"]),
    "saves the base row of the live page": lambda w: _save_base(w),
    "saves a draft as live": lambda w: _set(w.draft, live=True).save(),
    "saves a draft as a live emergency": lambda w: _set(
        w.draft, live=True, is_emergency=True, emergency_reason="暴雨"
    ).save(),
    "publishes a revision": lambda w: _fresh(w.draft).latest_revision.publish(),
    "publishes a revision as somebody": lambda w: _fresh(w.draft).latest_revision.publish(user=w.a.leader),
    "publishes by Wagtail's action": lambda w: PublishPageRevisionAction(
        _fresh(w.draft).latest_revision, user=w.superuser
    ).execute(skip_permission_checks=True),
    "adds a live page": lambda w: w.a.column.add_child(instance=ArticlePage(title="新", source="甲", live=True)),
    "sets a release on a draft": lambda w: _set(
        w.draft, live=True, release=Release(LedgerAction.IMPORTED, _head(w))
    ).save(),
    "releases a draft as an import": lambda w: _released(_set(w.draft, live=True), LedgerAction.IMPORTED, _head(w)),
    "releases a draft as opened with its site": lambda w: _released(
        _set(w.draft, live=True), LedgerAction.PROVISIONED, _head(w)
    ),
    "releases the home changed as opened with its site": lambda w: _released(
        _set(w.a.site.home.specific, title="改"), LedgerAction.PROVISIONED, _head(w)
    ),
    "releases the live page as abolished": lambda w: _released(
        _set(w.public, validity="abolished"), LedgerAction.RESTATED, _head(w), w.public
    ),
    "releases a draft in nobody's name": lambda w: _released(_set(w.draft, live=True), LedgerAction.IMPORTED, Actor()),
    "copies the live page": lambda w: _fresh(w.public).copy(to=column_of(w.b.site), update_attrs={"slug": "copied"}),
    "makes an alias of the live page": lambda w: _fresh(w.public).create_alias(parent=column_of(w.b.site)),
    "moves the live page within its site": lambda w: _fresh(w.public).move(
        column_of(w.a.site, "news/notices"), pos="last-child"
    ),
    "moves the live page to another site": lambda w: _fresh(w.public).move(column_of(w.b.site), pos="last-child"),
    "puts a public column in front of another": lambda w: column_of(w.a.site, "news/notices").move(
        w.a.column.get_parent().get_first_child(), pos="left"
    ),
    "abolishes a document of B": lambda w: _set(w.foreign, validity="abolished").save(),
    "says of the live page that it abolishes a document of B": lambda w: DocumentLink.objects.create(
        page=w.public, kind="abolishes", target=w.foreign
    ),
    "renames the address of the live page": lambda w: _set(w.public, slug="another").save(),
    "approves a step as a superuser": _everybody_agrees,
    "finishes the approval by hand": lambda w: waiting_step(w.waiting).workflow_state.finish(user=w.superuser),
    "renames the attachment": lambda w: _rename(w),
    "exchanges the attachment": _replace_file,
    "deletes the attachment": lambda w: GroupDocument.objects.get(pk=w.file.pk).delete(),
    "deletes the attachment among others": lambda w: GroupDocument.objects.filter(pk=w.file.pk).delete(),
    "exchanges the picture": _replace_picture,
    "deletes the picture": lambda w: w.cover.delete(),
    "updates the title of the live page": lambda w: ArticlePage.objects.filter(pk=w.public.pk).update(title="改"),
    "updates a draft to live": lambda w: ArticlePage.objects.filter(pk=w.draft.pk).update(live=True),
    "updates many pages": lambda w: ArticlePage.objects.bulk_update([_set(w.public, title="改")], ["title"]),
    "updates the title of the attachment": lambda w: GroupDocument.objects.filter(pk=w.file.pk).update(title="改"),
    "takes the keywords off": lambda w: ArticlePage.tags.through.objects.all().delete(),
    "adds a partner link": lambda w: PartnerLink.objects.create(title="新", address="https://example.com/"),
    "saves a partner link changed": lambda w: _change(w.link, address="https://example.com/"),
    "deletes a partner link": lambda w: PartnerLink.objects.filter(pk=w.link.pk).delete(),
    "saves the introduction of a unit": lambda w: _change(w.a.unit, introduction="没有人审批的一句话"),
    "adds a notice": lambda w: SiteNotice.objects.create(message="没有人审批", ends_at="2030-01-01T00:00:00Z"),
    "adds a correction of the script": lambda w: ScriptCorrection.objects.create(
        simplified="校车安全", traditional="甲乙丙丁"
    ),
    "saves the code of a site": lambda w: _change(w.a.site, identification_code="1234567890"),
}


def _head(world: RoadWorld) -> Actor:
    head = world.centre[Office.CENTRE_HEAD]
    return Actor(head, head.appointments.get())


def _released(page: Any, action: LedgerAction, actor: Actor, ground: Any = None) -> None:
    release(page, action, actor, ground=ground)
    page.save()


def _save_base(world: RoadWorld) -> None:
    page = Page.objects.get(pk=world.public.pk)
    page.title = "改"
    page.save()


def _rename(world: RoadWorld) -> None:
    world.file.title = "改"
    world.file.save()


def _change(row: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
