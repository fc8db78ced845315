"""What documents say beside what is seen: taken off on every road of upload, shown to editors and approvers."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from hub.models.media import GroupDocument, hash_of
from sites.approval.actions import SubmissionRefused
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.factories import draft, published
from tests.hub.test_document_cleaning import SECRET, everything_in, in_body, with_part, word, workbook
from tests.staffed import Staffed
from tests.story import browser_of, exchange_behind, send, waiting_step

TRACKED = in_body('<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>新</w:t></w:r></w:ins></w:p>')


def attached(place: Staffed, data: bytes, name: str = "办法.docx", title: str = "办法") -> GroupDocument:
    file = ContentFile(data, name)
    return GroupDocument.objects.create(title=title, file=file, collection=place.site.collection)


def stored(document: GroupDocument) -> bytes:
    with GroupDocument.objects.get(pk=document.pk).open_file() as file:
        return bytes(file.read())


def with_attachment(place: Staffed, document: GroupDocument) -> ArticlePage:
    page = draft(place.column, place.editor, title="有附件的稿件")
    newer = page.get_latest_revision_as_object()
    newer.attachments = [ArticleAttachment(document=document, title="附件")]
    newer.save_revision(user=place.editor)
    return ArticlePage.objects.get(pk=page.pk)


def by_admin(place: Staffed, data: bytes) -> GroupDocument:
    form = {"title": "办法", "collection": place.site.collection.pk, "tags": ""}
    upload = SimpleUploadedFile("办法.docx", data)
    response = browser_of(place.editor).post(reverse("wagtaildocs:add"), {**form, "file": upload})
    assert response.status_code == 302, response.context["form"].errors
    return GroupDocument.objects.get()


def by_many(place: Staffed, data: bytes) -> GroupDocument:
    form = {"collection": place.site.collection.pk, "files[]": SimpleUploadedFile("办法.docx", data)}
    response = browser_of(place.editor).post(
        reverse("wagtaildocs:add_multiple"), form, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert response.json()["success"]
    assert "已清除：" in response.json()["form"]
    return GroupDocument.objects.get()


def by_chooser(place: Staffed, data: bytes) -> GroupDocument:
    form = {"document-chooser-upload-title": "办法", "document-chooser-upload-collection": place.site.collection.pk}
    upload = {"document-chooser-upload-file": SimpleUploadedFile("办法.docx", data)}
    response = browser_of(place.editor).post(reverse("wagtaildocs_chooser:create"), {**form, **upload})
    assert response.status_code == 200
    return GroupDocument.objects.get()


def by_field(place: Staffed, data: bytes) -> GroupDocument:
    document = GroupDocument(title="办法", collection=place.site.collection)
    document.file.save("办法.docx", ContentFile(data))
    return document


def by_replacing(place: Staffed, data: bytes) -> GroupDocument:
    document = attached(place, b"text", "a.txt")
    document.file = ContentFile(data, "办法.docx")
    document.save(update_fields=["file"])
    return document


@pytest.mark.parametrize("road", [by_admin, by_many, by_chooser, by_field, by_replacing, attached])
def test_every_road_of_upload_takes_it_off(road: Any, bureau: Staffed) -> None:
    document = GroupDocument.objects.get(pk=road(bureau, word()).pk)
    assert SECRET not in everything_in(stored(document))
    assert f"作者：{SECRET}" in document.findings.removed
    assert (document.file_size, document.file_hash) == (len(stored(document)), hash_of(stored(document)))


def test_the_editor_and_each_approver_read_what_was_found(bureau: Staffed) -> None:
    def hide(book: Any) -> None:
        book.active.row_dimensions[2].hidden = True

    document = attached(bureau, workbook(hide), "表.xlsx")
    screen = browser_of(bureau.editor).get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    page = with_attachment(bureau, document)
    send(bureau.editor, page)
    item = reverse("inbox:item", args=[waiting_step(page).pk])
    for html in (screen, browser_of(bureau.reviewer).get(item).content.decode()):
        assert f"作者：{SECRET}" in html
        assert "隐藏行 1 行" in html


def test_what_could_not_be_cleaned_is_named_on_both_screens(bureau: Staffed) -> None:
    document = attached(bureau, b"%PDF-1.7\nbroken", "x.pdf")
    assert stored(document) == b"%PDF-1.7\nbroken"
    page = with_attachment(bureau, document)
    send(bureau.editor, page)
    item = reverse("inbox:item", args=[waiting_step(page).pk])
    screen = browser_of(bureau.editor).get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    for html in (screen, browser_of(bureau.reviewer).get(item).content.decode()):
        assert "未能清除隐藏信息" in html


def test_a_document_with_tracked_changes_is_not_sent(bureau: Staffed) -> None:
    document = attached(bureau, with_part(word(), TRACKED))
    page = with_attachment(bureau, document)
    with pytest.raises(SubmissionRefused, match=r"附件《办法》含修订 1 处.*接受或拒绝全部修订"):
        send(bureau.editor, page)
    document.file = ContentFile(word(), "办法.docx")
    document.save()
    send(bureau.editor, page)


def test_nor_one_that_the_text_links_to(bureau: Staffed) -> None:
    document = attached(bureau, with_part(word(), TRACKED))
    text = f'<p><a linktype="document" id="{document.pk}">办法</a></p>'
    page = draft(bureau.column, bureau.editor, title="有链接的稿件", body=[("paragraph", text)])
    with pytest.raises(SubmissionRefused, match="修订"):
        send(bureau.editor, page)


# --- documents of before ---


def old(place: Staffed, title: str, data: bytes, name: str = "old.docx") -> GroupDocument:
    """As it was stored before documents were cleaned."""
    document = attached(place, b"text", f"a.{name.rpartition('.')[2]}", title)
    exchange_behind(document, name, data)
    GroupDocument.objects.filter(pk=document.pk).update(hidden_information=None)
    return GroupDocument.objects.get(pk=document.pk)


def run() -> str:
    out = StringIO()
    call_command("clean_documents", stdout=out)
    return out.getvalue()


def test_the_command_cleans_what_nothing_shows_and_names_the_rest(bureau: Staffed) -> None:
    free, shown = old(bureau, "没用过的", word()), old(bureau, "公开的", word())
    tracked = old(bureau, "有修订的", with_part(word(), TRACKED))
    page = ArticlePage(title="公开的信息", source="市教育局")
    page.attachments = [ArticleAttachment(document=shown, title="附件")]
    published(bureau.column, page)
    before = stored(shown)
    said = run()
    assert f"{shown.pk} 《公开的》：正在 1 项内容中使用" in said
    assert "已清理 2 个文件" in said
    assert stored(shown) == before
    assert SECRET not in everything_in(stored(free))
    tracked.refresh_from_db()
    assert tracked.findings.obstacles == ["修订 1 处"]
    shown.refresh_from_db()
    assert f"作者：{SECRET}" in shown.findings.left
    assert "已清理 0 个文件" in run()


def test_a_document_nobody_has_looked_at_says_so(bureau: Staffed) -> None:
    document = old(bureau, "从前的", word())
    html = browser_of(bureau.editor).get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
    assert "尚未检查隐藏信息" in html
