"""What public, waiting or planned content shows cannot be changed or deleted beneath it, by whatever road."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from hub.models.media import GroupDocument, GroupImage
from hub.models.user import User
from sites.approval.shown_files import FileInUse
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.factories import draft, published
from tests.staffed import Staffed
from tests.story import approve, browser_of, send

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def image(bureau: Staffed) -> GroupImage:
    return GroupImage.objects.create(title="会场", file=get_test_image_file(), collection=bureau.site.collection)


@pytest.fixture
def document(bureau: Staffed) -> GroupDocument:
    file = ContentFile(PDF, "notice.pdf")
    return GroupDocument.objects.create(title="通知", file=file, collection=bureau.site.collection)


def body(image: GroupImage, document: GroupDocument) -> list[Any]:
    return [
        ("paragraph", f'<p><a linktype="document" id="{document.pk}">通知</a></p>'),
        ("picture", {"image": image, "alt": "会场", "caption": ""}),
    ]


def public(place: Staffed, image: GroupImage, document: GroupDocument) -> ArticlePage:
    return published(place.column, title="公开的信息", body=body(image, document))


def waiting(place: Staffed, image: GroupImage, document: GroupDocument) -> ArticlePage:
    page = draft(place.column, place.editor, title="送审的稿件", body=body(image, document))
    send(place.editor, page)
    return page


def planned(place: Staffed, image: GroupImage, document: GroupDocument) -> ArticlePage:
    page = draft(place.column, place.editor, title="定时发布的稿件", body=body(image, document))
    page = page.get_latest_revision_as_object()
    page.go_live_at = timezone.now() + timedelta(days=3)
    page.save_revision(user=place.editor)
    send(place.editor, page)
    approve(page, [place.reviewer, place.leader])
    assert page.revisions.filter(approved_go_live_at__isnull=False).exists()
    return page


def covering(place: Staffed, image: GroupImage, document: GroupDocument) -> ArticlePage:
    """In a field, and in a child row."""
    page = ArticlePage(title="配图和附件", source="市教育局", cover=image)
    page.attachments = [ArticleAttachment(document=document)]
    return published(place.column, page)


SHOWN = [public, waiting, planned, covering]


def changed_image(image: GroupImage, **fields: Any) -> None:
    image = GroupImage.objects.get(pk=image.pk)
    for name, value in fields.items():
        setattr(image, name, value)
    image.save()


IMAGE_ROADS: list[Callable[[GroupImage], object]] = [
    lambda image: changed_image(image, title="改过的名称"),
    lambda image: changed_image(image, description="改过的替代文字"),
    lambda image: changed_image(image, file=get_test_image_file(colour="black")),
    lambda image: changed_image(image, file_hash="0" * 40),
    lambda image: changed_image(image, focal_point_x=1, focal_point_y=1, focal_point_width=2, focal_point_height=2),
    lambda image: GroupImage.objects.get(pk=image.pk).delete(),
    lambda image: GroupImage.objects.filter(pk=image.pk).delete(),
]


@pytest.mark.parametrize("show", SHOWN)
def test_no_road_in_the_shell_changes_a_shown_picture(
    show: Any, bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    image.get_file_hash()
    show(bureau, image, document)
    for road in IMAGE_ROADS:
        before = GroupImage.objects.filter(pk=image.pk).values().get()
        with pytest.raises(FileInUse, match="1 项"), transaction.atomic():
            road(image)
        assert GroupImage.objects.filter(pk=image.pk).values().get() == before


@pytest.mark.parametrize("show", SHOWN)
def test_no_road_in_the_shell_changes_a_shown_document(
    show: Any, bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    show(bureau, image, document)
    document.refresh_from_db()
    document.title = "改过的名称"
    with pytest.raises(FileInUse), transaction.atomic():
        document.save()
    with pytest.raises(FileInUse), transaction.atomic():
        document.save(update_fields=["title"])
    document.refresh_from_db()
    document.file = ContentFile(PDF + b"2", "notice.pdf")
    with pytest.raises(FileInUse), transaction.atomic():
        document.save()
    if show is not covering:  # there the database refuses first
        with pytest.raises(FileInUse), transaction.atomic():
            GroupDocument.objects.filter(pk=document.pk).delete()
    assert GroupDocument.objects.get(pk=document.pk).title == "通知"


def test_a_collection_does_not_take_shown_files_with_it(
    bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    own = Collection.get_first_root_node().add_child(name="活动")
    GroupImage.objects.filter(pk=image.pk).update(collection=own)
    public(bureau, image, document)
    with pytest.raises(FileInUse), transaction.atomic():
        own.delete()
    assert GroupImage.objects.filter(pk=image.pk).exists()


def test_what_nobody_sees_of_a_file_may_change(bureau: Staffed, image: GroupImage, document: GroupDocument) -> None:
    public(bureau, image, document)
    image = GroupImage.objects.get(pk=image.pk)
    image.tags.add("会议")
    image.collection = Collection.get_first_root_node()
    image.save()


def test_a_draft_protects_nothing(bureau: Staffed, image: GroupImage, document: GroupDocument) -> None:
    draft(bureau.column, bureau.editor, body=body(image, document))
    changed_image(image, title="改过的名称")
    document.title = "改过的名称"
    document.save()
    document.delete()
    image.delete()


def test_what_was_taken_down_protects_nothing(bureau: Staffed, image: GroupImage, document: GroupDocument) -> None:
    page = public(bureau, image, document)
    page.unpublish()
    changed_image(image, title="改过的名称")
    page = public(bureau, image, document)
    with pytest.raises(FileInUse), transaction.atomic():
        image.delete()
    page.delete()
    image.delete()


def test_a_new_version_without_the_picture_frees_it(
    bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    page = public(bureau, image, document)
    newer = page.get_latest_revision_as_object()
    newer.body = [("paragraph", "<p>没有图了。</p>")]
    newer.save_revision(user=bureau.editor)
    with pytest.raises(FileInUse), transaction.atomic():
        image.delete()
    send(bureau.editor, page)
    with pytest.raises(FileInUse), transaction.atomic():
        image.delete()
    approve(page, [bureau.reviewer, bureau.leader])
    image.delete()


# --- in the admin ---


def post_edit(client: Client, image: GroupImage, **fields: Any) -> Any:
    data = {"title": image.title, "collection": image.collection_id, "tags": "", "description": "", **fields}
    points = dict.fromkeys(("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"), "")
    return client.post(reverse("wagtailimages:edit", args=[image.pk]), {**points, **data})


def refused(response: Any, *words: str) -> str:
    html = response.content.decode()
    assert response.status_code == 409, getattr(response.context.get("form"), "errors", html[:500])
    for word in ("正在使用", *words):
        assert word in html
    return html


def test_the_admin_says_what_shows_a_picture(bureau: Staffed, image: GroupImage, document: GroupDocument) -> None:
    page = public(bureau, image, document)
    client = browser_of(bureau.editor)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused(post_edit(client, image, title="改过的名称"), "公开的信息", edit)
    other = SimpleUploadedFile("b.png", get_test_image_file(colour="black").file.getvalue())
    refused(post_edit(client, image, file=other), "公开的信息", edit)
    crop = {"focal_point_x": 10, "focal_point_y": 10, "focal_point_width": 5, "focal_point_height": 5}
    refused(post_edit(client, image, **crop), "公开的信息", edit)
    delete = reverse("wagtailimages:delete", args=[image.pk])
    refused(client.get(delete), "公开的信息", edit)
    refused(client.post(delete), "公开的信息", edit)
    assert post_edit(client, image, tags="会议").status_code == 302
    with GroupImage.objects.get(pk=image.pk).open_file() as file:
        assert file.read()


def test_the_admin_says_what_shows_a_document(bureau: Staffed, image: GroupImage, document: GroupDocument) -> None:
    page = covering(bureau, image, document)
    client = browser_of(bureau.editor)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = {"title": "通知", "collection": document.collection_id, "tags": ""}
    url = reverse("wagtaildocs:edit", args=[document.pk])
    refused(client.post(url, {**form, "title": "改过的名称"}), "配图和附件", edit)
    refused(client.post(url, {**form, "file": SimpleUploadedFile("b.pdf", PDF + b"2")}), "配图和附件", edit)
    with GroupDocument.objects.get(pk=document.pk).open_file() as file:
        assert file.read() == PDF
    delete = reverse("wagtaildocs:delete", args=[document.pk])
    refused(client.get(delete), "配图和附件", edit)
    refused(client.post(delete), "配图和附件", edit)


@pytest.mark.parametrize("show", [public, covering])
def test_bulk_deletion_is_refused_with_the_same_page(
    show: Any, bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    show(bureau, image, document)
    client = browser_of(bureau.editor)
    for model, file in (("groupimage", image), ("groupdocument", document)):
        url = reverse("wagtail_bulk_action", args=["hub", model, "delete"]) + f"?id={file.pk}"
        refused(client.post(url))
        assert type(file).objects.filter(pk=file.pk).exists()


def test_a_script_gets_the_reason_as_json(bureau: Staffed, image: GroupImage, document: GroupDocument) -> None:
    public(bureau, image, document)
    url = reverse("wagtailimages:delete_multiple", args=[image.pk])
    response = browser_of(bureau.editor).post(url, headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code == 409
    assert "正在 1 项" in response.json()["error_message"]


def test_contents_of_other_units_are_counted_and_not_named(
    bureau: Staffed, other_bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    """What waits in another unit is not public, and its title is not either."""
    waiting(other_bureau, image, document)
    html = refused(post_edit(browser_of(bureau.editor), image, title="改过的名称"), "其他单位的内容 1 项")
    assert "送审的稿件" not in html


def test_who_may_not_delete_learns_nothing(
    bureau: Staffed, other_bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    public(bureau, image, document)
    stranger: User = other_bureau.editor
    response = browser_of(stranger).get(reverse("wagtailimages:delete", args=[image.pk]))
    assert response.status_code == 302


def test_an_attachment_of_a_draft_is_named(bureau: Staffed, document: GroupDocument) -> None:
    page = draft(bureau.column, bureau.editor, title="有附件的草稿")
    ArticleAttachment.objects.create(page=page, document=document)
    page.save()
    response = browser_of(bureau.editor).post(reverse("wagtaildocs:delete", args=[document.pk]))
    refused(response, "有附件的草稿")
