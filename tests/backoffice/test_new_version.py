"""上传新版本: the way out where what is shown cannot be changed beneath its content."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from hub.models.media import GroupDocument, GroupImage
from hub.references import references_of
from sites.backoffice.files_in_use.new_version import add_version
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.factories import draft, published
from tests.staffed import Staffed
from tests.story import approve, browser_of, edit, said, send

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def image(bureau: Staffed) -> GroupImage:
    return GroupImage.objects.create(title="会场", file=get_test_image_file(), collection=bureau.site.collection)


@pytest.fixture
def document(bureau: Staffed) -> GroupDocument:
    document = GroupDocument(title="通知", file=ContentFile(PDF, "notice.pdf"), collection=bureau.site.collection)
    document.save()
    document.tags.add("校园")
    return document


def picture(colour: str = "black") -> SimpleUploadedFile:
    return SimpleUploadedFile("b.png", get_test_image_file(colour=colour).file.getvalue())


def url_of(file: Any) -> str:
    return reverse(f"new_version:{'image' if isinstance(file, GroupImage) else 'document'}", args=[file.pk])


def upload(person: Any, file: Any, new: SimpleUploadedFile) -> Any:
    return browser_of(person).post(url_of(file), {"file": new})


def body(image: GroupImage, document: GroupDocument) -> list[Any]:
    return [
        ("paragraph", f'<p><a linktype="document" id="{document.pk}">通知</a></p>'),
        ("picture", {"image": image, "alt": "会场", "caption": ""}),
    ]


def newest(page: ArticlePage) -> Any:
    return ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def files_in(content: Any) -> set[tuple[str, str]]:
    return {(model.__name__, key) for model, key in references_of(content)}


def test_a_new_version_is_put_into_drafts_and_goes_through_approval(
    bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    first = published(bureau.column, title="公开的信息", body=body(image, document))
    page = ArticlePage(title="有附件的信息", source="市教育局")
    page.attachments = [ArticleAttachment(document=document, title="附件一")]
    second = published(bureau.column, page)
    response = upload(bureau.editor, document, SimpleUploadedFile("新通知.pdf", PDF + b"2"))
    assert response.status_code == 302, response.context["form"].errors
    assert "草稿 2 份" in said(response)[0]
    new = GroupDocument.objects.get(follows=document)
    assert (new.title, new.collection_id, new.uploaded_by_user) == ("通知", document.collection_id, bureau.editor)
    assert [tag.name for tag in new.tags.all()] == ["校园"]
    assert new.file_size == len(PDF) + 1
    for shown in (first, second):
        assert ("GroupDocument", str(document.pk)) in files_in(ArticlePage.objects.get(pk=shown.pk))
        assert ("GroupDocument", str(new.pk)) in files_in(newest(shown))
        assert ("GroupDocument", str(document.pk)) not in files_in(newest(shown))
        assert newest(shown).latest_revision.user == bureau.editor
    html = browser_of(bureau.editor).get(url_of(document)).content.decode()
    assert html.count("新版本已换上") == 2
    send(bureau.editor, first)
    approve(first, [bureau.reviewer, bureau.leader])
    assert ("GroupDocument", str(new.pk)) in files_in(ArticlePage.objects.get(pk=first.pk))


def test_a_picture_has_new_versions_too(bureau: Staffed, image: GroupImage, document: GroupDocument) -> None:
    shown = published(
        bureau.column, ArticlePage(title="配图", source="市教育局", cover=image, body=body(image, document))
    )
    assert upload(bureau.editor, image, picture()).status_code == 302
    new = GroupImage.objects.get(follows=image)
    assert newest(shown).cover_id == new.pk
    assert ("GroupImage", str(image.pk)) not in files_in(newest(shown))


def test_a_newer_draft_keeps_what_was_written_in_it(
    bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    shown = published(bureau.column, title="公开的信息", body=body(image, document))
    later = newest(shown)
    later.title, later.summary = "改过的标题", "后来写的摘要"
    later.save_revision(user=bureau.editor)
    upload(bureau.editor, image, picture())
    assert (newest(shown).title, newest(shown).summary) == ("改过的标题", "后来写的摘要")
    assert ("GroupImage", str(image.pk)) not in files_in(newest(shown))


def test_a_draft_that_names_the_file_in_its_newest_version_only_has_it_exchanged(
    bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    page = published(bureau.column, title="公开的信息")
    later = newest(page)
    later.body = body(image, document)
    later.save_revision(user=bureau.editor)
    upload(bureau.editor, document, SimpleUploadedFile("b.pdf", PDF + b"2"))
    assert ("GroupDocument", str(document.pk)) not in files_in(newest(page))
    assert ("GroupDocument", str(GroupDocument.objects.get(follows=document).pk)) in files_in(newest(page))


def test_an_editor_who_has_the_page_open_loses_nothing(
    bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    """The form is of the version before: it is refused as any other old form."""
    shown = published(bureau.column, title="公开的信息", body=body(image, document))
    before = newest(shown).latest_revision
    upload(bureau.editor, image, picture())
    kept = newest(shown).latest_revision_id
    loaded = {"loaded_revision_id": str(before.pk), "loaded_revision_created_at": before.created_at.isoformat()}
    edit(bureau.editor, shown, title="旧表单", **loaded)
    assert newest(shown).latest_revision_id == kept


def test_what_is_under_approval_is_left_alone_and_can_follow(
    bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    page = draft(bureau.column, bureau.editor, title="送审的稿件", body=body(image, document))
    send(bureau.editor, page)
    sent = newest(page).latest_revision_id
    upload(bureau.editor, image, picture())
    assert newest(page).latest_revision_id == sent
    client = browser_of(bureau.editor)
    html = client.get(url_of(image)).content.decode()
    assert "正在审批，请先撤回" in html
    assert "为其余内容备草稿" not in html
    ArticlePage.objects.get(pk=page.pk).current_workflow_state.cancel(user=bureau.editor)
    assert "为其余内容备草稿" in client.get(url_of(image)).content.decode()
    assert client.post(url_of(image)).status_code == 302
    assert GroupImage.objects.filter(follows=image).count() == 1
    assert ("GroupImage", str(image.pk)) not in files_in(newest(page))


def test_contents_of_other_units_are_counted_and_left_alone(
    bureau: Staffed, other_bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    other = published(other_bureau.column, title="别人的信息", body=body(image, document))
    before = newest(other).latest_revision_id
    upload(bureau.editor, image, picture())
    html = browser_of(bureau.editor).get(url_of(image)).content.decode()
    assert "其他单位的内容 1 项" in html
    assert "别人的信息" not in html
    assert newest(other).latest_revision_id == before


def test_a_stranger_and_an_approver_upload_nothing(
    bureau: Staffed, other_bureau: Staffed, image: GroupImage, document: GroupDocument
) -> None:
    for person in (other_bureau.editor, bureau.leader, bureau.reviewer):
        for file, new in ((image, picture()), (document, SimpleUploadedFile("b.pdf", PDF + b"2"))):
            assert browser_of(person).get(url_of(file)).status_code == 302
            upload(person, file, new)
            assert not type(file).objects.filter(follows=file).exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("b.docx", b"PK\x03\x04", "同类"),
        ("b.pdf", PDF, "完全相同"),
        ("b.pdf", b"no pdf", "不符"),
        ("b.exe", b"MZ", ""),
    ],
)
def test_another_kind_and_the_same_file_are_refused(
    name: str, content: bytes, words: str, bureau: Staffed, document: GroupDocument
) -> None:
    response = upload(bureau.editor, document, SimpleUploadedFile(name, content))
    assert response.status_code == 200
    assert words in str(response.context["form"].errors["file"])
    assert GroupDocument.objects.count() == 1


def test_the_screens_lead_there(bureau: Staffed, image: GroupImage, document: GroupDocument) -> None:
    published(bureau.column, title="公开的信息", body=body(image, document))
    client = browser_of(bureau.editor)
    for file, name in ((image, "wagtailimages"), (document, "wagtaildocs")):
        assert url_of(file) in client.get(reverse(f"{name}:edit", args=[file.pk])).content.decode()
        refusal = client.post(reverse(f"{name}:delete", args=[file.pk]))
        assert refusal.status_code == 409
        assert url_of(file) in refusal.content.decode()


def test_two_who_upload_at_once_make_one_version(bureau: Staffed, document: GroupDocument) -> None:
    """The second has looked before the first saved."""
    first, second = (GroupDocument(title="通知", file=ContentFile(PDF + end, "b.pdf")) for end in (b"2", b"3"))
    first.collection = second.collection = document.collection
    assert add_version(document, first, bureau.editor) == first
    assert add_version(document, second, bureau.editor) == first
    assert GroupDocument.objects.filter(follows=document).count() == 1


def test_a_version_is_no_use_of_the_one_before(bureau: Staffed, document: GroupDocument) -> None:
    upload(bureau.editor, document, SimpleUploadedFile("b.pdf", PDF + b"2"))
    assert document.get_usage().count() == 0
    document.delete()
    assert GroupDocument.objects.get().follows is None
