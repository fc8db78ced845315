"""What people send to the admin, whether it has a button or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from hub.models import CalendarDay
from sites.approval.corrections.actions import set_road
from sites.approval.digest import content_digest
from sites.approval.enums import RemovalKind
from sites.approval.models.import_batch import ImportBatch
from sites.approval.models.proposed_change import ProposedChange
from sites.approval.models.removal_request import RemovalRequest
from sites.importing.batches import run_all
from tests.approval.roads.world import RoadWorld
from tests.approval.test_proposed_changes import FORMS
from tests.factories import column_of
from tests.story import DECLARATION, article_form, waiting_step

Road = Callable[[RoadWorld, Client], Any]
ROADS: dict[str, Road] = {}


def road(name: str) -> Callable[[Road], Road]:
    def _keep(function: Road) -> Road:
        ROADS[name] = function
        return function

    return _keep


def _page(name: str, *args: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=args)


@road("saves a changed draft of the live page")
def _save(world: RoadWorld, browser: Client) -> None:
    browser.post(_page("edit", world.public.pk), article_form("改过的标题"))


@road("presses 发布 on the live page")
def _publish(world: RoadWorld, browser: Client) -> None:
    browser.post(_page("edit", world.public.pk), article_form("改过的标题") | {"action-publish": "1"})


@road("presses 发布 on a draft")
def _publish_draft(world: RoadWorld, browser: Client) -> None:
    browser.post(_page("edit", world.draft.pk), article_form() | {"action-publish": "1"})


@road("sends `live` with a draft")
def _live_field(world: RoadWorld, browser: Client) -> None:
    browser.post(_page("edit", world.draft.pk), article_form() | {"live": "on", "first_published_at": "2026-01-01"})


@road("plans a draft for yesterday")
def _planned(world: RoadWorld, browser: Client) -> None:
    moment = f"{timezone.localtime() - timedelta(days=1):%Y-%m-%d %H:%M}"
    browser.post(_page("edit", world.draft.pk), article_form(go_live_at=moment) | {"action-publish": "1"})


@road("writes a new page and presses 发布")
def _new(world: RoadWorld, browser: Client) -> None:
    url = _page("add", "pages", "articlepage", world.a.column.pk)
    browser.post(url, article_form("新的页面") | {"action-publish": "1"})


@road("writes a new page and sends it")
def _send(world: RoadWorld, browser: Client) -> None:
    url = _page("add", "pages", "articlepage", world.a.column.pk)
    browser.post(url, article_form("新的页面") | {"action-submit": "1"})


@road("sends an emergency outside of its columns")
def _emergency(world: RoadWorld, browser: Client) -> None:
    url = _page("add", "pages", "articlepage", world.a.column.pk)
    browser.post(url, article_form("暴雨红色预警", is_emergency="on") | {"action-submit": "1"})


@road("opens the short road of corrections")
def _open_road(world: RoadWorld, browser: Client) -> None:
    browser.post(reverse("inbox:corrections"), {"unit": world.a.unit.pk, "action": "open"})


@road("corrects a slip of the live page where the road is open, and sends it")
def _correct(world: RoadWorld, browser: Client) -> None:
    set_road(world.a.unit, world.a.leader, opens=True)
    browser.post(_page("edit", world.public.pk), article_form("校车安金管理办法") | {"action-submit": "1"})


@road("copies the live page, copies public")
def _copy(world: RoadWorld, browser: Client) -> None:
    data = {"new_title": "副本", "new_slug": "fu-ben", "new_parent_page": world.a.column.pk, "publish_copies": "on"}
    browser.post(_page("copy", world.public.pk), data)


@road("copies the live page as an alias")
def _alias(world: RoadWorld, browser: Client) -> None:
    data = {"new_title": "别名", "new_slug": "bie-ming", "new_parent_page": column_of(world.b.site).pk, "alias": "on"}
    browser.post(_page("copy", world.public.pk), data)


@road("moves the live page within its site")
def _move(world: RoadWorld, browser: Client) -> None:
    there = column_of(world.a.site, "news/notices")
    browser.post(_page("move_confirm", world.public.pk, there.pk))


@road("moves the live page to another site")
def _move_away(world: RoadWorld, browser: Client) -> None:
    browser.post(_page("move_confirm", world.public.pk, column_of(world.b.site).pk))


@road("unpublishes the live page")
def _unpublish(world: RoadWorld, browser: Client) -> None:
    browser.post(_page("unpublish", world.public.pk), {"include_descendants": "on"})


@road("deletes the live page")
def _delete(world: RoadWorld, browser: Client) -> None:
    browser.post(_page("delete", world.public.pk))


@road("deletes the column of the live page")
def _delete_column(world: RoadWorld, browser: Client) -> None:
    browser.post(_page("delete", world.a.column.pk), {"confirm_site_name": ""})


def _bulk(action: str, **data: Any) -> Road:
    def _press(world: RoadWorld, browser: Client) -> None:
        page = world.draft if action == "publish" else world.public
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        browser.post(f"{url}?id={page.pk}", data)

    return _press


ROADS["publishes drafts together"] = _bulk("publish", include_descendants="on")
ROADS["unpublishes pages together"] = _bulk("unpublish", include_descendants="on")
ROADS["deletes pages together"] = _bulk("delete")


@road("brings an earlier version back and presses 发布")
def _revert(world: RoadWorld, browser: Client) -> None:
    first = world.public.revisions.order_by("pk").first()
    browser.post(_page("edit", world.public.pk), article_form() | {"revision": first.pk, "action-publish": "1"})


@road("approves in the inbox")
def _approve(world: RoadWorld, browser: Client) -> None:
    state = waiting_step(world.waiting)
    seen = content_digest(state.revision.as_object())
    data = {"action": "approve", "comment": "", "seen": seen, "declaration": DECLARATION}
    browser.post(reverse("inbox:item", args=[state.pk]), data)


@road("approves what was not on the screen")
def _unseen(world: RoadWorld, browser: Client) -> None:
    state = waiting_step(world.waiting)
    browser.post(reverse("inbox:item", args=[state.pk]), {"action": "approve", "comment": "", "seen": "0" * 64})


@road("approves by Wagtail's own dialogue")
def _dialogue(world: RoadWorld, browser: Client) -> None:
    state = waiting_step(world.waiting)
    browser.post(_page("workflow_action", world.waiting.pk, "approve", state.pk), {"comment": ""})


@road("asks for the live page to be taken down")
def _ask(world: RoadWorld, browser: Client) -> None:
    browser.post(reverse("removals:propose", args=[world.public.pk, "unpublish"]), {"reason": "内容有误"})


@road("decides that the live page is taken down")
def _decide(world: RoadWorld, browser: Client) -> None:
    if not RemovalRequest.objects.filter(kind=RemovalKind.UNPUBLISH).exists():
        _ask(world, world.browser("editor"))
    request = RemovalRequest.objects.get(kind=RemovalKind.UNPUBLISH)
    browser.post(reverse("inbox:removal", args=[request.pk]), {"action": "approve"})


@road("decides that A's document abolishes one of B")
def _abolish(world: RoadWorld, browser: Client) -> None:
    request = RemovalRequest.objects.get(kind=RemovalKind.RESTATE)
    browser.post(reverse("inbox:removal", args=[request.pk]), {"action": "approve"})


@road("puts a public column first")
def _put_first(world: RoadWorld, browser: Client) -> None:
    column = column_of(world.a.site, "news/notices")
    browser.post(_page("set_page_position", column.pk) + "?position=0")


@road("asks for a public column to be last")
def _ask_for_order(world: RoadWorld, browser: Client) -> None:
    url = reverse("removals:propose", args=[world.a.column.pk, RemovalKind.REORDER])
    browser.post(url, {"reason": "按重要程度", "neighbour": ""})


@road("renames the attachment")
def _rename(world: RoadWorld, browser: Client) -> None:
    browser.post(reverse("wagtaildocs:edit", args=[world.file.pk]), {"title": "换了名字", "collection": "", "tags": ""})


@road("exchanges the attachment")
def _exchange(world: RoadWorld, browser: Client) -> None:
    data = {"title": world.file.title, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 other"), "tags": ""}
    browser.post(reverse("wagtaildocs:edit", args=[world.file.pk]), data)


@road("deletes the attachment")
def _delete_file(world: RoadWorld, browser: Client) -> None:
    browser.post(reverse("wagtaildocs:delete", args=[world.file.pk]))


@road("exchanges the picture")
def _exchange_picture(world: RoadWorld, browser: Client) -> None:
    picture = get_test_image_file()
    picture.seek(0)
    data = {"title": world.cover.title, "file": picture, "tags": ""}
    browser.post(reverse("wagtailimages:edit", args=[world.cover.pk]), data)


@road("crops the picture anew")
def _crop(world: RoadWorld, browser: Client) -> None:
    data = {"title": world.cover.title, "tags": "", "focal_point_x": "5", "focal_point_y": "5"}
    data |= {"focal_point_width": "2", "focal_point_height": "2"}
    browser.post(reverse("wagtailimages:edit", args=[world.cover.pk]), data)


@road("deletes the picture")
def _delete_picture(world: RoadWorld, browser: Client) -> None:
    browser.post(reverse("wagtailimages:delete", args=[world.cover.pk]))


@road("changes a partner link")
def _change_link(world: RoadWorld, browser: Client) -> None:
    data = {"title": "省政府", "address": "https://example.com/", "sort_order": "1"}
    browser.post(reverse("partnerlink:edit", args=[world.link.pk]), data)


@road("deletes a partner link")
def _delete_link(world: RoadWorld, browser: Client) -> None:
    browser.post(reverse("partnerlink:delete", args=[world.link.pk]))


@road("changes a partner link and confirms it")
def _confirm_own(world: RoadWorld, browser: Client) -> None:

    _change_link(world, browser)
    for change in ProposedChange.objects.all():
        browser.post(reverse("inbox:change", args=[change.pk]), {"action": "approve", "comment": ""})


@road("enters a holiday")
def _holiday(world: RoadWorld, browser: Client) -> None:
    browser.post(reverse("calendarday:add"), {"day": "2027-05-01", "name": "劳动节"})
    assert CalendarDay.objects.filter(day="2027-05-01").count() <= 1


@road("renames themselves")
def _rename_self(world: RoadWorld, browser: Client) -> None:
    data = {"name_email-last_name": "王", "name_email-first_name": "市长", "name_email-email": "a@b.cn"}
    browser.post("/admin/account/", data)


def _add(form: Any) -> Road:
    return lambda world, browser: browser.post(reverse(f"{form.urls}:add"), form.fields())


for _form in FORMS:
    ROADS[f"adds a {_form.name}"] = _add(_form)


@road("brings a catalogue for a column of A")
def _bring(world: RoadWorld, browser: Client) -> None:
    text = "索引号,标题,成文日期,有效性\nK-1,导入的办法,2014-06-16,有效\n"
    file = SimpleUploadedFile("目录.csv", text.encode())
    browser.post(reverse("catalogue_import:index"), {"file": file, "column": world.a.column.pk})
    token = browser.session.get("catalogue_import", {}).get("token", "")
    browser.post(reverse("catalogue_import:run"), {"token": token})


@road("says yes to a file of the centre for A")
def _agree(world: RoadWorld, browser: Client) -> None:
    _bring(world, world.browser("centre editor"))
    batch = ImportBatch.objects.get()
    browser.post(reverse("import_batches:batch", args=[batch.pk]), {"action": "approve", "seen": batch.digest})
    run_all()


@road("takes a citizen's question into the transcript")
def _take_question(world: RoadWorld, browser: Client) -> None:
    url = reverse("interviews_admin:questions", args=[world.interview.pk])
    browser.post(url, {"question": world.interview.questions.get().pk, "action": "take"})


@road("presses 发布 on the live interview")
def _publish_interview(world: RoadWorld, browser: Client) -> None:
    url = reverse("wagtailsnippets_inquiry_interview:edit", args=[world.interview.pk])
    fields = {
        "title": "改过的主题",
        "introduction": "改",
        "begins_at": "2026-03-05 15:00",
        "ends_at": "2026-03-05 16:00",
    }
    browser.post(url, {**fields, "guests-count": "0", "transcript-count": "0", "action-publish": "1"})
